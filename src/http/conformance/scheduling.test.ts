import { describe, it } from 'node:test';
import { assert } from 'chai';
import type { JsonObject } from '../../api/object';
import { at, listAt, PAUSE, STRATEGIC, walk } from './testing-walk';

const w = walk(3);
const core = (namespace: string) => `/api/v1/namespaces/${namespace}`;
const nodes = () => w.list('/api/v1/nodes').map(({ metadata }) => metadata.name);
const JSON_PATCH = { 'content-type': 'application/json-patch+json' };

/** Tells the API of so much of a resource that a node has, as an extended resource is told. */
function advertise(node: string, resource: string, amount: string | null): void {
  const change = { status: { capacity: { [resource]: amount } } };
  w.patch(`/api/v1/nodes/${node}/status`, change, STRATEGIC);
}

interface Wish {
  readonly node?: string;
  readonly priority?: string;
  readonly needs?: Readonly<Record<string, string>>;
  readonly spec?: JsonObject;
}

/** A Pod that does nothing; by affinity on a node. */
function pausePod(name: string, { node, priority, needs, spec = {} }: Wish): JsonObject {
  const term = { matchFields: [{ key: 'metadata.name', operator: 'In', values: [node] }] };
  const required = { nodeSelectorTerms: [term] };
  return {
    metadata: { name },
    spec: {
      terminationGracePeriodSeconds: 0,
      containers: [
        {
          name,
          image: PAUSE,
          ...(needs === undefined ? {} : { resources: { requests: needs, limits: needs } }),
        },
      ],
      ...(priority === undefined ? {} : { priorityClassName: priority }),
      ...(node === undefined
        ? {}
        : {
            affinity: {
              nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: required },
            },
          }),
      ...spec,
    },
  };
}

const phaseOf = (ns: string, name: string) =>
  at(w.send('GET', `${core(ns)}/pods/${name}`).body, 'status.phase');

function run(ns: string, name: string, wish: Wish): void {
  w.make(`${core(ns)}/pods`, pausePod(name, wish));
  w.until(`${name} runs`, () => phaseOf(ns, name) === 'Running');
}

/** The scheduler's word on a Pod that it cannot place. */
function unschedulable(ns: string, name: string): string {
  w.until(`${name} is refused`, () =>
    listAt(w.get(`${core(ns)}/pods/${name}`), 'status.conditions').some(
      ({ type, reason }) => type === 'PodScheduled' && reason === 'Unschedulable',
    ),
  );
  const event = w
    .list(`${core(ns)}/events?fieldSelector=involvedObject.name%3D${name}`)
    .find(({ reason }) => reason === 'FailedScheduling');
  return String(event?.message ?? event?.note);
}

describe('Where Pods go', () => {
  it('no node has room for one more', () => {
    const ns = w.namespace();
    for (const node of nodes()) {
      const { allocatable } = w.get(`/api/v1/nodes/${node}`).status as { allocatable: JsonObject };
      const cpu = String(Math.floor(Number(allocatable.cpu) * 0.7 * 1000));
      run(ns, `filler-${node}`, { node, needs: { cpu: `${cpu}m` } });
    }
    w.make(`${core(ns)}/pods`, pausePod('additional-pod', { needs: { cpu: '2' } }));
    assert.match(unschedulable(ns, 'additional-pod'), /3 Insufficient cpu/);
    const [first] = nodes();
    w.remove(`${core(ns)}/pods/filler-${first}`, { gracePeriodSeconds: 0 });
    w.until('it runs', () => phaseOf(ns, 'additional-pod') === 'Running');
    assert.equal(at(w.get(`${core(ns)}/pods/additional-pod`), 'spec.nodeName'), first);
    w.remove(`/api/v1/namespaces/${ns}`, {});
  });

  it('node selectors are respected', () => {
    const ns = w.namespace();
    const [node = ''] = nodes();
    const nodeSelector = { 'kubernetes.io/e2e-label': '42' };
    w.make(`${core(ns)}/pods`, pausePod('restricted-pod', { spec: { nodeSelector } }));
    assert.match(unschedulable(ns, 'restricted-pod'), /didn't match Pod's node affinity\/selector/);
    w.patch(`/api/v1/nodes/${node}`, { metadata: { labels: nodeSelector } }, STRATEGIC);
    w.until('it runs', () => phaseOf(ns, 'restricted-pod') === 'Running');
    assert.equal(at(w.get(`${core(ns)}/pods/restricted-pod`), 'spec.nodeName'), node);
  });

  it('a port of a node is taken per address and protocol', () => {
    const ns = w.namespace();
    const [node = ''] = nodes();
    const nodeSelector = { 'kubernetes.io/hostname': node };
    const port = (hostPort: number, hostIP: string, protocol: string) => ({
      ports: [{ containerPort: 80, hostPort, hostIP, protocol }],
    });
    const create = (name: string, ports: JsonObject) => {
      const containers = [{ name: 'c', image: PAUSE, ...ports }];
      w.make(`${core(ns)}/pods`, pausePod(name, { spec: { nodeSelector, containers } }));
    };
    create('pod1', port(54321, '127.0.0.1', 'TCP'));
    create('pod2', port(54321, '10.0.0.2', 'TCP'));
    create('pod3', port(54321, '10.0.0.2', 'UDP'));
    for (const name of ['pod1', 'pod2', 'pod3'])
      w.until(`${name} runs`, () => phaseOf(ns, name) === 'Running');
    create('pod4', port(54322, '', 'TCP'));
    w.until('pod4 runs', () => phaseOf(ns, 'pod4') === 'Running');
    create('pod5', port(54322, '127.0.0.1', 'TCP'));
    assert.match(unschedulable(ns, 'pod5'), /didn't have free ports for the requested pod ports/);
  });
});

describe('Who gives way', () => {
  const RESOURCE = 'scheduling.k8s.io/foo';
  const SCHEDULING = '/apis/scheduling.k8s.io/v1/priorityclasses';
  for (const [name, value] of [
    ['sched-preemption-low-priority', 1],
    ['sched-preemption-medium-priority', 100],
    ['sched-preemption-high-priority', 1000],
  ] as const) {
    w.make(SCHEDULING, { metadata: { name }, value });
  }
  const priority = (level: string) => `sched-preemption-${level}-priority`;
  const fill = (ns: string) => {
    for (const [index, node] of nodes().entries()) {
      advertise(node, RESOURCE, '3');
      run(ns, `pod${index}`, {
        node,
        priority: priority(index === 0 ? 'low' : 'medium'),
        needs: { [RESOURCE]: '2' },
      });
    }
  };
  const stays = (ns: string) => {
    const { code, body } = w.send('GET', `${core(ns)}/pods/pod0`);
    assert.isTrue(code === 404 || at(body, 'metadata.deletionTimestamp') !== undefined);
    for (const name of ['pod1', 'pod2'])
      assert.isUndefined(at(w.get(`${core(ns)}/pods/${name}`), 'metadata.deletionTimestamp'));
  };

  it('the Pod of the lowest priority', () => {
    const ns = w.namespace();
    fill(ns);
    run(ns, 'preemptor-pod', { priority: priority('high'), needs: { [RESOURCE]: '2' } });
    stays(ns);
    w.remove(`/api/v1/namespaces/${ns}`, {});
    w.until('it is empty', () => w.send('GET', `/api/v1/namespaces/${ns}`).code === 404);
  });

  it('the Pod of the lowest priority, to a critical one', () => {
    const ns = w.namespace();
    fill(ns);
    run('kube-system', 'critical-pod', {
      priority: 'system-cluster-critical',
      needs: { [RESOURCE]: '2' },
    });
    stays(ns);
    w.remove(`${core('kube-system')}/pods/critical-pod`, { gracePeriodSeconds: 0 });
    w.remove(`/api/v1/namespaces/${ns}`, {});
    for (const node of nodes()) advertise(node, RESOURCE, null);
    w.cluster.pass(15_000);
    for (const node of nodes()) {
      const { capacity, allocatable } = w.get(`/api/v1/nodes/${node}`).status as JsonObject;
      assert.notProperty(capacity, RESOURCE);
      assert.notProperty(allocatable, RESOURCE);
    }
  });

  it('ReplicaSets of rising priority take the place of each other', () => {
    const ns = w.namespace();
    const [node = ''] = nodes();
    const fake = 'example.com/fakecpu';
    advertise(node, fake, '1000');
    for (let level = 1; level <= 4; level++)
      w.make(SCHEDULING, { metadata: { name: `p${level}` }, value: level });
    const seen = new Map<string, number>();
    const watched = w.watch(`${core(ns)}/pods`);
    const make = (level: number, replicas: number, amount: string) => {
      const labels = { name: `pod${level}` };
      w.make(`/apis/apps/v1/namespaces/${ns}/replicasets`, {
        metadata: { name: `rs-pod${level}` },
        spec: {
          replicas,
          selector: { matchLabels: labels },
          template: {
            metadata: { labels },
            spec: {
              terminationGracePeriodSeconds: 0,
              priorityClassName: `p${level}`,
              nodeSelector: { 'kubernetes.io/hostname': node },
              containers: [
                {
                  name: `pod${level}`,
                  image: PAUSE,
                  resources: { requests: { [fake]: amount }, limits: { [fake]: amount } },
                },
              ],
            },
          },
        },
      });
    };
    const ready = (level: number) =>
      at(
        w.get(`/apis/apps/v1/namespaces/${ns}/replicasets/rs-pod${level}`),
        'status.readyReplicas',
      ) ?? 0;
    make(1, 1, '200');
    make(2, 1, '300');
    make(3, 1, '450');
    for (const level of [1, 2, 3]) w.until(`rs-pod${level} is ready`, () => ready(level) === 1);
    make(4, 1, '500');
    w.until('rs-pod4 is ready', () => ready(4) === 1);
    w.cluster.pass(10_000);
    for (const { type, object } of watched.events) {
      const name = String(at(object, 'metadata.labels.name'));
      if (type === 'ADDED') seen.set(name, (seen.get(name) ?? 0) + 1);
    }
    // the first two were preempted, and their sets keep trying
    assert.isAtLeast(seen.get('pod1') ?? 0, 2);
    assert.isAtLeast(seen.get('pod2') ?? 0, 2);
    assert.deepEqual([seen.get('pod3'), seen.get('pod4')], [1, 1]);
  });

  it('PriorityClasses are found, and their values never change', () => {
    const path = `${SCHEDULING}/p1`;
    const found = w.get(path);
    const { code, text } = w.send('PUT', path, { ...found, value: 9 });
    assert.equal(code, 422, text);
    const patched = w.send(
      'PATCH',
      path,
      [{ op: 'replace', path: '/value', value: 9 }],
      JSON_PATCH,
    );
    assert.equal(patched.code, 422);
    assert.match(patched.text, /may not be changed in an update/);
    w.update(path, { description: 'told' });
    assert.equal(w.get(path).description, 'told');
  });
});

describe('Who leaves a node that is tainted', () => {
  const TAINT = {
    key: 'kubernetes.io/e2e-evict-taint-key',
    value: 'evictTaintVal',
    effect: 'NoExecute',
  };
  const tolerations = (seconds?: number) => [
    {
      ...TAINT,
      operator: 'Equal',
      ...(seconds === undefined ? {} : { tolerationSeconds: seconds }),
    },
  ];
  const taint = (node: string, on: boolean) => {
    const path = `/api/v1/nodes/${node}`;
    w.update(path, { 'spec.taints': on ? [TAINT] : [] });
  };
  const deletedAt = (ns: string, watched: ReturnType<typeof w.watch>, name: string) =>
    watched.events.some(
      ({ type, object }) =>
        object.metadata.name === name &&
        (type === 'DELETED' || at(object, 'metadata.deletionTimestamp') !== undefined),
    ) && ns !== '';

  it('whoever does not tolerate it, and who tolerates it for a time when that is over', () => {
    const ns = w.namespace();
    const watched = w.watch(`${core(ns)}/pods`);
    const [node = ''] = nodes();
    const on = { 'kubernetes.io/hostname': node };
    run(ns, 'never', { spec: { nodeSelector: on } });
    run(ns, 'always', { spec: { nodeSelector: on, tolerations: tolerations() } });
    run(ns, 'for-a-time', { spec: { nodeSelector: on, tolerations: tolerations(60) } });
    taint(node, true);
    w.cluster.pass(5000);
    const gone = () =>
      ['never', 'for-a-time', 'always'].filter((name) => deletedAt(ns, watched, name));
    assert.deepEqual(gone(), ['never']);
    w.cluster.pass(58_000);
    assert.deepEqual(gone(), ['never', 'for-a-time']);
    w.cluster.pass(60_000);
    assert.deepEqual(gone(), ['never', 'for-a-time']);
    taint(node, false);
  });

  it('nobody when the taint is gone in time', () => {
    const ns = w.namespace();
    const watched = w.watch(`${core(ns)}/pods`);
    const [node = ''] = nodes();
    const on = { 'kubernetes.io/hostname': node };
    run(ns, 'taint-eviction-4', { spec: { nodeSelector: on, tolerations: tolerations(60) } });
    taint(node, true);
    w.cluster.pass(30_000);
    taint(node, false);
    w.cluster.pass(90_000);
    assert.isFalse(deletedAt(ns, watched, 'taint-eviction-4'));
  });
});
