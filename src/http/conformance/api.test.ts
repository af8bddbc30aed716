import { describe, it } from 'node:test';
import { assert } from 'chai';
import type { JsonObject } from '../../api/object';
import { testingSite } from '../testing-site';

const site = testingSite({ legacyApis: true, nodes: 3 });
const { cluster, send } = site;
const CORE = '/api/v1/namespaces/default';
const MERGE = { 'content-type': 'application/strategic-merge-patch+json' };

function made(path: string, object: JsonObject): JsonObject {
  const { code, text, body } = send('POST', path, object);
  assert.equal(code, 201, text);
  return body;
}

function got(path: string): JsonObject {
  const { code, text, body } = send('GET', path);
  assert.equal(code, 200, text);
  return body;
}

function count(path: string): number {
  return (got(path).items as unknown[]).length;
}

const template = (labels: JsonObject): JsonObject => ({
  metadata: { labels },
  spec: { containers: [{ name: 'c', image: 'nginx' }] },
});

describe("What Kubernetes' own conformance tests ask of the API", () => {
  it('a namespace with all that each test waits for, which goes away again', () => {
    const { metadata } = made('/api/v1/namespaces', {
      metadata: { generateName: 'e2e-', labels: { 'e2e-framework': 'e2e' } },
    }) as { metadata: { name: string } };
    const path = `/api/v1/namespaces/${metadata.name}`;
    cluster.pass(2000);
    got(`${path}/configmaps/kube-root-ca.crt`);
    got(`${path}/serviceaccounts/default`);
    made(`${path}/replicationcontrollers`, {
      metadata: { name: 'rc' },
      spec: { replicas: 3, selector: { a: 'b' }, template: template({ a: 'b' }) },
    });
    cluster.pass(3000);
    assert.equal(count(`${path}/pods`), 3);
    assert.equal(send('DELETE', path, {}).code, 200);
    cluster.pass(90_000);
    assert.equal(send('GET', path).code, 404);
  });

  it('nodes that are ready, and that take every Pod', () => {
    const { items } = got('/api/v1/nodes?fieldSelector=spec.unschedulable%3Dfalse') as {
      items: { spec: JsonObject; status: { conditions: JsonObject[] } }[];
    };
    assert.lengthOf(items, 3);
    for (const { spec, status } of items) {
      assert.isUndefined(spec.taints);
      const ready = status.conditions.find(({ type }) => type === 'Ready');
      assert.equal(ready?.status, 'True');
    }
  });

  it('each group has a preferred version that it serves', () => {
    const { groups } = got('/apis') as { groups: { name: string }[] };
    for (const { name } of groups) {
      const { preferredVersion, versions } = got(`/apis/${name}`) as {
        preferredVersion: JsonObject;
        versions: JsonObject[];
      };
      assert.deepInclude(versions, preferredVersion);
      got(`/apis/${preferredVersion.groupVersion}`);
    }
  });

  it('a version whose parts are numbers', () => {
    const { major, minor } = got('/version');
    for (const part of [major, minor]) assert.match(String(part), /^\d+$/);
  });

  it('no table of what is no list: 406', () => {
    const accept = 'application/json;as=Table;g=meta.k8s.io;v=v1beta1';
    const review = { spec: { nonResourceAttributes: { path: '/', verb: 'GET' } } };
    const path = '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews';
    assert.equal(send('POST', path, review, { accept }).code, 406);
  });

  const refused: readonly (readonly [resource: string, object: JsonObject])[] = [
    ['secrets', { metadata: { name: 'x' }, data: { '': 'dmFsdWUtMQ==' } }],
    ['configmaps', { metadata: { name: 'x' }, data: { '': 'value-1' } }],
  ];
  for (const [resource, object] of refused) {
    it(`no ${resource} with an empty key`, () => {
      assert.equal(send('POST', `${CORE}/${resource}`, object).code, 422);
    });
  }

  it('a Service changes its type, as clients before dual-stack write it', () => {
    made(`${CORE}/services`, {
      metadata: { name: 'types' },
      spec: { type: 'ClusterIP', ports: [{ port: 80 }] },
    });
    const change = (spec: JsonObject): JsonObject => {
      const old = got(`${CORE}/services/types`);
      const { body, code, text } = send('PUT', `${CORE}/services/types`, {
        ...old,
        spec: { ...(old.spec as JsonObject), ...spec },
      });
      assert.equal(code, 200, text);
      return body.spec as JsonObject;
    };
    assert.isDefined((change({ type: 'NodePort' }).ports as JsonObject[])[0]?.nodePort);
    const external = change({
      type: 'ExternalName',
      externalName: 'foo.example.com',
      clusterIP: '',
    });
    assert.notProperty(external, 'clusterIPs');
    assert.match(String(change({ type: 'ClusterIP', externalName: '' }).clusterIP), /^10\.96\./);
    change({ type: 'ExternalName', externalName: 'foo.example.com', clusterIP: '' });
    const ports = [{ name: 'http', port: 80, protocol: 'TCP' }];
    const open = change({ type: 'NodePort', externalName: '', ports });
    assert.match(String(open.clusterIP), /^10\.96\./);
    assert.isNumber((open.ports as JsonObject[])[0]?.nodePort);
  });

  const deletions: readonly (readonly [options: JsonObject, left: number])[] = [
    [{ propagationPolicy: 'Orphan' }, 2],
    [{ orphanDependents: true }, 2],
    [{ propagationPolicy: 'Foreground' }, 0],
    [{ propagationPolicy: 'Background' }, 0],
  ];
  for (const [index, [options, left]] of deletions.entries()) {
    it(`the Pods of a controller deleted with ${JSON.stringify(options)}`, () => {
      const labels = { gc: String(index) };
      const path = `${CORE}/replicationcontrollers`;
      made(path, {
        metadata: { name: `gc-${index}` },
        spec: { replicas: 2, selector: labels, template: template(labels) },
      });
      cluster.pass(3000);
      assert.equal(send('DELETE', `${path}/gc-${index}`, options).code, 200);
      cluster.pass(60_000);
      assert.equal(send('GET', `${path}/gc-${index}`).code, 404);
      assert.equal(count(`${CORE}/pods?labelSelector=gc%3D${index}`), left);
    });
  }

  it('a quota counts what comes and goes within seconds', () => {
    const quota = `${CORE}/resourcequotas/q`;
    made(`${CORE}/resourcequotas`, {
      metadata: { name: 'q' },
      spec: { hard: { 'count/leases.coordination.k8s.io': '1', secrets: '9' } },
    });
    const used = () => (got(quota).status as { used?: JsonObject }).used;
    cluster.pass(2000);
    const secrets = Number(used()?.secrets);
    made(`${CORE}/secrets`, { metadata: { name: 's' } });
    cluster.pass(2000);
    assert.deepInclude(used() ?? {}, { secrets: String(secrets + 1) });
    send('DELETE', `${CORE}/secrets/s`);
    cluster.pass(2000);
    assert.deepInclude(used() ?? {}, { secrets: String(secrets) });
    assert.equal(send('DELETE', quota).code, 200);
  });

  const lives: readonly (readonly [path: string, object: JsonObject])[] = [
    [`${CORE}/configmaps`, { data: { valueName: 'value' } }],
    [`${CORE}/secrets`, { type: 'Opaque', data: { key: 'dmFsdWU=' } }],
    [`${CORE}/podtemplates`, { template: template({ a: 'b' }) }],
    [`${CORE}/events`, { involvedObject: { namespace: 'default' }, reason: 'Test', message: 'm' }],
    [
      `${CORE}/endpoints`,
      { subsets: [{ addresses: [{ ip: '10.0.0.24' }], ports: [{ port: 80 }] }] },
    ],
    [`${CORE}/serviceaccounts`, {}],
    ['/apis/node.k8s.io/v1/runtimeclasses', { handler: 'runc' }],
    ['/apis/networking.k8s.io/v1/ingressclasses', { spec: { controller: 'example.com/c' } }],
    ['/apis/scheduling.k8s.io/v1/priorityclasses', { value: 100 }],
    ['/apis/coordination.k8s.io/v1/namespaces/default/leases', { spec: { holderIdentity: 'h' } }],
    ['/apis/policy/v1beta1/namespaces/default/poddisruptionbudgets', { spec: { minAvailable: 1 } }],
    [
      '/apis/batch/v1beta1/namespaces/default/cronjobs',
      {
        spec: {
          schedule: '*/1 * * * ?',
          jobTemplate: {
            spec: {
              template: {
                spec: { restartPolicy: 'OnFailure', containers: [{ name: 'c', image: 'i' }] },
              },
            },
          },
        },
      },
    ],
  ];
  for (const [path, rest] of lives) {
    it(`a life at ${path}`, () => {
      made(path, { metadata: { name: 'life', labels: { life: 'static' } }, ...rest });
      const patched = send('PATCH', `${path}/life`, { metadata: { labels: { p: 'q' } } }, MERGE);
      assert.deepNestedInclude(patched.body, { 'metadata.labels.p': 'q' }, patched.text);
      assert.equal(count(`${path}?labelSelector=life%3Dstatic`), 1);
      const { kind } = send('DELETE', `${path}?labelSelector=life%3Dstatic`).body;
      assert.match(String(kind), /List$/);
      assert.equal(count(`${path}?labelSelector=life%3Dstatic`), 0);
    });
  }
});
