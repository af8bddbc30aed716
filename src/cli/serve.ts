import { rmSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Cluster } from '../cluster';
import { serveCluster } from '../http/serve';
import { nodesLike } from '../scenario/machines';
import { tuneEngine } from '../sim/engine';

/** What `wavetank serve` was told. */
export interface ServeCommandOptions {
  readonly nodes: number;
  readonly host: string;
  readonly port: number;
  readonly speed: number;
  readonly paused?: boolean;
  readonly kubeconfig: string;
  readonly seed: number;
  readonly tls: boolean;
  readonly legacyApis?: boolean;
}

const SECOND = 1000;
/** So long a new cluster is left alone, so that its nodes are Ready when the first client comes. */
const WARM_UP = 60 * SECOND;

/** Nobody reads the trace of a served cluster to its beginning. */
const TRACE_KEPT = 10_000;

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** A cluster whose nodes are Ready now: it began a minute ago, by the clock on the wall. */
function freshCluster({ nodes, seed, legacyApis }: ServeCommandOptions): Cluster {
  const start = Math.floor((Date.now() - WARM_UP) / SECOND) * SECOND;
  const cluster = new Cluster({
    seed,
    start,
    keepTrace: TRACE_KEPT,
    eagerTokens: legacyApis === true,
  });
  for (const spec of nodesLike(nodes)) cluster.addMachine(spec);
  cluster.pass(WARM_UP);
  return cluster;
}

/** Serves a cluster until a signal comes; resolves to the exit code. */
export async function serve(options: ServeCommandOptions): Promise<number> {
  tuneEngine();
  const cluster = freshCluster(options);
  const { host, port, tls, legacyApis = false } = options;
  const speed = options.paused === true ? 0 : options.speed;
  const serving = await serveCluster(cluster, { host, port, tls, speed, legacyApis });
  const file = resolve(options.kubeconfig);
  writeFileSync(file, serving.kubeconfig, { mode: 0o600 });
  say(`serving a simulated Kubernetes v1.34 cluster with ${options.nodes} nodes at ${serving.url}`);
  say(
    speed === 0
      ? 'time stands still; move it: wavetank clock advance 5m'
      : `time runs ${speed} times as fast as on the wall`,
  );
  say(`  export KUBECONFIG=${file}`);
  say('  kubectl get nodes');
  await untilSignal();
  await serving.close();
  rmSync(file, { force: true });
  say('the cluster is gone');
  return 0;
}

function untilSignal(): Promise<void> {
  return new Promise((done) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
      process.once(signal, () => done());
  });
}
