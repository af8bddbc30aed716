import type { ContainerFiles } from '../container/container-files';
import { Input } from '../container/input';
import type { Io } from './io';
import type { Redirect } from './syntax';

/** A command's streams with one of them led elsewhere; a text that says why it cannot be. */
export function redirect(
  { fd, operator }: Redirect,
  name: string,
  io: Io,
  files: ContainerFiles,
): Io | string {
  if (operator === '<') {
    const text = files.read(name);
    return text === undefined
      ? `can't open ${name}: no such file`
      : { ...io, input: Input.of(text) };
  }
  if (operator === '>&') return name === '1' ? { ...io, err: io.out } : { ...io, out: io.err };
  const write = streamTo(name, io) ?? fileWriter(files, name, operator === '>>');
  if (write === undefined) return `can't create ${name}: Read-only file system`;
  return fd === 2 ? { ...io, err: write } : { ...io, out: write };
}

function streamTo(name: string, io: Io): ((text: string) => void) | undefined {
  if (name === '/dev/null') return () => undefined;
  if (/^\/(dev\/stdout|proc\/(1|self)\/fd\/1)$/.test(name)) return io.out;
  if (/^\/(dev\/stderr|proc\/(1|self)\/fd\/2)$/.test(name)) return io.err;
  return undefined;
}

function fileWriter(
  files: ContainerFiles,
  name: string,
  append: boolean,
): ((text: string) => void) | undefined {
  if (!files.write(name, '', append)) return undefined;
  return (text) => {
    files.write(name, text, true);
  };
}
