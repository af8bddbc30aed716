import { describe, it } from 'node:test';
import { assert } from 'chai';
import { testingSite } from '../testing-site';

const INGRESS = {
  apiVersion: 'extensions/v1beta1',
  kind: 'Ingress',
  metadata: { name: 'old' },
  spec: {
    backend: { serviceName: 'rest', servicePort: 'http' },
    rules: [
      {
        host: 'a.example',
        http: { paths: [{ backend: { serviceName: 'web', servicePort: 80 } }] },
      },
    ],
  },
};

describe('the versions of old clients', () => {
  it('are stored as those of today, and seen as they were sent', () => {
    const site = testingSite({ legacyApis: true });
    const path = '/apis/extensions/v1beta1/namespaces/default/ingresses';
    const created = site.send('POST', path, INGRESS);
    assert.equal(created.code, 201, JSON.stringify(created.body));
    assert.deepInclude(created.body, { apiVersion: 'extensions/v1beta1', kind: 'Ingress' });
    assert.deepNestedInclude(created.body, { 'spec.backend': INGRESS.spec.backend });
    const today = '/apis/networking.k8s.io/v1/namespaces/default/ingresses/old';
    const { body } = site.send('GET', today);
    assert.deepNestedInclude(body, {
      'spec.defaultBackend': { service: { name: 'rest', port: { name: 'http' } } },
      'spec.rules[0].http.paths[0]': {
        pathType: 'ImplementationSpecific',
        backend: { service: { name: 'web', port: { number: 80 } } },
      },
    });
  });

  it('keep their name in lists', () => {
    const site = testingSite({ legacyApis: true });
    const path = '/apis/batch/v1beta1/namespaces/default/cronjobs';
    const template = { spec: { containers: [{ name: 'c', image: 'i' }], restartPolicy: 'Never' } };
    const cronJob = {
      apiVersion: 'batch/v1beta1',
      kind: 'CronJob',
      metadata: { name: 'c' },
      spec: { schedule: '* * * * *', jobTemplate: { spec: { template } } },
    };
    assert.equal(site.send('POST', path, cronJob).code, 201);
    const { body } = site.send('GET', path);
    assert.deepInclude(body, { apiVersion: 'batch/v1beta1', kind: 'CronJobList' });
  });

  const slices = (version: string) =>
    `/apis/discovery.k8s.io/${version}/namespaces/default/endpointslices`;
  const sliceWith = (version: string, endpoint: object) => ({
    apiVersion: `discovery.k8s.io/${version}`,
    kind: 'EndpointSlice',
    metadata: { name: 's' },
    addressType: 'IPv4',
    endpoints: [{ addresses: ['10.0.0.1'], ...endpoint }],
  });
  const endpointOf = (answer: { readonly body: unknown }) => {
    const {
      addresses: _,
      conditions: _conditions,
      ...endpoint
    } = (answer.body as { readonly endpoints: readonly Record<string, unknown>[] })
      .endpoints[0] as Record<string, unknown>;
    return endpoint;
  };

  it('tell where an endpoint is in a map, of which v1 shows what has no field of its own', () => {
    const site = testingSite({ legacyApis: true });
    const host = 'kubernetes.io/hostname';
    const zone = 'topology.kubernetes.io/zone';
    const topology = { [host]: 'n', [zone]: 'z', rack: 'r' };
    const created = site.send('POST', slices('v1beta1'), sliceWith('v1beta1', { topology }));
    assert.deepEqual(endpointOf(created), { topology });
    const v1 = `${slices('v1')}/s`;
    assert.deepEqual(endpointOf(site.send('GET', v1)), {
      deprecatedTopology: { [host]: 'n', rack: 'r' },
      zone: 'z',
    });
    const patch = (body: object) =>
      site.send('PATCH', v1, body, { 'content-type': 'application/merge-patch+json' });
    const labelled = patch({ metadata: { labels: { a: 'b' } } });
    assert.property(endpointOf(labelled), 'deprecatedTopology', 'no endpoint has changed');
    const { body } = site.send('GET', v1);
    const [endpoint] = body.endpoints as readonly object[];
    const changed = patch({ endpoints: [{ ...endpoint, hostname: 'h' }] });
    assert.deepEqual(endpointOf(changed), { hostname: 'h', nodeName: 'n', zone: 'z' });
  });

  it('name a node that is the host once', () => {
    const site = testingSite({ legacyApis: true });
    const topology = { 'kubernetes.io/hostname': 'n' };
    const slice = sliceWith('v1beta1', { nodeName: 'n', topology });
    assert.deepEqual(endpointOf(site.send('POST', slices('v1beta1'), slice)), {
      nodeName: 'n',
      topology,
    });
    assert.deepEqual(endpointOf(site.send('GET', `${slices('v1')}/s`)), { nodeName: 'n' });
  });

  it('take no more and no other keys than labels have', () => {
    const site = testingSite({ legacyApis: true });
    const refused = (topology: object) =>
      site.send('POST', slices('v1beta1'), sliceWith('v1beta1', { topology })).body.message;
    const many = Object.fromEntries(Array.from({ length: 17 }, (_, i) => [`k${i}`, 'v']));
    assert.include(
      refused(many),
      'endpoints[0].deprecatedTopology: Too many: 17: must have at most 16 items',
    );
    assert.include(
      refused({ 'a b': 'c' }),
      'endpoints[0].deprecatedTopology: Invalid value: "a b"',
    );
  });

  it('are the only ones with a topology: v1 takes none, of new slices and of changed ones', () => {
    const site = testingSite({});
    const slice = sliceWith('v1', { deprecatedTopology: { a: 'b' } });
    assert.deepEqual(endpointOf(site.send('POST', slices('v1'), slice)), {});
    assert.deepEqual(endpointOf(site.send('PUT', `${slices('v1')}/s`, slice)), {});
  });

  it('are not there unless they are asked for', () => {
    const site = testingSite({});
    assert.equal(site.send('GET', '/apis/extensions/v1beta1/ingresses').code, 404);
    assert.equal(site.send('GET', '/apis/extensions').code, 404);
  });
});
