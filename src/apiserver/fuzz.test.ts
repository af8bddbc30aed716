import { describe, it } from 'node:test';
import { assert } from 'chai';
import fc from 'fast-check';
import { kinds } from '../api';
import { isApiError } from '../api/errors';
import type { KubeObject, New } from '../api/object';
import { Loop } from '../sim/loop';
import { Random } from '../sim/random';
import { Trace } from '../sim/trace';
import { admissionPlugins } from './admission';
import { bootstrap } from './bootstrap';
import { ApiServer } from './server';
import { foreignSeeds } from './testing-manifests';

const RUNS = Number(process.env.WAVETANK_FUZZ ?? 10_000);

function server(): ApiServer {
  const loop = new Loop(Date.UTC(2026, 0, 5));
  const made = new ApiServer({
    loop,
    trace: new Trace(loop),
    random: new Random(1),
    admission: admissionPlugins,
  });
  bootstrap(made, { name: 'system:apiserver', groups: ['system:masters'] });
  return made;
}

const template = {
  metadata: { labels: { app: 'web' } },
  spec: {
    containers: [
      {
        name: 'c',
        image: 'web:1',
        ports: [{ containerPort: 80 }],
        readinessProbe: { httpGet: { path: '/', port: 80 } },
        resources: { requests: { cpu: '100m' } },
        volumeMounts: [{ name: 'v', mountPath: '/v' }],
      },
    ],
    volumes: [{ name: 'v', configMap: { name: 'm' } }],
    tolerations: [{ key: 'a', operator: 'Exists' }],
    topologySpreadConstraints: [
      { maxSkew: 1, topologyKey: 'zone', whenUnsatisfiable: 'DoNotSchedule', labelSelector: {} },
    ],
  },
};
const selector = {
  matchLabels: { app: 'web' },
  matchExpressions: [{ key: 'app', operator: 'Exists' }],
};

/** One good manifest of each kind with rules, and of one without. */
const seeds: readonly { readonly kind: string; readonly [field: string]: unknown }[] = [
  { kind: 'Pod', spec: template.spec },
  {
    kind: 'Deployment',
    spec: { replicas: 2, selector, template, strategy: { rollingUpdate: { maxSurge: '25%' } } },
  },
  { kind: 'ReplicaSet', spec: { replicas: 2, selector, template } },
  {
    kind: 'Service',
    spec: { selector: { app: 'web' }, ports: [{ port: 80, targetPort: 'http' }] },
  },
  { kind: 'ConfigMap', data: { a: 'b' }, binaryData: { c: 'ZA==' } },
  { kind: 'Secret', stringData: { a: 'b' }, type: 'Opaque' },
  {
    kind: 'Node',
    spec: { taints: [{ key: 'a', effect: 'NoSchedule' }] },
    status: { capacity: { cpu: '4' } },
  },
  { kind: 'Namespace', spec: {} },
  { kind: 'PodDisruptionBudget', spec: { minAvailable: '50%', selector } },
  { kind: 'PriorityClass', value: 7 },
  {
    kind: 'Lease',
    spec: {
      holderIdentity: 'x',
      leaseDurationSeconds: 40,
      renewTime: '2026-01-05T00:00:00.000000Z',
    },
  },
  { kind: 'Event', involvedObject: { kind: 'Pod', name: 'web', namespace: 'default' } },
  {
    kind: 'EndpointSlice',
    addressType: 'IPv4',
    endpoints: [{ addresses: ['10.0.0.1'] }],
    ports: [{ port: 80 }],
  },
  { kind: 'Job', spec: { template } },
  ...foreignSeeds,
];

const junk = fc.oneof(
  fc.constant(null),
  fc.boolean(),
  fc.integer(),
  fc.double(),
  fc.string(),
  fc.constantFrom('', '-1', '1e99', '𝟘', '__proto__', '5%', '2026-01-05T00:00:00Z'),
  fc.array(fc.anything({ maxDepth: 1 }), { maxLength: 3 }),
  fc.dictionary(fc.string(), fc.anything({ maxDepth: 1 }), { maxKeys: 3 }),
);

/** Puts junk in the place of one value somewhere in the tree. */
function spoil(tree: unknown, path: readonly number[], value: unknown): unknown {
  const [step, ...rest] = path;
  if (step === undefined || typeof tree !== 'object' || tree === null) return value;
  const keys = Object.keys(tree);
  const key = keys[step % Math.max(1, keys.length)];
  if (key === undefined) return value;
  const old = (tree as Record<string, unknown>)[key];
  const next = rest.length === 0 ? value : spoil(old, rest, value);
  if (Array.isArray(tree)) return tree.map((item, index) => (String(index) === key ? next : item));
  return { ...tree, [key]: next };
}

/** What the real server answers 500 to: a strategic patch whose list items lack their merge key. */
const ANSWERED_500 = /does not contain declared merge key/;

/** Does something with the server; anything but an ApiError is a bug. */
function expectStatus(work: () => unknown): void {
  try {
    work();
  } catch (error) {
    if (!isApiError(error)) throw error;
    assert.isAtLeast(error.code, 400);
    if (!ANSWERED_500.test(error.message)) assert.isBelow(error.code, 500, error.message);
    assert.equal(error.status.kind, 'Status');
  }
}

describe('fuzzed manifests', () => {
  it(`answer with an object or a Status, never with anything else (${RUNS} of them)`, () => {
    const api = server().as({ name: 'fuzz', groups: ['system:masters'] });
    const path = fc.array(fc.nat(12), { minLength: 1, maxLength: 7 });
    fc.assert(
      fc.property(
        fc.constantFrom(...seeds),
        path,
        junk,
        fc.boolean(),
        (seed, at, value, strict) => {
          const kind = kinds.find(
            (k) =>
              k.kind === seed.kind &&
              (seed.apiVersion ?? k.apiVersion) === k.apiVersion &&
              k.verbs.includes('create'),
          );
          assert.isDefined(kind);
          if (kind === undefined) return;
          const metadata = {
            generateName: 'x-',
            ...(kind.namespaced ? { namespace: 'default' } : {}),
          };
          const { kind: _kind, ...body } = { ...seed, metadata };
          const object = spoil(body, at, value) as unknown as New<KubeObject>;
          const fieldValidation = strict ? 'Strict' : 'Ignore';
          expectStatus(() => {
            const made = api.create(kind, object, { fieldValidation });
            const ref = { namespace: made.metadata.namespace, name: made.metadata.name };
            expectStatus(() => api.patch(kind, ref, spoil(body, at, value), { type: 'strategic' }));
            expectStatus(() => api.patch(kind, ref, { spec: value }, { type: 'merge' }));
            expectStatus(() => api.delete(kind, ref, { gracePeriodSeconds: 0 }));
          });
        },
      ),
      { numRuns: RUNS, seed: 7, includeErrorInReport: true },
    );
  });
});
