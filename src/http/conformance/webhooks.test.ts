import { describe, it } from 'node:test';
import { assert } from 'chai';
import type { JsonObject } from '../../api/object';
import { AGNHOST, at, listAt, walk } from './testing-walk';

const w = walk(2);
const DEFINITIONS = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';
const REGISTRATION = '/apis/admissionregistration.k8s.io/v1';
const JSON_PATCH = { 'content-type': 'application/json-patch+json' };

/** A Deployment of a webhook's server behind a Service, as the tests set it up; returns when it has endpoints. */
function serve(ns: string, name: string, args: readonly string[]): void {
  const labels = { app: name, webhook: 'true' };
  const core = `/api/v1/namespaces/${ns}`;
  w.make(`${core}/secrets`, {
    metadata: { name: 'secret' },
    data: { 'tls.crt': 'Y2VydA==', 'tls.key': 'a2V5' },
  });
  const container = {
    name,
    image: AGNHOST,
    args: [...args, '--tls-cert-file=/webhook.local.config/certificates/tls.crt', '--port=8444'],
    volumeMounts: [
      { name: 'certs', mountPath: '/webhook.local.config/certificates', readOnly: true },
    ],
    readinessProbe: { httpGet: { scheme: 'HTTPS', port: 8444, path: '/readyz' }, periodSeconds: 1 },
    ports: [{ containerPort: 8444 }],
  };
  w.make(`/apis/apps/v1/namespaces/${ns}/deployments`, {
    metadata: { name, labels },
    spec: {
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: {
          terminationGracePeriodSeconds: 0,
          containers: [container],
          volumes: [{ name: 'certs', secret: { secretName: 'secret' } }],
        },
      },
    },
  });
  w.make(`${core}/services`, {
    metadata: { name },
    spec: { selector: { webhook: 'true' }, ports: [{ port: 8443, targetPort: 8444 }] },
  });
  w.until(
    'the Service has an endpoint',
    () => listAt(w.send('GET', `${core}/endpoints/${name}`).body, 'subsets').length === 1,
  );
}

describe('Webhooks that convert', () => {
  const group = 'stable.example.com';
  const version = (name: string, storage: boolean, fields: readonly string[]) => ({
    name,
    storage,
    served: true,
    schema: {
      openAPIV3Schema: {
        type: 'object',
        properties: Object.fromEntries(fields.map((field) => [field, { type: 'string' }])),
      },
    },
  });

  /** Defines the sample kind with v1 (hostPort) and v2 (host and port); returns where its objects are. */
  function define(ns: string, plural: string) {
    const kind = `E2e-${plural}-crd`;
    w.make(DEFINITIONS, {
      metadata: { name: `${plural}.${group}` },
      spec: {
        group,
        scope: 'Namespaced',
        names: { plural, kind, singular: plural, listKind: `${kind}List` },
        preserveUnknownFields: false,
        versions: [version('v1', true, ['hostPort']), version('v2', false, ['host', 'port'])],
        conversion: {
          strategy: 'Webhook',
          webhook: {
            conversionReviewVersions: ['v1', 'v1beta1'],
            clientConfig: {
              caBundle: 'Y2E=',
              service: { namespace: ns, name: 'conversion', path: '/crdconvert', port: 8443 },
            },
          },
        },
      },
    });
    w.cluster.pass(2000);
    const base = (name: string) => `/apis/${group}/${name}/namespaces/${ns}/${plural}`;
    const object = (apiVersion: string, name: string, content: JsonObject) => ({
      apiVersion: `${group}/${apiVersion}`,
      kind,
      metadata: { name },
      ...content,
    });
    return { base, object, definition: `${DEFINITIONS}/${plural}.${group}` };
  }

  const [old, fresh] = [{ hostPort: 'localhost:8080' }, { host: 'localhost', port: '8080' }];

  it('an object of v1 is read as v2, written as v2 and read as v1', () => {
    const ns = w.namespace();
    serve(ns, 'conversion', ['crd-conversion-webhook']);
    const { base, object } = define(ns, 'singles');
    w.make(base('v1'), object('v1', 'name1', old));
    const read = w.get(`${base('v2')}/name1`);
    assert.deepInclude(read, { apiVersion: `${group}/v2`, ...fresh });
    assert.notProperty(read, 'hostPort');
    w.make(base('v2'), object('v2', 'name2', { host: 'example.com', port: '443' }));
    const back = w.get(`${base('v1')}/name2`);
    assert.equal(back.hostPort, 'example.com:443');
    assert.notProperty(back, 'host');
    w.patch(`${base('v2')}/name1`, { port: '9090', metadata: { labels: { a: 'b' } } });
    assert.deepInclude(w.get(`${base('v1')}/name1`), { hostPort: 'localhost:9090' });
    assert.equal(at(w.get(`${base('v1')}/name1`), 'metadata.labels.a'), 'b');
  });

  it('a list of objects that were stored in different versions', () => {
    const ns = w.namespace();
    serve(ns, 'conversion', ['crd-conversion-webhook']);
    const { base, object, definition } = define(ns, 'mixed');
    w.make(base('v1'), object('v1', 'name1', old));
    w.patch(
      definition,
      [
        { op: 'replace', path: '/spec/versions/0/storage', value: false },
        { op: 'replace', path: '/spec/versions/1/storage', value: true },
      ],
      JSON_PATCH,
    );
    w.make(base('v2'), object('v2', 'name2', fresh));
    for (const [name, content] of [
      ['v1', old],
      ['v2', fresh],
    ] as const) {
      const items = w.list(base(name));
      assert.lengthOf(items, 2);
      for (const item of items)
        assert.deepInclude(item, { ...content, apiVersion: `${group}/${name}` });
    }
    const watched = w.watch(base('v1'));
    assert.deepEqual(
      watched.events.map(({ object: seen }) => seen.hostPort),
      ['localhost:8080', 'localhost:8080'],
    );
  });

  it('a webhook that does not answer fails what needs it, and nothing else', () => {
    const ns = w.namespace();
    const { base, object } = define(ns, 'orphans');
    w.make(base('v1'), object('v1', 'name1', old));
    const { code, body } = w.send('GET', `${base('v2')}/name1`);
    assert.equal(code, 500);
    assert.equal(
      body.message,
      `conversion webhook for ${group}/v1, Kind=E2e-orphans-crd failed: Post "https://conversion.${ns}.svc:8443/crdconvert?timeout=30s": service "conversion" not found`,
    );
    const watched = w.watch(`${base('v1')}`);
    w.patch(`${base('v1')}/name1`, { hostPort: 'a:1' });
    assert.equal(watched.types(), 'ADDED MODIFIED');
  });
});

describe('Webhooks that admit', () => {
  const ns = w.namespace();
  serve(ns, 'e2e-test-webhook', ['webhook']);
  const maps = `/api/v1/namespaces/${ns}/configmaps`;
  const hook = (name: string, path: string, more: JsonObject = {}) => ({
    name: `${name}.k8s.io`,
    rules: [
      { operations: ['CREATE'], apiGroups: [''], apiVersions: ['v1'], resources: ['configmaps'] },
    ],
    clientConfig: { service: { namespace: ns, name: 'e2e-test-webhook', path, port: 8443 } },
    sideEffects: 'None',
    admissionReviewVersions: ['v1', 'v1beta1'],
    namespaceSelector: { matchLabels: { [`${ns}-selector`]: 'true' } },
    ...more,
  });
  w.patch(`/api/v1/namespaces/${ns}`, { metadata: { labels: { [`${ns}-selector`]: 'true' } } });
  const register = (plural: string, name: string, webhooks: readonly JsonObject[], labels = {}) =>
    w.make(`${REGISTRATION}/${plural}`, { metadata: { name, labels }, webhooks });
  const unwanted = (name: string) => ({
    metadata: { name },
    data: { 'webhook-e2e-test': 'webhook-disallow' },
  });

  it('are listed, and gone when they are deleted together', () => {
    const plural = 'validatingwebhookconfigurations';
    for (const index of [1, 2]) {
      register(plural, `list-${index}`, [hook(`deny-${index}`, '/configmaps')], {
        'e2e-list': 'a',
      });
    }
    const query = `${REGISTRATION}/${plural}?labelSelector=e2e-list%3Da`;
    assert.lengthOf(w.list(query), 2);
    assert.equal(w.send('POST', maps, unwanted('refused')).code, 400);
    w.remove(query, {});
    assert.equal(w.send('POST', maps, unwanted('taken')).code, 201);
  });

  it('are patched and updated to other operations', () => {
    const plural = 'validatingwebhookconfigurations';
    const path = `${REGISTRATION}/${plural}/operations`;
    register(plural, 'operations', [hook('deny', '/configmaps')]);
    assert.equal(w.send('POST', maps, unwanted('never')).code, 400);
    w.update(path, { 'webhooks[0].rules[0].operations': ['UPDATE'] });
    assert.equal(w.send('POST', maps, unwanted('between')).code, 201);
    const create = [{ op: 'replace', path: '/webhooks/0/rules/0/operations', value: ['CREATE'] }];
    w.patch(path, create, JSON_PATCH);
    assert.equal(w.send('POST', maps, unwanted('never')).code, 400);
    w.remove(path);
  });

  it('mutate in their order, and once more when another has changed something', () => {
    register('mutatingwebhookconfigurations', 'stages', [
      hook('stage-1', '/mutating-configmaps'),
      hook('stage-2', '/mutating-configmaps'),
    ]);
    const made = w.make(maps, { metadata: { name: 'm' }, data: { 'mutation-start': 'yes' } });
    assert.deepEqual(made.data, {
      'mutation-start': 'yes',
      'mutation-stage-1': 'yes',
      'mutation-stage-2': 'yes',
    });
    w.remove(`${REGISTRATION}/mutatingwebhookconfigurations/stages`);
  });

  it('one that cannot be reached refuses by its failure policy', () => {
    const service = { namespace: ns, name: 'e2e-test-webhook', path: '/configmaps', port: 8443 };
    register('validatingwebhookconfigurations', 'closed', [
      hook('fail-closed', '/configmaps', {
        failurePolicy: 'Fail',
        clientConfig: { service: { ...service, port: 9999 } },
      }),
    ]);
    const { code, body } = w.send('POST', maps, { metadata: { name: 'x' } });
    assert.equal(code, 500);
    assert.match(String(body.message), /failed calling webhook "fail-closed.k8s.io"/);
    w.remove(`${REGISTRATION}/validatingwebhookconfigurations/closed`);
  });

  it('a slow one is waited for, for its timeout', () => {
    const slow = (name: string, timeoutSeconds: number, failurePolicy: string) =>
      register('validatingwebhookconfigurations', name, [
        hook('allow-configmap-with-delay', '/always-allow-delay-5s', {
          timeoutSeconds,
          failurePolicy,
        }),
      ]);
    const create = (name: string) => w.send('POST', maps, { metadata: { name } });
    slow('slow', 1, 'Fail');
    const { code, body } = create('slow-1');
    assert.equal(code, 500);
    assert.match(String(body.message), /context deadline exceeded/);
    w.remove(`${REGISTRATION}/validatingwebhookconfigurations/slow`);
    slow('slow', 1, 'Ignore');
    assert.equal(create('slow-2').code, 201);
    w.remove(`${REGISTRATION}/validatingwebhookconfigurations/slow`);
    slow('slow', 10, 'Fail');
    const before = w.cluster.now;
    assert.equal(create('slow-3').code, 201);
    assert.isAtLeast(w.cluster.now - before, 5000);
    w.remove(`${REGISTRATION}/validatingwebhookconfigurations/slow`);
  });

  it('attaching to a Pod can be refused', () => {
    const pods = `/api/v1/namespaces/${ns}/pods`;
    register('validatingwebhookconfigurations', 'attach', [
      hook('deny-attaching-pod', '/pods/attach', {
        rules: [
          {
            operations: ['CONNECT'],
            apiGroups: [''],
            apiVersions: ['v1'],
            resources: ['pods/attach'],
          },
        ],
      }),
    ]);
    w.make(pods, {
      metadata: { name: 'to-be-attached-pod' },
      spec: { containers: [{ name: 'container1', image: AGNHOST }] },
    });
    w.cluster.pass(3000);
    const { code, text } = w.send(
      'GET',
      `${pods}/to-be-attached-pod/attach?container=container1&stdout=1`,
    );
    assert.notEqual(code, 200, text);
    w.remove(`${REGISTRATION}/validatingwebhookconfigurations/attach`);
  });
});
