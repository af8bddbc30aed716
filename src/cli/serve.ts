import { rmSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { FeatureGateError, parseGates } from '../api/features/feature-gates';
import { Cluster } from '../cluster';
import { type Serving, serveCluster } from '../http/serve';
import { heedNames } from '../kubelet/image/image-names';
import { nodesLike } from '../scenario/machines';
import { tuneEngine } from '../sim/engine';
import { UsageError } from './feature-files';
import { tellImages } from './images-file';

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
  readonly images?: string;
  readonly addOn: readonly string[];
  readonly featureGates?: string;
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
function freshCluster(options: ServeCommandOptions): Cluster {
  const { nodes, seed, legacyApis } = options;
  const start = Math.floor((Date.now() - WARM_UP) / SECOND) * SECOND;
  const cluster = new Cluster({
    seed,
    start,
    keepTrace: TRACE_KEPT,
    eagerTokens: legacyApis === true,
  });
  prepare(cluster, options);
  for (const spec of nodesLike(nodes)) cluster.addMachine(spec);
  cluster.pass(WARM_UP);
  return cluster;
}

/** The cluster that a scenario leaves, or a new one, with the images and add-ons that were asked for. */
async function clusterOf(feature: string | undefined, options: ServeCommandOptions) {
  if (feature === undefined) return freshCluster(options);
  const { clusterAfter } = await import('./scenario-cluster.js');
  const cluster = await clusterAfter(feature, options.seed);
  prepare(cluster, options);
  return cluster;
}

function prepare(cluster: Cluster, { images, addOn, featureGates }: ServeCommandOptions): void {
  heedNames(cluster.images);
  if (featureGates !== undefined) setGates(cluster, featureGates);
  if (images !== undefined) tellImages(cluster.images, images);
  for (const name of addOn) {
    try {
      cluster.install(name);
    } catch (error) {
      throw new UsageError(error instanceof Error ? error.message : String(error));
    }
  }
}

function setGates(cluster: Cluster, text: string): void {
  try {
    cluster.setFeatureGates(parseGates(text));
  } catch (error) {
    if (error instanceof FeatureGateError) throw new UsageError(error.message);
    throw error;
  }
}

/** How to reach it by plain HTTP. upstream: client-go sends no token without TLS */
function withoutTls({ url, token }: Serving): readonly string[] {
  return [
    'kubectl sends no token by plain HTTP and is refused with 403; leave out --no-tls to use it',
    `  curl --header 'Authorization: Bearer ${token}' ${url}/api/v1/nodes`,
  ];
}

/** Serves a cluster until a signal comes; resolves to the exit code. */
export async function serve(
  feature: string | undefined,
  options: ServeCommandOptions,
): Promise<number> {
  tuneEngine();
  const cluster = await clusterOf(feature, options);
  const { host, port, tls, legacyApis = false } = options;
  const speed = options.paused === true ? 0 : options.speed;
  const serving = await serveCluster(cluster, { host, port, tls, speed, legacyApis });
  const file = resolve(options.kubeconfig);
  writeFileSync(file, serving.kubeconfig, { mode: 0o600 });
  const nodes = cluster.machines.size;
  say(`serving a simulated Kubernetes v1.34 cluster with ${nodes} nodes at ${serving.url}`);
  say(
    speed === 0
      ? 'time stands still; move it: wavetank clock advance 5m'
      : `time runs ${speed} times as fast as on the wall`,
  );
  say(`  export KUBECONFIG=${file}`);
  for (const line of tls ? ['  kubectl get nodes'] : withoutTls(serving)) say(line);
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
