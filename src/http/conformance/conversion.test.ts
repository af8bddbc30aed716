import { describe, it } from 'node:test';
import { assert } from 'chai';
import type { JsonObject } from '../../api/object';
import { at, walk } from './testing-walk';
import { JSON_PATCH, serveWebhook } from './testing-webhook';

const w = walk(2);
const DEFINITIONS = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';

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
    serveWebhook(w, ns, 'conversion', ['crd-conversion-webhook']);
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
    serveWebhook(w, ns, 'conversion', ['crd-conversion-webhook']);
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
