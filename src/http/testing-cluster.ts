import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Cluster } from '../cluster';
import { type ServeOptions, type Serving, serveCluster } from './serve';

/** A served cluster with a folder of its own, for tests with real clients. */
export interface ServedCluster {
  readonly cluster: Cluster;
  readonly serving: Serving;
  readonly folder: string;
  readonly kubeconfig: string;
  /** Runs a program with the cluster's kubeconfig; at most 60 seconds. */
  run(program: string, words: readonly string[], options?: RunOptions): Promise<Printed>;
  /** Starts a program with the cluster's kubeconfig; whoever starts it ends it. */
  start(
    program: string,
    words: readonly string[],
    env?: NodeJS.ProcessEnv,
  ): ChildProcessWithoutNullStreams;
  close(): Promise<void>;
}

/** How a program is run. */
export interface RunOptions {
  readonly stdin?: string | undefined;
  readonly env?: NodeJS.ProcessEnv;
}

/** What a program has printed. */
export interface Printed {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

const RUN_LIMIT = 60_000;

/** Serves a new cluster of so many nodes, which are Ready. */
export async function servedCluster(
  nodes: number,
  options: ServeOptions = {},
): Promise<ServedCluster> {
  const start = Math.floor(Date.now() / 1000) * 1000 - 60_000;
  const cluster = new Cluster({ start, eagerTokens: options.legacyApis === true });
  for (let index = 1; index <= nodes; index++) {
    cluster.addMachine({ name: `node-${index}`, cpu: '4', memory: '16Gi', pods: 110 });
  }
  cluster.pass(60_000);
  const serving = await serveCluster(cluster, options);
  const folder = mkdtempSync(join(tmpdir(), 'wavetank-serve-'));
  const kubeconfig = join(folder, 'kubeconfig');
  writeFileSync(kubeconfig, serving.kubeconfig);
  const environment = { KUBECONFIG: kubeconfig, HOME: folder, PATH: process.env.PATH ?? '' };
  return {
    cluster,
    serving,
    folder,
    kubeconfig,
    run: (program, words, { stdin, env = {} } = {}) => {
      const options = { cwd: folder, env: { ...environment, ...env } };
      return outputOf(
        spawn(program, words, { ...options, timeout: RUN_LIMIT, killSignal: 'SIGKILL' }),
        stdin,
      );
    },
    start: (program, words, env = {}) =>
      spawn(program, words, { cwd: folder, env: { ...environment, ...env } }),
    async close() {
      await serving.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Gives a program its standard input, and waits for its end. */
export function outputOf(
  child: ChildProcessWithoutNullStreams,
  stdin: string | undefined,
): Promise<Printed> {
  return new Promise((resolve, reject) => {
    const printed = { stdout: '', stderr: '' };
    for (const stream of ['stdout', 'stderr'] as const) {
      child[stream].setEncoding('utf8').on('data', (text: string) => {
        printed[stream] += text;
      });
    }
    child.on('error', reject);
    child.on('close', (code) => resolve({ code: code ?? -1, ...printed }));
    child.stdin.end(stdin ?? '');
  });
}
