import { describe, it } from 'node:test';
import { assert } from 'chai';
import { EndpointsKind } from '../api/core/endpoints';
import { Services } from '../api/core/service';
import { EndpointSlices } from '../api/discovery/endpoint-slice';
import { Cluster } from '../cluster';

const namespace = 'default';
const REF = { namespace, name: 'man' };

function world(selector?: Record<string, string>, labels: Record<string, string> = {}) {
  const cluster = new Cluster();
  const spec = { ports: [{ port: 80 }], ...(selector === undefined ? {} : { selector }) };
  cluster.admin.create(Services, { metadata: REF, spec } as never);
  cluster.admin.create(EndpointsKind, {
    metadata: { ...REF, labels: { team: 'a', ...labels } },
    subsets: [
      {
        addresses: [{ ip: '10.1.2.3' }, { ip: 'fd00::1' }],
        notReadyAddresses: [{ ip: '10.1.2.4' }],
        ports: [{ name: 'http', port: 8080 }],
      },
    ],
  } as never);
  cluster.settle(60_000);
  const mirrors = () =>
    cluster.admin
      .list(EndpointSlices, { namespace })
      .items.filter(({ metadata }) => metadata.labels?.['kubernetes.io/service-name'] === 'man')
      .map(({ addressType, endpoints }) => [
        addressType,
        endpoints.map(({ addresses, conditions }) => `${addresses[0]} ${conditions?.ready}`),
      ])
      .sort();
  return { cluster, mirrors };
}

describe('mirrored slices', () => {
  it('follow a list that is kept by hand, by family of addresses', () => {
    const { cluster, mirrors } = world();
    assert.deepEqual(mirrors(), [
      ['IPv4', ['10.1.2.3 true', '10.1.2.4 false']],
      ['IPv6', ['fd00::1 true']],
    ]);
    const { items } = cluster.admin.list(EndpointSlices, { namespace });
    const slice = items.find(({ addressType }) => addressType === 'IPv6');
    assert.match(slice?.metadata.name ?? '', /^man-/);
    assert.include(slice?.metadata.labels, {
      team: 'a',
      'endpointslice.kubernetes.io/managed-by': 'endpointslicemirroring-controller.k8s.io',
    });
    const endpoints = cluster.admin.get(EndpointsKind, REF);
    const subsets = [{ addresses: [{ ip: '10.1.2.4' }], ports: [{ name: 'http', port: 8080 }] }];
    cluster.admin.update(EndpointsKind, { ...endpoints, subsets } as never);
    cluster.settle(60_000);
    assert.deepEqual(mirrors(), [['IPv4', ['10.1.2.4 true']]]);
  });

  it('go with their list, and with its Service', () => {
    for (const kind of [EndpointsKind, Services]) {
      const { cluster, mirrors } = world();
      cluster.admin.delete(kind as typeof Services, REF);
      cluster.settle(60_000);
      assert.deepEqual(mirrors(), [], kind.kind);
    }
  });

  for (const [why, selector, labels] of [
    ['a Service with a selector', { app: 'x' }, {}],
    ['a list that asks for none', undefined, { 'endpointslice.kubernetes.io/skip-mirror': 'true' }],
  ] as const) {
    it(`are not made for ${why}`, () => {
      const { cluster } = world(selector, labels);
      const managers = cluster.admin
        .list(EndpointSlices, { namespace })
        .items.map(
          ({ metadata }) => metadata.labels?.['endpointslice.kubernetes.io/managed-by'] ?? '',
        );
      assert.notInclude(managers, 'endpointslicemirroring-controller.k8s.io');
    });
  }
});
