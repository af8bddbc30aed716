import { request } from 'node:http';
import { assert } from 'chai';
import { type ServedCluster, servedCluster } from './testing-cluster';

/** How long something may take to become true, in seconds of the wall. */
const PATIENCE = 30;

/** A namespace of a served cluster, and a real kubectl that works in it. */
export interface KubectlWalk {
  readonly world: ServedCluster;
  /** Makes a namespace, in which all further commands work. */
  enter(name: string): Promise<void>;
  /** What a command line prints that ends well. */
  run(words: readonly string[], stdin?: string): Promise<string>;
  /** What a command line prints that fails, with its exit code. */
  fails(words: readonly string[], stdin?: string): Promise<{ code: number; said: string }>;
  /** Tries until it holds; fails after half a minute. */
  until(what: string, holds: () => Promise<boolean>): Promise<void>;
}

/** A cluster of two nodes served as Kubernetes' own tests of v1.20 want it, ten times as fast as the wall. */
export async function kubectlWalk(kubectl: string): Promise<KubectlWalk> {
  const world = await servedCluster(2, { speed: 10, legacyApis: true });
  let namespace = 'default';
  const call = (words: readonly string[], stdin?: string) =>
    world.run(kubectl, [`--namespace=${namespace}`, ...words], { stdin });
  const self: KubectlWalk = {
    world,
    async enter(name) {
      const { code, stderr } = await world.run(kubectl, ['create', 'namespace', name]);
      assert.equal(code, 0, stderr);
      namespace = name;
    },
    async run(words, stdin) {
      const { code, stdout, stderr } = await call(words, stdin);
      assert.equal(code, 0, `${words.join(' ')}: ${stderr}`);
      return stdout;
    },
    async fails(words, stdin) {
      const { code, stdout, stderr } = await call(words, stdin);
      assert.notEqual(code, 0, words.join(' '));
      return { code, said: `${stdout}${stderr}` };
    },
    async until(what, holds) {
      const end = Date.now() + PATIENCE * 1000;
      while (!(await holds())) assert.isBelow(Date.now(), end, `not in time: ${what}`);
    },
  };
  return self;
}

/** What a server answers behind a socket in the file system. */
export function readSocket(socketPath: string, path: string): Promise<string> {
  return new Promise((resolve, reject) => {
    request({ socketPath, path }, (answer) => {
      let text = '';
      answer.setEncoding('utf8').on('data', (more: string) => {
        text += more;
      });
      answer.on('end', () => resolve(text));
    })
      .on('error', reject)
      .end();
  });
}
