import { describe, it } from 'node:test';
import { assert } from 'chai';
import { at, listAt, walk } from './testing-walk';

const w = walk(2);
const GROUP = 'wardle.example.com';
const GROUP_VERSION = `${GROUP}/v1alpha1`;
const NAME = `v1alpha1.${GROUP}`;
const IMAGE = 'k8s.gcr.io/e2e-test-images/sample-apiserver:1.17.4';
const APISERVICES = '/apis/apiregistration.k8s.io/v1/apiservices';
const flunders = (namespace: string) => `/apis/${GROUP_VERSION}/namespaces/${namespace}/flunders`;

/** The sample API server with its etcd, behind a Service and an APIService, as the test sets it up. */
function register(ns: string): void {
  const core = `/api/v1/namespaces/${ns}`;
  const labels = { app: 'sample-apiserver', apiserver: 'true' };
  w.make(`${core}/secrets`, {
    metadata: { name: 'secret' },
    data: { 'tls.crt': 'Y2VydA==', 'tls.key': 'a2V5' },
  });
  w.make(`/apis/apps/v1/namespaces/${ns}/deployments`, {
    metadata: { name: 'sample-apiserver-deployment', labels },
    spec: {
      replicas: 1,
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: {
          terminationGracePeriodSeconds: 0,
          volumes: [{ name: 'apiserver-certs', secret: { secretName: 'secret' } }],
          containers: [
            {
              name: 'sample-apiserver',
              image: IMAGE,
              args: [
                '--etcd-servers=http://127.0.0.1:2379',
                '--tls-cert-file=/certs/tls.crt',
                '--audit-log-path=-',
              ],
              volumeMounts: [{ name: 'apiserver-certs', mountPath: '/certs', readOnly: true }],
            },
            {
              name: 'etcd',
              image: 'k8s.gcr.io/etcd:3.4.13-0',
              command: ['/usr/local/bin/etcd', '--listen-client-urls', 'http://127.0.0.1:2379'],
            },
          ],
        },
      },
    },
  });
  w.make(`${core}/services`, {
    metadata: { name: 'sample-api', labels: { test: 'aggregator' } },
    spec: {
      selector: { apiserver: 'true' },
      ports: [{ protocol: 'TCP', port: 7443, targetPort: 443 }],
    },
  });
  w.make(APISERVICES, {
    metadata: { name: NAME },
    spec: {
      service: { namespace: ns, name: 'sample-api', port: 7443 },
      group: GROUP,
      version: 'v1alpha1',
      caBundle: 'Y2E=',
      groupPriorityMinimum: 2000,
      versionPriority: 200,
    },
  });
}

/** What the one document of discovery says of the group's version. */
function freshness(): unknown {
  const accept = 'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList';
  const { body } = w.send('GET', '/apis', undefined, { accept });
  const group = listAt(body, 'items').find((item) => at(item, 'metadata.name') === GROUP);
  return at(group, 'versions[0].freshness');
}

describe('Aggregated servers', () => {
  it('the sample: found, used, and gone', () => {
    const ns = w.namespace();
    assert.equal(w.send('GET', flunders('default')).code, 404);
    register(ns);
    assert.equal(w.send('GET', flunders('default')).code, 503);
    assert.equal(freshness(), 'Stale');
    w.until('it answers', () => w.send('GET', flunders('default')).code === 200);
    const condition = listAt(w.get(`${APISERVICES}/${NAME}`), 'status.conditions')[0];
    assert.include(condition, { type: 'Available', status: 'True', reason: 'Passed' });

    const flunder = (name: string) => ({
      apiVersion: GROUP_VERSION,
      kind: 'Flunder',
      metadata: { labels: { 'sample-label': 'true' }, name },
    });
    const made = w.make(flunders('default'), {
      ...flunder('rest-flunder'),
      metadata: { name: 'rest-flunder', namespace: 'default' },
    });
    assert.equal(at(made, 'metadata.namespace'), 'default');
    const listed = w.get(flunders('default'));
    assert.equal(listed.kind, 'FlunderList');
    assert.lengthOf(listAt(listed, 'items'), 1);
    assert.equal(w.send('POST', flunders('default'), flunder('rest-flunder')).code, 409);
    w.remove(`${flunders('default')}/rest-flunder`);
    assert.lengthOf(w.list(flunders('default')), 0);

    const groups = listAt(w.get('/apis'), 'groups').map(({ name }) => name);
    assert.include(groups, GROUP);
    assert.equal(at(w.get(`/apis/${GROUP}`), 'preferredVersion.version'), 'v1alpha1');
    const resources = listAt(w.get(`/apis/${GROUP_VERSION}`), 'resources');
    const row = resources.find(({ name }) => name === 'flunders');
    assert.deepInclude(row, { kind: 'Flunder', namespaced: true });
    assert.equal(freshness(), 'Current');

    w.make(flunders(ns), flunder('dynamic-flunder'));
    assert.equal(w.get(`${flunders(ns)}/dynamic-flunder`).metadata.name, 'dynamic-flunder');
    w.patch(`${flunders(ns)}/dynamic-flunder`, { metadata: { labels: { more: 'yes' } } });
    assert.equal(at(w.get(`${flunders(ns)}/dynamic-flunder`), 'metadata.labels.more'), 'yes');
    w.remove(`${flunders(ns)}/dynamic-flunder`);
    assert.equal(w.send('GET', `${flunders(ns)}/dynamic-flunder`).code, 404);

    w.update(`/apis/apps/v1/namespaces/${ns}/deployments/sample-apiserver-deployment/scale`, {
      'spec.replicas': 0,
    });
    w.until('it is unavailable', () => w.send('GET', flunders(ns)).code === 503);
    w.remove(`${APISERVICES}/${NAME}`);
    assert.equal(w.send('GET', flunders(ns)).code, 404);
  });

  it('its objects are watched', () => {
    const ns = w.namespace();
    register(ns);
    w.until('it answers', () => w.send('GET', flunders(ns)).code === 200);
    const make = (name: string) =>
      w.make(flunders(ns), { apiVersion: GROUP_VERSION, kind: 'Flunder', metadata: { name } });
    make('first');
    const { metadata } = w.get(flunders(ns));
    const watched = w.watch(flunders(ns));
    const later = w.watch(`${flunders(ns)}?resourceVersion=${metadata.resourceVersion}`);
    make('second');
    w.patch(`${flunders(ns)}/second`, { metadata: { labels: { a: 'b' } } });
    w.remove(`${flunders(ns)}/first`);
    assert.equal(watched.types(), 'ADDED ADDED MODIFIED DELETED');
    assert.equal(later.types(), 'ADDED MODIFIED DELETED');
    assert.equal(later.events.at(-1)?.object.metadata.name, 'first');
    watched.stop();
    make('third');
    assert.equal(watched.types(), 'ADDED ADDED MODIFIED DELETED');
    assert.equal(later.types(), 'ADDED MODIFIED DELETED ADDED');
    w.remove(`${APISERVICES}/${NAME}`);
  });

  it('who may not, may not', () => {
    const ns = w.namespace();
    register(ns);
    w.until('it answers', () => w.send('GET', flunders(ns)).code === 200);
    const { code, body } = w.send('GET', flunders(ns), undefined, { 'impersonate-user': 'alice' });
    assert.equal(code, 403);
    assert.equal(
      body.message,
      `flunders.${GROUP} is forbidden: User "alice" cannot list resource "flunders" in API group "${GROUP}" in the namespace "${ns}"`,
    );
  });
});
