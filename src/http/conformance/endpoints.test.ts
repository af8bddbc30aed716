import { describe, it } from 'node:test';
import { assert } from 'chai';
import { deepEqual, type JsonObject } from '../../api/object';
import { AGNHOST, at, listAt, PAUSE, type Read, template, walk } from './testing-walk';

const w = walk(2);
const core = (namespace: string) => `/api/v1/namespaces/${namespace}`;
const slices = (namespace: string, service: string) =>
  w.list(
    `/apis/discovery.k8s.io/v1beta1/namespaces/${namespace}/endpointslices?labelSelector=kubernetes.io%2Fservice-name%3D${service}`,
  );

/** The ports of Endpoints by the names of their Pods. */
function portsByPod(endpoints: unknown): Readonly<Record<string, readonly number[]>> {
  const found: Record<string, number[]> = {};
  for (const { addresses = [], ports = [] } of listAt(endpoints, 'subsets') as readonly {
    addresses?: readonly JsonObject[];
    ports?: readonly JsonObject[];
  }[]) {
    for (const address of addresses) {
      const name = String(at(address, 'targetRef.name'));
      found[name] = [...(found[name] ?? []), ...ports.map(({ port }) => Number(port))].sort();
    }
  }
  return found;
}

function pod(ns: string, name: string, labels: JsonObject, ports: readonly JsonObject[]): void {
  w.make(`${core(ns)}/pods`, {
    metadata: { name, labels },
    spec: {
      terminationGracePeriodSeconds: 0,
      containers: [{ name: 'c', image: AGNHOST, args: ['pause'], ports }],
    },
  });
}

describe('Services and their endpoints', () => {
  it('the API server has both', () => {
    const service = w.get('/api/v1/namespaces/default/services/kubernetes');
    assert.deepInclude(listAt(service, 'spec.ports')[0], { name: 'https', port: 443 });
    assert.isNotEmpty(listAt(w.get('/api/v1/namespaces/default/endpoints/kubernetes'), 'subsets'));
    assert.isNotEmpty(slices('default', 'kubernetes'));
  });

  for (const [name, ports] of [
    ['one port', [{ port: 80 }]],
    [
      'several ports',
      [
        { name: 'portname1', port: 80, targetPort: 100 },
        { name: 'portname2', port: 81, targetPort: 101 },
      ],
    ],
  ] as const) {
    it(`endpoints follow Pods: ${name}`, () => {
      const ns = w.namespace();
      const labels = { testid: ns };
      const path = `${core(ns)}/endpoints/s`;
      w.make(`${core(ns)}/services`, {
        metadata: { name: 's' },
        spec: { selector: labels, ports },
      });
      const expect = (wanted: Readonly<Record<string, readonly number[]>>) => {
        w.until(JSON.stringify(wanted), () => {
          const { code, body } = w.send('GET', path);
          return code === 200 && deepEqual(portsByPod(body), wanted);
        });
      };
      expect({});
      const targets = ports.map((port) => ('targetPort' in port ? port.targetPort : port.port));
      const containerPorts = targets.map((containerPort) => ({ containerPort }));
      pod(ns, 'pod1', labels, containerPorts);
      expect({ pod1: targets });
      pod(ns, 'pod2', labels, containerPorts);
      expect({ pod1: targets, pod2: targets });
      w.remove(`${core(ns)}/pods/pod1`);
      expect({ pod2: targets });
      w.remove(`${core(ns)}/pods/pod2`);
      expect({});
    });
  }

  it('each of a hundred Services has its endpoints at once', () => {
    const ns = w.namespace();
    const labels = { name: 'svc-latency-rc' };
    w.make(`${core(ns)}/replicationcontrollers`, {
      metadata: { name: 'svc-latency-rc' },
      spec: { replicas: 1, selector: labels, template: template(labels, PAUSE) },
    });
    w.until('it runs', () => at(w.list(`${core(ns)}/pods`)[0], 'status.phase') === 'Running');
    const watched = w.watch(`${core(ns)}/endpoints`);
    const took = Array.from({ length: 100 }, (_, index) => {
      const name = `latency-svc-${index}`;
      w.make(`${core(ns)}/services`, {
        metadata: { name },
        spec: { ports: [{ port: 80, protocol: 'TCP' }], selector: labels },
      });
      const start = w.cluster.now;
      const isThere = () =>
        watched.events.some(
          ({ object }) =>
            object.metadata.name === name && listAt(object, 'subsets[0].addresses').length === 1,
        );
      while (!isThere() && w.cluster.now - start < 50_000) w.cluster.pass(10);
      return w.cluster.now - start;
    });
    assert.isBelow(Math.max(...took), 1000);
    watched.stop();
  });

  it('slices come and go with a Service that selects nothing yet', () => {
    const ns = w.namespace();
    w.make(`${core(ns)}/services`, {
      metadata: { name: 'example-empty-selector' },
      spec: {
        selector: { 'does-not-match-anything': 'endpoints-and-endpoint-slices' },
        ports: [{ name: 'example', port: 80, protocol: 'TCP' }],
      },
    });
    w.until('there is a slice', () => slices(ns, 'example-empty-selector').length === 1);
    w.get(`${core(ns)}/endpoints/example-empty-selector`);
    w.remove(`${core(ns)}/services/example-empty-selector`);
    w.until('it is gone', () => slices(ns, 'example-empty-selector').length === 0);
    assert.equal(w.send('GET', `${core(ns)}/endpoints/example-empty-selector`).code, 404);
  });

  it('named ports that differ from Pod to Pod are slices of their own', () => {
    const ns = w.namespace();
    const named = (ports: Readonly<Record<string, number>>) =>
      Object.entries(ports).map(([name, containerPort]) => ({
        name,
        containerPort,
        protocol: 'TCP',
      }));
    pod(ns, 'pod1', { foo: 'bar', shared: 'x' }, named({ 'example-name': 3000 }));
    pod(
      ns,
      'pod2',
      { foo: 'bar', shared: 'x' },
      named({ 'example-name': 3001, 'other-port': 3002 }),
    );
    w.make(`${core(ns)}/services`, {
      metadata: { name: 'example-named-port' },
      spec: {
        selector: { shared: 'x' },
        ports: [{ name: 'http', port: 80, targetPort: 'example-name' }],
      },
    });
    w.until('both Pods are there', () => {
      const all = slices(ns, 'example-named-port');
      return all.flatMap((slice) => listAt(slice, 'endpoints')).length === 2;
    });
    const found = slices(ns, 'example-named-port').map((slice) => [
      at(slice, 'ports[0].name'),
      at(slice, 'ports[0].port'),
      at(slice, 'addressType'),
      listAt(slice, 'endpoints').length,
    ]);
    assert.sameDeepMembers(found, [
      ['http', 3000, 'IPv4', 1],
      ['http', 3001, 'IPv4', 1],
    ]);
    for (const slice of slices(ns, 'example-named-port')) {
      assert.equal(at(slice, 'metadata.ownerReferences[0].kind'), 'Service');
      assert.equal(
        (at(slice, 'metadata.labels') as JsonObject)['endpointslice.kubernetes.io/managed-by'],
        'endpointslice-controller.k8s.io',
      );
    }
  });

  it('Endpoints that somebody wrote are mirrored', () => {
    const ns = w.namespace();
    const name = 'example-custom-endpoints';
    w.make(`${core(ns)}/services`, {
      metadata: { name },
      spec: { ports: [{ name: 'example', port: 80, protocol: 'TCP' }] },
    });
    const subset = (ip: string) => [
      { addresses: [{ ip }], ports: [{ name: 'example', port: 80, protocol: 'TCP' }] },
    ];
    w.make(`${core(ns)}/endpoints`, { metadata: { name }, subsets: subset('10.1.2.3') });
    const addressOf = (slice: Read | undefined) => at(slice, 'endpoints[0].addresses[0]');
    w.until('there is a slice', () => slices(ns, name).length === 1);
    assert.equal(addressOf(slices(ns, name)[0]), '10.1.2.3');
    assert.equal(
      (at(slices(ns, name)[0], 'metadata.labels') as JsonObject)[
        'endpointslice.kubernetes.io/managed-by'
      ],
      'endpointslicemirroring-controller.k8s.io',
    );
    w.update(`${core(ns)}/endpoints/${name}`, { subsets: subset('10.2.3.4') });
    w.until('it follows', () => addressOf(slices(ns, name)[0]) === '10.2.3.4');
    assert.lengthOf(slices(ns, name), 1);
    w.remove(`${core(ns)}/endpoints/${name}`);
    w.until('it is gone', () => slices(ns, name).length === 0);
  });

  it('a Service is found among all namespaces, and its Endpoints live', () => {
    const services = w.list('/api/v1/services');
    assert.isDefined(services.find(({ metadata }) => metadata.name === 'kubernetes'));
    const ns = w.namespace();
    const path = `${core(ns)}/endpoints`;
    const labels = { 'test-endpoint-static': 'true' };
    const watched = w.watch(`${path}?labelSelector=test-endpoint-static%3Dtrue`);
    w.make(path, {
      metadata: { name: 'testservice', labels },
      subsets: [
        { addresses: [{ ip: '10.0.0.24' }], ports: [{ name: 'http', port: 80, protocol: 'TCP' }] },
      ],
    });
    assert.lengthOf(w.list('/api/v1/endpoints?labelSelector=test-endpoint-static%3Dtrue'), 1);
    w.update(`${path}/testservice`, { 'metadata.labels.test-service': 'updated' });
    const change = {
      metadata: { labels: { 'test-service': 'patched' } },
      subsets: [{ addresses: [{ ip: '10.0.0.25' }], ports: [{ name: 'http-test', port: 8080 }] }],
    };
    const patched = w.patch(`${path}/testservice`, change, {
      'content-type': 'application/strategic-merge-patch+json',
    });
    assert.equal(at(patched, 'subsets[0].addresses[0].ip'), '10.0.0.25');
    assert.equal(at(patched, 'subsets[0].ports[0].port'), 8080);
    w.remove(`${path}?labelSelector=test-endpoint-static%3Dtrue`, {});
    assert.equal(watched.types(), 'ADDED MODIFIED MODIFIED DELETED');
  });
});
