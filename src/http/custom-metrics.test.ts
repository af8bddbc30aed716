import { describe, it } from 'node:test';
import { assert } from 'chai';
import { Pods } from '../api/core/pod';
import { testingSite } from './testing-site';

const CUSTOM = '/apis/custom.metrics.k8s.io/v1beta2';
const EXTERNAL = '/apis/external.metrics.k8s.io/v1beta1';

/** A cluster with two Pods that share 500 requests a second, a queue outside and a Service of which something is known. */
function world() {
  const { cluster, send } = testingSite({ nodes: 1 });
  for (const name of ['web-1', 'web-2']) {
    const container = { name: 'c', image: 'nginx' };
    const object = {
      metadata: { name, labels: { app: 'web' } },
      spec: { containers: [container] },
    };
    assert.equal(send('POST', '/api/v1/namespaces/default/pods', object).code, 201);
  }
  const carriers = () => [...cluster.server.store.objects(Pods, 'default').values()];
  const put = (metric: string, subject: Parameters<typeof cluster.gauges.put>[1]['subject']) =>
    cluster.gauges.put(metric, { metric, labels: { queue: 'orders' }, subject, value: 500_500 });
  put('requests_per_second', { type: 'pods', carriers });
  put('queue_messages', { type: 'external', namespace: 'default' });
  put('hits', { type: 'object', namespace: 'default', kind: 'Service', name: 'shop' });
  return { cluster, send };
}

describe('custom and external metrics over HTTP', () => {
  it('are not there without an adapter', () => {
    assert.equal(world().send('GET', CUSTOM).code, 404);
  });

  const { cluster, send } = world();
  cluster.install('metrics-adapter');
  const cases: readonly (readonly [path: string, expected: object])[] = [
    [
      `${CUSTOM}/namespaces/default/pods/*/requests_per_second?labelSelector=app%3Dweb`,
      { kind: 'MetricValueList', values: ['250250m', '250250m'], names: ['web-1', 'web-2'] },
    ],
    [
      `${CUSTOM}/namespaces/default/pods/web-2/requests_per_second`,
      { kind: 'MetricValueList', values: ['250250m'], names: ['web-2'] },
    ],
    [
      '/apis/custom.metrics.k8s.io/v1beta1/namespaces/default/services/shop/hits',
      { kind: 'MetricValueList', values: ['500500m'], names: ['shop'] },
    ],
    [
      `${EXTERNAL}/namespaces/default/queue_messages?labelSelector=queue%3Dorders`,
      { kind: 'ExternalMetricValueList', values: ['500500m'], names: [undefined] },
    ],
    [
      `${EXTERNAL}/namespaces/default/queue_messages?labelSelector=queue%3Dothers`,
      { kind: 'ExternalMetricValueList', values: [], names: [] },
    ],
  ];
  for (const [path, expected] of cases) {
    it(path, () => {
      const { code, text, body } = send('GET', path);
      assert.equal(code, 200, text);
      const items = body.items as { value: string; describedObject?: { name: string } }[];
      assert.deepEqual(
        {
          kind: body.kind,
          values: items.map(({ value }) => value),
          names: items.map(({ describedObject }) => describedObject?.name),
        },
        expected as unknown,
      );
    });
  }

  it('are discovered', () => {
    const names = (path: string) =>
      (send('GET', path).body.resources as { name: string }[]).map(({ name }) => name);
    assert.deepEqual(names(CUSTOM), ['pods/requests_per_second', 'services/hits']);
    assert.deepEqual(names(EXTERNAL), ['queue_messages']);
    const group = send('GET', '/apis/custom.metrics.k8s.io').body;
    assert.deepNestedInclude(group, { 'preferredVersion.version': 'v1beta2' });
    const groups = send('GET', '/apis').body.groups as { name: string }[];
    const found = groups.map(({ name }) => name).filter((name) => name.includes('metrics'));
    assert.deepEqual(found, ['custom.metrics.k8s.io', 'external.metrics.k8s.io']);
  });

  it('are discovered in one document, below what they are about', () => {
    const accept = 'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList';
    const { body } = send('GET', '/apis', undefined, { accept });
    const [custom] = (body.items as { metadata: { name: string }; versions: object[] }[]).filter(
      ({ metadata }) => metadata.name === 'custom.metrics.k8s.io',
    );
    const about = (resource: string, subresource: string) => ({
      resource,
      responseKind: { group: '', version: '', kind: '' },
      scope: 'Namespaced',
      singularResource: '',
      verbs: null,
      subresources: [
        {
          subresource,
          responseKind: {
            group: 'custom.metrics.k8s.io',
            version: 'v1beta2',
            kind: 'MetricValueList',
          },
          verbs: ['get'],
        },
      ],
    });
    assert.deepEqual(custom?.versions[0], {
      version: 'v1beta2',
      resources: [about('pods', 'requests_per_second'), about('services', 'hits')],
      freshness: 'Current',
    });
  });

  it('say what they do not know, and are not written', () => {
    const { code, body } = send('GET', `${CUSTOM}/namespaces/default/pods/*/nothing`);
    assert.equal(code, 404);
    assert.equal(body.message, 'the server could not find the metric nothing for pods');
    assert.equal(send('POST', `${EXTERNAL}/namespaces/default/queue_messages`, {}).code, 405);
    assert.equal(send('GET', `${CUSTOM}/namespaces/default/nothings/x/y`).code, 404);
  });
});
