import type { Process, Surroundings } from '../container/process';
import { agnhostProgram } from './agnhost';
import type { ImageProgram } from './http-server';
import { noNewPrivileges } from './no-new-privileges';
import { sampleApiServer } from './sample-apiserver';
import { kitten, nautilus } from './update-demo';

/** The programs of images that are known, by their names. */
const programs: ReadonlyMap<string, (words: readonly string[]) => ImageProgram | undefined> =
  new Map([
    ['agnhost', agnhostProgram],
    ['agnhost-2', agnhostProgram],
    ['nnp', () => noNewPrivileges],
    ['nautilus', () => nautilus],
    ['kitten', () => kitten],
    ['kube-sample-apiserver', () => sampleApiServer],
  ]);

/** The process of a program that came with its image; undefined when nothing is known of it. */
export function imageProgram(words: readonly string[], around: Surroundings): Process | undefined {
  const [first = ''] = words;
  const name = first.slice(first.lastIndexOf('/') + 1);
  return programs.get(name)?.(words)?.(words, around);
}
