import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { Deployments } from '../api/apps/deployment';
import { serveCluster } from '../http/serve';
import { deployment, fleet, untilReady } from './fleet';
import type { Benchmark, Row, Size } from './row';
import type { ClientFigures, ClientTask } from './serve-clients';

const PODS_A_DEPLOYMENT = 1000;

/** Clients in a thread of their own, so that they do not take the server's time. */
function clients(task: ClientTask): Promise<ClientFigures> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(join(__dirname, 'serve-clients.js'), { workerData: task });
    worker.once('message', resolve);
    worker.once('error', reject);
  });
}

function heapMegabytes(): number {
  global.gc?.();
  return process.memoryUsage().heapUsed / 2 ** 20;
}

async function run(size: Size): Promise<Row[]> {
  const isFull = size === 'full';
  const nodes = isFull ? 1000 : 10;
  const pods = isFull ? 10_000 : 100;
  const cluster = fleet(nodes, '16', '64Gi', { keepTrace: 10_000 });
  const share = Math.min(PODS_A_DEPLOYMENT, pods);
  const names = Array.from({ length: pods / share }, (_, index) => `web-${index}`);
  for (const name of names) cluster.admin.create(Deployments, deployment(name, share));
  untilReady(cluster, names);
  const serving = await serveCluster(cluster);
  const task = {
    url: serving.url,
    token: serving.token,
    clients: isFull ? 20 : 2,
    watches: isFull ? 20 : 2,
    writes: isFull ? 1000 : 20,
  };
  // the first round fills what is kept, the second must not need more
  await clients(task);
  const before = heapMegabytes();
  const figures = await clients(task);
  const after = heapMegabytes();
  await serving.close();
  return [
    {
      name: `serve: list of ${pods} Pods`,
      value: round(figures.list),
      unit: 'ms',
      limit: 1000,
      better: 'lower',
    },
    {
      name: `serve: write, p99, ${task.clients * task.watches} watches`,
      value: round(figures.write99),
      unit: 'ms',
      limit: 50,
      better: 'lower',
    },
    {
      name: 'serve: heap after another round',
      value: round(after - before),
      unit: 'MB more',
      limit: 20,
      better: 'lower',
    },
  ];
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

/** Many clients with many watches on a large served cluster. */
export const serveBenchmark: Benchmark = { name: 'serve', run };
