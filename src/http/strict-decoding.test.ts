import { describe, it } from 'node:test';
import { assert } from 'chai';
import { testingSite } from './testing-site';

const CONFIGS = '/api/v1/namespaces/default/configmaps';
const JSON_TEXT = 'application/json';
const YAML = 'application/yaml';
const MERGE = 'application/merge-patch+json';
const STRATEGIC = 'application/strategic-merge-patch+json';
const OPERATIONS = 'application/json-patch+json';
const APPLY = 'application/apply-patch+yaml';

const TWICE =
  '{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"b"},"more":1,"data":{"x":"1","x":"2"}}';
const TWICE_YAML =
  'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: b\ndata:\n  x: "1"\n  x: "2"\n';
const OF_YAML = 'yaml: unmarshal errors:\n  line 7: key "x" already set in map';
const UNREADABLE =
  'ConfigMap in version "v1" cannot be handled as a ConfigMap: strict decoding error:';

/** The code with what a failure says, or with the warnings. */
function answer(method: string, url: string, text: string, type: string): string {
  const { send } = strictSite();
  const { code, body, headers } = send(method, `${CONFIGS}${url}`, text, { 'content-type': type });
  if (code >= 400) return `${code} ${body.message}`;
  return [code, ...[headers.warning ?? []].flat()].join(' ');
}

function strictSite() {
  const site = testingSite({});
  site.send('POST', CONFIGS, { metadata: { name: 'a' }, data: { x: '0' } });
  return site;
}

describe('what a text says that no object can', () => {
  for (const [method, url, text, type, expected] of [
    [
      'POST',
      '?fieldValidation=Strict',
      TWICE,
      JSON_TEXT,
      `400 ${UNREADABLE} unknown field "more", duplicate field "data.x"`,
    ],
    [
      'POST',
      '',
      TWICE,
      JSON_TEXT,
      '201 299 - "unknown field \\"more\\"" 299 - "duplicate field \\"data.x\\""',
    ],
    ['POST', '?fieldValidation=Ignore', TWICE, JSON_TEXT, '201'],
    ['POST', '?fieldValidation=Strict', TWICE_YAML, YAML, `400 ${UNREADABLE} ${OF_YAML}`],
    ['POST', '?fieldValidation=Ignore', TWICE_YAML, YAML, '201'],
    [
      'PATCH',
      '/a?fieldValidation=Strict',
      '{"data":{"x":"3","x":"4"}}',
      STRATEGIC,
      '422  "" is invalid: patch: Invalid value: "map[data:map[x:4]]": strict decoding error: duplicate field "data.x"',
    ],
    [
      'PATCH',
      '/a?fieldValidation=Strict',
      '{"more":1}',
      STRATEGIC,
      '422  "" is invalid: patch: Invalid value: "map[more:1]": strict decoding error: unknown field "more"',
    ],
    [
      'PATCH',
      '/a?fieldValidation=Strict',
      '{"data":{"x":"3","x":"4"}}',
      MERGE,
      '422  "" is invalid: patch: Invalid value: "{\\"data\\":{\\"x\\":\\"4\\"}}": strict decoding error: duplicate field "data.x"',
    ],
    [
      'PATCH',
      '/a',
      '{"data":{"x":"3","x":"4"}}',
      MERGE,
      '200 299 - "duplicate field \\"data.x\\""',
    ],
    [
      'PATCH',
      '/a',
      '[{"op":"add","path":"/data/y","value":"1","why":"z"}]',
      OPERATIONS,
      '200 299 - "json patch unknown field \\"[0].why\\""',
    ],
    [
      'PATCH',
      '/b?fieldManager=m&fieldValidation=Strict',
      TWICE_YAML,
      APPLY,
      `400 error strict decoding YAML: error converting YAML to JSON: ${OF_YAML}`,
    ],
    [
      'PATCH',
      '/a',
      '{"data":3}',
      STRATEGIC,
      '422  "" is invalid: patch: Invalid value: "map[data:3]": cannot restore map from int64',
    ],
    [
      'PATCH',
      '/a',
      '{"data":{"x":true}}',
      STRATEGIC,
      '422  "" is invalid: patch: Invalid value: "map[data:map[x:true]]": unrecognized type: string',
    ],
  ] as const) {
    it(`${method} ${url} ${text}`, () => {
      assert.equal(answer(method, url, text, type), expected);
    });
  }
});

describe('what metadata may say', () => {
  const of = (metadata: unknown) => JSON.stringify({ metadata });
  const owner = { apiVersion: 'v1', kind: 'ConfigMap', name: 'o', uid: '1' };
  for (const [method, url, metadata, expected] of [
    [
      'POST',
      '',
      { name: 'b', resourceVersion: '5' },
      '500 resourceVersion should not be set on objects to be created',
    ],
    ['POST', '', { name: 'b', resourceVersion: '0' }, '201'],
    ['POST', '?dryRun=All', { name: 'b', resourceVersion: '5' }, '201'],
    [
      'PUT',
      '/a',
      {},
      '400 the name of the object (a based on URL) was undeterminable: name must be provided',
    ],
    [
      'PUT',
      '/a',
      { name: 'a', resourceVersion: 'x' },
      '500 strconv.ParseUint: parsing "x": invalid syntax',
    ],
    [
      'PUT',
      '/a',
      { name: 'a', deletionTimestamp: '2026-01-05T00:00:00Z' },
      '422 ConfigMap "a" is invalid: metadata.deletionTimestamp: Invalid value: "2026-01-05T00:00:00Z": field is immutable',
    ],
    ['PUT', '/a', { name: 'a', creationTimestamp: '2020-01-05T00:00:00Z' }, '200'],
    [
      'POST',
      '',
      'b',
      '400 ConfigMap in version "v1" cannot be handled as a ConfigMap: json: cannot unmarshal string into Go struct field ConfigMap.metadata of type v1.ObjectMeta',
    ],
    [
      'POST',
      '',
      { name: 'b', creationTimestamp: '2020-13-05T00:00:00Z' },
      '400 ConfigMap in version "v1" cannot be handled as a ConfigMap: parsing time "2020-13-05T00:00:00Z": month out of range',
    ],
    [
      'POST',
      '',
      { name: 'b', finalizers: ['a b'] },
      `422 ConfigMap "b" is invalid: [metadata.finalizers: Invalid value: "a b": name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]'), metadata.finalizers[0]: Invalid value: "a b": name is neither a standard finalizer name nor is it fully qualified]`,
    ],
    [
      'POST',
      '',
      { name: 'b', ownerReferences: [{ ...owner, kind: 'Event', controller: true }] },
      '422 ConfigMap "b" is invalid: metadata.ownerReferences: Invalid value: {"apiVersion":"v1","kind":"Event","name":"o","uid":"1","controller":true}: /v1, Kind=Event is disallowed from being an owner',
    ],
    [
      'POST',
      '',
      { name: 'b', ownerReferences: [{ ...owner, apiVersion: 'a/b/c' }] },
      '422 ConfigMap "b" is invalid: metadata.ownerReferences.apiVersion: Invalid value: "a/b/c": version must not be empty',
    ],
    [
      'POST',
      '',
      { name: 'b', ownerReferences: [owner, owner] },
      '201 299 - ".metadata.ownerReferences contains duplicate entries; API server dedups owner references in 1.20+, and may reject such requests as early as 1.24; please fix your requests; duplicate UID(s) observed: 1"',
    ],
  ] as const) {
    it(`${method} ${url} ${JSON.stringify(metadata)}`, () => {
      assert.equal(answer(method, url, of(metadata), JSON_TEXT), expected);
    });
  }

  it('of another object is told in the words of the storage', () => {
    const text = answer('PUT', '/a', of({ name: 'a', uid: 'x' }), JSON_TEXT);
    assert.match(
      text,
      /^409 Operation cannot be fulfilled on configmaps "a": StorageError: invalid object, Code: 4, Key: \/registry\/configmaps\/default\/a, ResourceVersion: 0, AdditionalErrorMsg: Precondition failed: UID in precondition: x, UID in object meta: [-0-9a-f]{36}$/,
    );
  });

  it('is remembered by nobody when its managedFields were emptied, until somebody applies', () => {
    const { send } = strictSite();
    const managers = (body: { readonly metadata?: unknown }) =>
      (
        (body.metadata as { managedFields?: readonly { manager: string }[] }).managedFields ?? []
      ).map(({ manager }) => manager);
    const empty = [{ op: 'replace', path: '/metadata/managedFields', value: [{}] }];
    const patch = (body: unknown, type: string, query = '') =>
      send('PATCH', `${CONFIGS}/a${query}`, body, { 'content-type': type }).body;
    assert.deepEqual(managers(patch(empty, OPERATIONS)), []);
    assert.deepEqual(managers(patch({ data: { y: '1' } }, MERGE)), []);
    const applied = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' }, data: {} };
    assert.sameMembers(managers(patch(applied, APPLY, '?fieldManager=m')), [
      'm',
      'before-first-apply',
    ]);
  });

  it('changes with the status only where the kind lets it', () => {
    const { send } = testingSite({});
    const template = {
      metadata: { labels: { a: 'b' } },
      spec: { containers: [{ name: 'c', image: 'i' }] },
    };
    send('POST', '/apis/apps/v1/namespaces/default/deployments', {
      metadata: { name: 'd' },
      spec: { replicas: 0, selector: { matchLabels: { a: 'b' } }, template },
    });
    send('POST', '/api/v1/namespaces/default/pods', {
      metadata: { name: 'p' },
      spec: template.spec,
    });
    const change = { metadata: { labels: { x: 'y' }, annotations: { x: 'y' } } };
    for (const [path, labels] of [
      ['/apis/apps/v1/namespaces/default/deployments/d', undefined],
      ['/api/v1/namespaces/default/pods/p', { x: 'y' }],
    ] as const) {
      const { body } = send('PATCH', `${path}/status`, change, { 'content-type': MERGE });
      const { labels: found, annotations } = body.metadata as Record<string, { x?: string }>;
      assert.deepEqual([found, annotations?.x], [labels, 'y'], path);
    }
  });
});
