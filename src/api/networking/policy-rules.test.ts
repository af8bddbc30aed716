import { describe, it } from 'node:test';
import { assert } from 'chai';
import type { NetworkPolicy, NetworkPolicySpec } from '../schema/objects';
import { type Barrier, barrierTo, type Flow, type Party, type PolicyWorld } from './policy-rules';

const NAMESPACES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  shop: { team: 'shop' },
  ops: { team: 'ops' },
};

function pod(namespace: string, app: string, address: string, hostNetwork?: boolean): Party {
  const ports = [
    { name: 'http', containerPort: 8080 },
    { name: 'names', containerPort: 8080, protocol: 'UDP' },
  ];
  const network = hostNetwork === undefined ? {} : { hostNetwork };
  return {
    address,
    pod: {
      metadata: { namespace, labels: { app } },
      spec: { containers: [{ name: 'c', ports }], ...network },
    },
  };
}

const db = pod('shop', 'db', '10.244.1.2');
const web = pod('shop', 'web', '10.244.1.3');
const meter = pod('ops', 'meter', '10.244.2.2');
const onHost = pod('shop', 'web', '172.18.0.3', true);
const outside: Party = { address: '203.0.113.9' };
const unknown: Party = { address: '' };

/** A world with these policies, all in the namespace of the shop, named a, b, … */
function world(...specs: readonly NetworkPolicySpec[]): PolicyWorld {
  const policies = specs.map(
    (spec, index) => ({ metadata: { name: 'abc'[index] }, spec }) as NetworkPolicy,
  );
  return {
    policiesIn: (namespace) => (namespace === 'shop' ? policies : []),
    labelsOf: (namespace) => NAMESPACES[namespace],
  };
}

function told(barrier: Barrier | undefined): string {
  return barrier === undefined ? 'passes' : `${barrier.direction} ${barrier.policies.join()}`;
}

const DENY: NetworkPolicySpec = { podSelector: {}, policyTypes: ['Ingress'] };
const CLOSED: NetworkPolicySpec = { podSelector: {}, policyTypes: ['Ingress', 'Egress'] };
const toDb = (rule: NonNullable<NetworkPolicySpec['ingress']>[number]): NetworkPolicySpec => ({
  podSelector: { matchLabels: { app: 'db' } },
  policyTypes: ['Ingress'],
  ingress: [rule],
});
const fromWeb = (rule: NonNullable<NetworkPolicySpec['egress']>[number]): NetworkPolicySpec => ({
  podSelector: { matchLabels: { app: 'web' } },
  policyTypes: ['Egress'],
  egress: [rule],
});
const ops = { namespaceSelector: { matchLabels: { team: 'ops' } } };
const webs = { podSelector: { matchLabels: { app: 'web' } } };
const block = (cidr: string, ...except: readonly string[]) => ({ ipBlock: { cidr, except } });

type Case = readonly [
  what: string,
  specs: readonly NetworkPolicySpec[],
  from: Party,
  to: Party,
  expected: string,
  more?: Partial<Flow>,
];

const cases: readonly Case[] = [
  ['no policy', [], web, db, 'passes'],
  ['deny all', [DENY], web, db, 'Ingress a'],
  ['deny all, from elsewhere', [DENY], meter, db, 'Ingress a'],
  ['deny all, the way out', [DENY], web, meter, 'passes'],
  ['closed, the way out', [CLOSED], web, meter, 'Egress a'],
  ['a Pod and itself', [CLOSED], db, db, 'passes'],
  ['another app is not selected', [toDb({})], db, web, 'passes'],
  ['a rule without peers and ports', [DENY, toDb({})], outside, db, 'passes'],
  ['none of two', [DENY, toDb({ from: [webs] })], meter, db, 'Ingress a,b'],
  ['Pods of the own namespace', [toDb({ from: [webs] })], web, db, 'passes'],
  ['Pods of any namespace but by label', [toDb({ from: [ops] })], meter, db, 'passes'],
  ['both selectors must hold', [toDb({ from: [{ ...ops, ...webs }] })], meter, db, 'Ingress a'],
  ['either peer may', [toDb({ from: [ops, webs] })], web, db, 'passes'],
  ['all namespaces', [toDb({ from: [{ namespaceSelector: {} }] })], meter, db, 'passes'],
  [
    'all namespaces, but no Pod',
    [toDb({ from: [{ namespaceSelector: {} }] })],
    outside,
    db,
    'Ingress a',
  ],
  ['a Pod of its node is none', [toDb({ from: [webs] })], outside, db, 'Ingress a'],
  ['a Pod in the network of its node', [CLOSED], onHost, meter, 'passes'],
  ['a block', [toDb({ from: [block('203.0.113.0/24')] })], outside, db, 'passes'],
  [
    'but for a hole',
    [toDb({ from: [block('203.0.113.0/24', '203.0.113.8/29')] })],
    outside,
    db,
    'Ingress a',
  ],
  ['a block of others', [toDb({ from: [block('10.0.0.0/8')] })], outside, db, 'Ingress a'],
  ['the whole, for who is unknown', [toDb({ from: [block('0.0.0.0/0')] })], unknown, db, 'passes'],
  ['a part, for who is unknown', [toDb({ from: [block('0.0.0.0/1')] })], unknown, db, 'Ingress a'],
  ['a port', [toDb({ ports: [{ port: 8080 }] })], web, db, 'passes'],
  ['another port', [toDb({ ports: [{ port: 80 }] })], web, db, 'Ingress a'],
  ['a range', [toDb({ ports: [{ port: 8000, endPort: 8999 }] })], web, db, 'passes'],
  ['a name', [toDb({ ports: [{ port: 'http' }] })], web, db, 'passes'],
  ['a name of another protocol', [toDb({ ports: [{ port: 'names' }] })], web, db, 'Ingress a'],
  [
    'another protocol',
    [toDb({ ports: [{ port: 8080 }] })],
    web,
    db,
    'Ingress a',
    { protocol: 'UDP' },
  ],
  [
    'any port of a protocol',
    [toDb({ ports: [{ protocol: 'UDP' }] })],
    web,
    db,
    'passes',
    { protocol: 'UDP' },
  ],
  [
    'out to an app',
    [fromWeb({ to: [{ podSelector: { matchLabels: { app: 'db' } } }] })],
    web,
    db,
    'passes',
  ],
  ['out to nobody else', [fromWeb({ to: [{ podSelector: {} }] })], web, meter, 'Egress a'],
  ['the way out and the way in', [fromWeb({}), DENY], web, db, 'Ingress b'],
];

describe('network policies', () => {
  for (const [what, specs, from, to, expected, more = {}] of cases) {
    it(what, () => {
      const flow: Flow = { from, to, port: 8080, protocol: 'TCP', ...more };
      assert.equal(told(barrierTo(flow, world(...specs))), expected);
    });
  }
});
