import { describe, it } from 'node:test';
import { assert } from 'chai';
import type { JsonObject } from '../../api/object';
import { CERTIFICATE_PEM, signingRequest } from './testing-certificate';
import { at, listAt, type Read, STRATEGIC, walk } from './testing-walk';

const w = walk(1);

interface ApiWalk {
  readonly group: string;
  readonly version: string;
  readonly resource: string;
  readonly isNamespaced: boolean;
  readonly object: JsonObject;
  /** Which verbs discovery must name of subresources. */
  readonly subresources?: readonly string[];
}

/** The walk that Kubernetes' tests take through an API whose objects nothing acts on. */
const walks: readonly ApiWalk[] = [
  {
    group: 'networking.k8s.io',
    version: 'v1',
    resource: 'ingresses',
    isNamespaced: true,
    object: {
      spec: {
        defaultBackend: { service: { name: 'default-backend', port: { number: 8080 } } },
        rules: [
          {
            host: 'foo.bar.com',
            http: {
              paths: [
                {
                  path: '/',
                  pathType: 'Prefix',
                  backend: { service: { name: 'test-backend', port: { number: 8080 } } },
                },
              ],
            },
          },
        ],
      },
      status: { loadBalancer: {} },
    },
    subresources: ['status'],
  },
  {
    group: 'networking.k8s.io',
    version: 'v1',
    resource: 'ingressclasses',
    isNamespaced: false,
    object: { spec: { controller: 'example.com/controller' } },
  },
  {
    group: 'certificates.k8s.io',
    version: 'v1',
    resource: 'certificatesigningrequests',
    isNamespaced: false,
    object: {},
    subresources: ['status', 'approval'],
  },
  {
    group: 'node.k8s.io',
    version: 'v1',
    resource: 'runtimeclasses',
    isNamespaced: false,
    object: { handler: 'test-handler' },
  },
  {
    group: 'discovery.k8s.io',
    version: 'v1beta1',
    resource: 'endpointslices',
    isNamespaced: true,
    object: {
      addressType: 'IPv4',
      endpoints: [{ addresses: ['1.2.3.4', '5.6.7.8'] }],
    },
  },
  {
    group: 'flowcontrol.apiserver.k8s.io',
    version: 'v1',
    resource: 'flowschemas',
    isNamespaced: false,
    object: {
      spec: {
        matchingPrecedence: 10_000,
        priorityLevelConfiguration: { name: 'global-default' },
        rules: [
          {
            subjects: [{ kind: 'User', user: { name: 'example-e2e-non-existent-user' } }],
            nonResourceRules: [{ verbs: ['*'], nonResourceURLs: ['*'] }],
          },
        ],
      },
    },
    subresources: ['status'],
  },
  {
    group: 'flowcontrol.apiserver.k8s.io',
    version: 'v1',
    resource: 'prioritylevelconfigurations',
    isNamespaced: false,
    object: {
      spec: {
        type: 'Limited',
        limited: { nominalConcurrencyShares: 2, limitResponse: { type: 'Reject' } },
      },
    },
    subresources: ['status'],
  },
];

describe('APIs of groups', () => {
  for (const { group, version, resource, isNamespaced, object, subresources = [] } of walks) {
    it(`${resource}: discovery, and all verbs`, () => {
      const groupVersion = `${group}/${version}`;
      assert.include(
        listAt(w.get('/apis'), 'groups').flatMap((each) =>
          listAt(each, 'versions').map((one) => one.groupVersion),
        ),
        groupVersion,
      );
      assert.include(
        listAt(w.get(`/apis/${group}`), 'versions').map((one) => one.version),
        version,
      );
      const names = listAt(w.get(`/apis/${groupVersion}`), 'resources').map(({ name }) => name);
      for (const part of ['', ...subresources.map((name) => `/${name}`)])
        assert.include(names, `${resource}${part}`);

      const ns = isNamespaced ? `/namespaces/${w.namespace()}` : '';
      const all = `/apis/${groupVersion}${ns}/${resource}`;
      const query = `labelSelector=special-label%3D${resource}`;
      const draft = resource === 'certificatesigningrequests' ? signingRequest() : object;
      const create = () =>
        w.make(all, {
          ...draft,
          metadata: { generateName: 'e2e-example-', labels: { 'special-label': resource } },
        });
      create();
      create();
      const one = create();
      const path = `${all}/${one.metadata.name}`;
      assert.equal(w.get(path).metadata.uid, one.metadata.uid);
      const found = w.get(`${all}?${query}`);
      assert.lengthOf(listAt(found, 'items'), 3);
      const since = at(found, 'metadata.resourceVersion');
      const watched = w.watch(`${all}?resourceVersion=${since}&${query}`);
      if (isNamespaced) assert.lengthOf(w.list(`/apis/${groupVersion}/${resource}?${query}`), 3);
      const patched = w.patch(path, { metadata: { annotations: { patched: 'true' } } });
      assert.equal(at(patched, 'metadata.annotations.patched'), 'true');
      const updated = w.update(path, { 'metadata.annotations.updated': 'true' });
      assert.equal(at(updated, 'metadata.annotations.updated'), 'true');
      assert.equal(watched.types(), 'MODIFIED MODIFIED');
      for (const { object: seen } of watched.events)
        assert.equal(at(seen, 'metadata.annotations.patched'), 'true');
      w.remove(path, {});
      assert.equal(w.send('GET', path).code, 404);
      assert.equal(watched.types(), 'MODIFIED MODIFIED DELETED');
      w.remove(`${all}?${query}`, {});
      assert.lengthOf(w.list(`${all}?${query}`), 0);
      assert.equal(watched.types(), 'MODIFIED MODIFIED DELETED DELETED DELETED');
    });
  }

  it('the status of an Ingress is patched, updated and read by itself', () => {
    const all = `/apis/networking.k8s.io/v1/namespaces/${w.namespace()}/ingresses`;
    const { object } = walks[0] as ApiWalk;
    w.make(all, { metadata: { name: 'i' }, ...object });
    const address = (ip: string) => ({ loadBalancer: { ingress: [{ ip }] } });
    const patched = w.patch(`${all}/i/status`, {
      metadata: { annotations: { patchedstatus: 'true' } },
      status: address('169.1.1.1'),
    });
    assert.deepEqual(patched.status, address('169.1.1.1'));
    assert.equal(at(patched, 'metadata.annotations.patchedstatus'), 'true');
    const draft = structuredClone(w.get(`${all}/i`)) as Read & { status: unknown };
    draft.status = address('169.1.1.2');
    assert.deepEqual(w.put(`${all}/i/status`, draft).status, address('169.1.1.2'));
    assert.deepEqual(w.get(`${all}/i/status`).status, address('169.1.1.2'));
  });

  it('a certificate is approved and issued by patch and by update', () => {
    const all = '/apis/certificates.k8s.io/v1/certificatesigningrequests';
    w.make(all, { metadata: { name: 'csr' }, ...signingRequest() });
    const path = `${all}/csr`;
    const condition = (type: string) => ({
      status: { conditions: [{ type, status: 'True', reason: 'e2e', message: 'm' }] },
      metadata: { annotations: { [`patched${type.toLowerCase()}`]: 'true' } },
    });
    const patched = w.patch(`${path}/approval`, condition('ApprovalPatch'));
    assert.equal(at(patched, 'status.conditions[0].type'), 'ApprovalPatch');
    assert.equal(at(patched, 'metadata.annotations.patchedapprovalpatch'), 'true');
    const draft = structuredClone(w.get(`${path}/approval`)) as Read & {
      status: { conditions: JsonObject[]; certificate?: string };
    };
    draft.status.conditions.push({ type: 'ApprovalUpdate', status: 'True', reason: 'e2e' });
    const updated = w.put(`${path}/approval`, draft);
    assert.lengthOf(listAt(updated, 'status.conditions'), 2);
    const certificate = CERTIFICATE_PEM;
    const issued = w.patch(`${path}/status`, {
      metadata: { annotations: { patchedstatus: 'true' } },
      status: { certificate },
    });
    assert.equal(at(issued, 'status.certificate'), certificate);
    assert.equal(at(issued, 'metadata.annotations.patchedstatus'), 'true');
    const more = structuredClone(w.get(`${path}/status`)) as typeof draft;
    more.status.conditions.push({ type: 'StatusUpdate', status: 'True', reason: 'e2e' });
    const conditions = listAt(w.put(`${path}/status`, more), 'status.conditions');
    assert.include(
      conditions.map(({ type }) => type),
      'StatusUpdate',
    );
    w.remove(path);
  });

  it('Events are listed in all namespaces, patched, replaced and deleted together', () => {
    const ns = w.namespace();
    const core = `/api/v1/namespaces/${ns}/events`;
    const own = `/apis/events.k8s.io/v1/namespaces/${ns}/events`;
    const labels = { 'testevent-constant': 'true' };
    const query = 'labelSelector=testevent-constant%3Dtrue';
    w.make(core, {
      metadata: { name: 'event-test', labels },
      message: 'This is a test event',
      reason: 'Test',
      type: 'Normal',
      count: 1,
      involvedObject: { namespace: ns },
    });
    assert.lengthOf(w.list(`/api/v1/events?${query}`), 1);
    const patched = w.patch(
      `${core}/event-test`,
      { message: 'This is a test event - patched' },
      STRATEGIC,
    );
    assert.equal(patched.message, 'This is a test event - patched');
    w.remove(`${core}/event-test`, {});
    w.make(own, {
      metadata: { name: 'event-test', labels },
      regarding: { namespace: ns },
      note: 'This is event-test',
      reason: 'Test',
      type: 'Normal',
      action: 'Do',
      eventTime: '2017-09-19T13:49:16.000000Z',
      reportingController: 'test-controller',
      reportingInstance: 'test-node',
    });
    assert.lengthOf(w.list(`/apis/events.k8s.io/v1/events?${query}`), 1);
    const fields = w.list(`${own}?fieldSelector=reportingController%3Dtest-controller`);
    assert.lengthOf(fields, 1);
    const series = { count: 2, lastObservedTime: '2014-09-19T13:49:16.000000Z' };
    const change = { series };
    assert.deepEqual(w.patch(`${own}/event-test`, change, STRATEGIC).series, series);
    const later = { count: 100, lastObservedTime: '2014-09-19T13:49:16.000000Z' };
    assert.deepEqual(w.update(`${own}/event-test`, { series: later }).series, later);
    w.remove(`${own}?${query}`, {});
    assert.lengthOf(w.list(`${own}?${query}`), 0);
  });

  it('a Lease is kept to the microsecond', () => {
    const all = `/apis/coordination.k8s.io/v1/namespaces/${w.namespace()}/leases`;
    const spec = {
      holderIdentity: 'holder',
      leaseDurationSeconds: 30,
      acquireTime: '2020-12-01T10:00:00.123456Z',
      renewTime: '2020-12-01T10:00:05.000000Z',
      leaseTransitions: 0,
    };
    w.make(all, { metadata: { name: 'lease' }, spec });
    assert.deepEqual(w.get(`${all}/lease`).spec, spec);
    const next = {
      holderIdentity: 'holder2',
      leaseDurationSeconds: 100,
      acquireTime: '2020-12-01T10:00:40.100000Z',
      renewTime: '2020-12-01T10:00:55.654321Z',
      leaseTransitions: 1,
    };
    assert.deepEqual(w.update(`${all}/lease`, { spec: next }).spec, next);
    const change = { spec: { holderIdentity: 'holder3', leaseDurationSeconds: 60 } };
    assert.deepEqual(w.patch(`${all}/lease`, change, STRATEGIC).spec, { ...next, ...change.spec });
    w.make(all, { metadata: { name: 'lease2', labels: { deletecollection: 'true' } }, spec });
    assert.lengthOf(w.list(all), 2);
    w.remove(`${all}?labelSelector=deletecollection%3Dtrue`, {});
    assert.lengthOf(w.list(all), 1);
    w.remove(`${all}/lease`);
    assert.equal(w.send('GET', `${all}/lease`).code, 404);
  });
});
