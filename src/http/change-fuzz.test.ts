import { describe, it } from 'node:test';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { assert } from 'chai';
import fc from 'fast-check';
import { kindOf } from '../api';
import { isApiError } from '../api/errors';
import type { Kind } from '../api/kind';
import type { KubeObject } from '../api/object';
import type { Cluster } from '../cluster';
import { compactRegularly } from './compaction';
import { answerHttp } from './exchange';
import { recipe, requestOf } from './testing-changes';
import { testingSite } from './testing-site';

/** `WAVETANK_FUZZ=100000` sends as many; the heap is looked at four times on the way. */
const RUNS = Number(process.env.WAVETANK_FUZZ ?? 4000);
const ROUNDS = 4;
/** Longer than the server remembers changes. */
const FORGETTING = 11 * 60_000;
const PODS_MAX = 50;
/** What the heap may gain between the first round and the last: caches, and code that gets warm. */
const GAIN_MAX = 6e6;

/** What a real server calls its own mistake too. */
const UPSTREAM_500 =
  /strconv\.ParseUint|failed to create typed patch object|does not contain declared merge key/;

const labels = { app: 'web' };
const containers = [{ name: 'c', image: 'web:1', ports: [{ containerPort: 80 }] }];
const template = { metadata: { labels }, spec: { containers } };
const jobSpec = { template: { spec: { restartPolicy: 'Never', containers } } };

const manifests: readonly (readonly [apiVersion: string, kind: string, body: object])[] = [
  ['apps/v1', 'Deployment', { spec: { replicas: 5, selector: { matchLabels: labels }, template } }],
  [
    'apps/v1',
    'StatefulSet',
    { spec: { replicas: 2, serviceName: 'web', selector: { matchLabels: labels }, template } },
  ],
  ['batch/v1', 'Job', { spec: jobSpec }],
  ['batch/v1', 'CronJob', { spec: { schedule: '*/5 * * * *', jobTemplate: { spec: jobSpec } } }],
  ['v1', 'Service', { spec: { selector: labels, ports: [{ port: 80 }] } }],
  ['v1', 'ConfigMap', { data: { a: 'b' }, binaryData: { c: 'ZA==' } }],
  ['v1', 'Secret', { stringData: { a: 'b' } }],
  [
    'v1',
    'PersistentVolumeClaim',
    { spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } } },
  ],
  [
    'policy/v1',
    'PodDisruptionBudget',
    { spec: { minAvailable: '50%', selector: { matchLabels: labels } } },
  ],
];

function populate({ admin }: Cluster): void {
  for (const [apiVersion, word, body] of manifests) {
    const metadata = { name: 'web', namespace: 'default' };
    create(admin, kindOf(apiVersion, word) as Kind, { ...body, metadata } as never);
  }
}

function create(admin: Cluster['admin'], kind: Kind, object: KubeObject): void {
  try {
    admin.create(kind, object);
  } catch (error) {
    // it is there, or what it lies in is about to go
    if (!isApiError(error)) throw error;
  }
}

/** True for a workload of so many Pods that nobody has the memory for them. */
function isHuge(object: KubeObject): boolean {
  const { replicas = 0, parallelism = 0 } =
    (object as { spec?: Record<string, unknown> }).spec ?? {};
  return Number(replicas) > PODS_MAX || Number(parallelism) > PODS_MAX;
}

/** Takes away what requests have created, and what is too large, whatever holds it. */
function sweep({ server, admin }: Cluster): void {
  for (const kind of server.kinds.all) {
    if (kind.storage === null || kind.rules.view !== undefined || kind.addon !== undefined)
      continue;
    for (const object of [...server.store.objects(kind).values()]) {
      const { metadata } = object;
      if (!metadata.name.startsWith('fuzz-') && !isHuge(object)) continue;
      try {
        admin.patch(kind, metadata, { metadata: { finalizers: null } }, { type: 'merge' });
        admin.delete(kind, metadata, { gracePeriodSeconds: 0 });
      } catch (error) {
        if (!isApiError(error)) throw error;
      }
    }
  }
}

function heap(): number {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
  return process.memoryUsage().heapUsed;
}

const headersOf = (type: string) =>
  new Map([
    ['content-type', [type]],
    ['authorization', ['Bearer admin']],
  ]);

describe('requests about what a cluster holds', () => {
  it(`get a value or a Status, ${RUNS} times, and leave nothing behind`, () => {
    const { cluster, site } = testingSite({ nodes: 3, keepTrace: 1000 });
    compactRegularly(cluster.loop, cluster.server.store);
    const heaps: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      populate(cluster);
      cluster.pass(60_000);
      fc.assert(
        fc.property(recipe, (choice) => {
          const request = requestOf(cluster, choice);
          // without namespaces and nodes there would soon be nothing to ask about
          if (
            request === undefined ||
            /^DELETE .*v1\/(nodes|namespaces\/[^/]+$)/.test(`${request.method} ${request.url}`)
          )
            return;
          const { method, url, type, body } = request;
          const bytes = body === '' ? undefined : Buffer.from(body);
          const answer = answerHttp(site, { method, url, headers: headersOf(type), body: bytes });
          assert.isAtLeast(answer.code, 200);
          if (answer.code >= 500) assert.match(answer.body.toString(), UPSTREAM_500);
        }),
        { numRuns: RUNS / ROUNDS, seed: round, endOnFailure: true, includeErrorInReport: true },
      );
      sweep(cluster);
      cluster.pass(FORGETTING);
      heaps.push(heap());
    }
    const gain = (heaps.at(-1) ?? 0) - (heaps[0] ?? 0);
    assert.isBelow(gain, GAIN_MAX, `the heap after each round: ${heaps.join(', ')}`);
    if (process.env.WAVETANK_FUZZ !== undefined) console.log(`heap by rounds: ${heaps.join(' ')}`);
  });
});
