import type { Container } from '../../api/schema/objects';

interface Entrypoint {
  readonly entrypoint: readonly string[];
  readonly cmd: readonly string[];
}

/** Images whose programs are understood, by the last part of their names. */
const ENTRYPOINTS: ReadonlyMap<string, Entrypoint> = new Map([
  ['agnhost', { entrypoint: ['/agnhost'], cmd: ['pause'] }],
  ['nonewprivs', { entrypoint: ['/nnp'], cmd: [] }],
  ['nautilus', { entrypoint: ['/nautilus'], cmd: [] }],
  ['sample-apiserver', { entrypoint: ['/kube-sample-apiserver'], cmd: [] }],
  ['kitten', { entrypoint: ['/kitten'], cmd: [] }],
]);

/** Images whose program is a shell. */
const SHELL_IMAGES = new Set(['busybox', 'alpine', 'debian', 'ubuntu', 'bash', 'fedora']);

/** A container's whole command line: its own, or what its image says where that is known; empty when it is not. */
export function commandLine({ image = '', command, args, stdin }: Container): readonly string[] {
  const name = /([^/:@]+)(?:[:@][^/]*)?$/.exec(image)?.[1] ?? '';
  const own = ENTRYPOINTS.get(name);
  if (command !== undefined && command.length > 0) return [...command, ...(args ?? [])];
  const words = args !== undefined && args.length > 0 ? args : (own?.cmd ?? []);
  // an image that is little but a shell waits for commands, if anybody can send some
  if (own === undefined && words.length === 0 && stdin === true && SHELL_IMAGES.has(name)) {
    return ['sh'];
  }
  return [...(own?.entrypoint ?? []), ...words];
}
