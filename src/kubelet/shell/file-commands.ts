import { createTar, parseTar } from 'nanotar';
import { bytesOf, textOf } from '../bytes';
import type { ContainerFiles } from '../container/container-files';
import { at, type Builtin, operands } from './shell-command';

const cat: Builtin = (args, io, state, around) => {
  const paths = operands(args);
  if (paths.length === 0) {
    io.out(io.input.takeAll());
    return 0;
  }
  let code = 0;
  for (const path of paths) {
    const text = around.files.read(at(path, state));
    if (text === undefined) {
      io.err(`cat: can't open '${path}': No such file or directory\n`);
      code = 1;
    } else io.out(text);
  }
  return code;
};

const ls: Builtin = (args, io, state, around) => {
  const [path = '.'] = operands(args);
  const full = at(path === '.' ? '' : path, state);
  if (around.files.isFile(full)) {
    io.out(`${path}\n`);
    return 0;
  }
  if (!around.files.isDirectory(full)) {
    io.err(`ls: ${path}: No such file or directory\n`);
    return 1;
  }
  for (const name of around.files.list(full)) io.out(`${name}\n`);
  return 0;
};

const rm: Builtin = (args, io, state, around) => {
  const force = args.some((arg) => /^-\w*f/.test(arg));
  let code = 0;
  for (const path of operands(args)) {
    if (around.files.remove(at(path, state)) || force) continue;
    io.err(`rm: can't remove '${path}': No such file or directory\n`);
    code = 1;
  }
  return code;
};

function copy(remove: boolean): Builtin {
  return (args, _io, state, around) => {
    const paths = operands(args);
    const to = paths.pop();
    if (to === undefined) return 1;
    for (const path of paths) {
      const text = around.files.read(at(path, state));
      // what came with the image is not modelled, and copying it works
      if (text === undefined) continue;
      const target = at(to, state);
      const name = path.slice(path.lastIndexOf('/') + 1);
      const full =
        around.files.isDirectory(target) || to.endsWith('/') ? `${target}/${name}` : target;
      around.files.write(full, text, false);
      if (remove) around.files.remove(at(path, state));
    }
    return 0;
  };
}

/** All files in a directory, or the one file, by full path. */
function filesBelow(files: ContainerFiles, path: string): readonly string[] {
  if (files.isFile(path)) return [path];
  return files
    .list(path)
    .flatMap((name) => filesBelow(files, `${path === '/' ? '' : path}/${name}`));
}

/** What tar is asked for: its letters, the archive, the directory and the paths. */
function tarRequest(args: readonly string[]) {
  let letters = '';
  let archive = '-';
  let directory = '';
  const paths: string[] = [];
  const rest = [...args];
  for (let first = true; rest.length > 0; first = false) {
    const arg = rest.shift() as string;
    if (arg.startsWith('--')) continue;
    if (arg !== '-' && (arg.startsWith('-') || first)) {
      const own = arg.replace('-', '');
      letters += own;
      if (own.includes('f')) archive = rest.shift() ?? '-';
      if (own.includes('C')) directory = rest.shift() ?? '';
    } else paths.push(arg);
  }
  return { letters, archive, directory, paths };
}

/** tar, as `kubectl cp` uses it. */
const tar: Builtin = (args, io, state, around) => {
  const { files } = around;
  const { letters, archive, directory, paths } = tarRequest(args);
  const below = (path: string) => at(path, state, directory === '' ? undefined : directory);
  if (letters.includes('c')) {
    const found = paths.flatMap((path) => filesBelow(files, below(path)));
    const missing = paths.find((path) => filesBelow(files, below(path)).length === 0);
    if (missing !== undefined && !files.isDirectory(below(missing))) {
      io.err(`tar: ${missing}: Cannot stat: No such file or directory\n`);
      return 2;
    }
    const entries = found.map((path) => ({
      name: path.slice(1),
      data: bytesOf(files.read(path) ?? ''),
    }));
    const bytes = createTar(entries, {
      attrs: { mtime: around.now(), mode: '644', uid: 0, gid: 0 },
    });
    const text = textOf(bytes);
    if (archive === '-') io.out(text);
    else files.write(below(archive), text, false);
    return 0;
  }
  const text = archive === '-' ? io.input.takeAll() : files.read(below(archive));
  if (text === undefined) {
    io.err(`tar: ${archive}: Cannot open: No such file or directory\n`);
    return 2;
  }
  // the library reads the whole memory behind an array, so that it must be the array's own
  for (const { name, type, data } of parseTar(new Uint8Array(bytesOf(text)))) {
    if (letters.includes('t')) io.out(`${name}\n`);
    else if (type === 'directory') files.makeDirectory(below(name));
    else if (
      type === 'file' &&
      !files.write(below(name), textOf(data ?? new Uint8Array()), false)
    ) {
      io.err(`tar: ${name}: Cannot open: Read-only file system\n`);
      return 2;
    }
  }
  return 0;
};

/** `hexdump -C`: sixteen bytes a line, with what of them can be shown. */
const hexdump: Builtin = (args, io, state, { files }) => {
  const [path] = operands(args);
  const text = path === undefined ? io.input.takeAll() : files.read(at(path, state));
  if (text === undefined) {
    io.err(`hexdump: ${path}: No such file or directory\n`);
    return 1;
  }
  const bytes = bytesOf(text);
  const offset = (at: number) => at.toString(16).padStart(8, '0');
  for (let from = 0; from < bytes.length; from += 16) {
    const row = [...bytes.subarray(from, from + 16)];
    const pairs = row.map((byte) => byte.toString(16).padStart(2, '0'));
    const hex = `${pairs.slice(0, 8).join(' ')}  ${pairs.slice(8).join(' ')}`.padEnd(48);
    const shown = row.map((byte) => (byte > 31 && byte < 127 ? String.fromCharCode(byte) : '.'));
    io.out(`${offset(from)}  ${hex}  |${shown.join('')}|\n`);
  }
  io.out(`${offset(bytes.length)}\n`);
  return 0;
};

const touch: Builtin = (args, io, state, around) => {
  const refused = operands(args).filter((path) => !around.files.touch(at(path, state)));
  for (const path of refused) io.err(`touch: ${path}: Read-only file system\n`);
  return refused.length === 0 ? 0 : 1;
};

const makeDirectory: Builtin = (args, _io, state, around) => {
  for (const path of operands(args)) around.files.makeDirectory(at(path, state));
  return 0;
};

/** The commands that read and write files. */
export const fileCommands: readonly (readonly [name: string, command: Builtin])[] = [
  ['cat', cat],
  ['ls', ls],
  ['rm', rm],
  ['cp', copy(false)],
  ['mv', copy(true)],
  ['tar', tar],
  ['hexdump', hexdump],
  ['touch', touch],
  ['mkdir', makeDirectory],
];
