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

  it('tell of the node and the zone of an endpoint in a map', () => {
    const site = testingSite({ legacyApis: true });
    const path = '/apis/discovery.k8s.io/v1beta1/namespaces/default/endpointslices';
    const topology = { 'kubernetes.io/hostname': 'n', 'topology.kubernetes.io/zone': 'z' };
    const slice = {
      apiVersion: 'discovery.k8s.io/v1beta1',
      kind: 'EndpointSlice',
      metadata: { name: 's' },
      addressType: 'IPv4',
      endpoints: [{ addresses: ['10.0.0.1'], topology }],
    };
    const created = site.send('POST', path, slice);
    assert.deepNestedInclude(created.body, { 'endpoints[0].topology': topology });
    const { body } = site.send('GET', `${path.replace('v1beta1', 'v1')}/s`);
    assert.deepNestedInclude(body, {
      'endpoints[0].nodeName': 'n',
      'endpoints[0].zone': 'z',
    });
  });

  it('are the only ones with a topology: v1 takes none, of new slices and of changed ones', () => {
    const site = testingSite({});
    const path = '/apis/discovery.k8s.io/v1/namespaces/default/endpointslices';
    const slice = {
      apiVersion: 'discovery.k8s.io/v1',
      kind: 'EndpointSlice',
      metadata: { name: 's' },
      addressType: 'IPv4',
      endpoints: [{ addresses: ['10.0.0.1'], deprecatedTopology: { a: 'b' } }],
    };
    const isBare = ({ code, body }: { readonly code: number; readonly body: unknown }) => {
      assert.oneOf(code, [200, 201]);
      assert.notNestedProperty(body, 'endpoints[0].deprecatedTopology');
      assert.deepNestedInclude(body as object, { 'endpoints[0].addresses': ['10.0.0.1'] });
    };
    isBare(site.send('POST', path, slice));
    isBare(site.send('PUT', `${path}/s`, slice));
  });

  it('are not there unless they are asked for', () => {
    const site = testingSite({});
    assert.equal(site.send('GET', '/apis/extensions/v1beta1/ingresses').code, 404);
    assert.equal(site.send('GET', '/apis/extensions').code, 404);
  });
});
