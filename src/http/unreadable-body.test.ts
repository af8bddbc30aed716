import { describe, it } from 'node:test';
import { assert } from 'chai';
import { readBody } from './body';
import { testingSite } from './testing-site';
import { UnreadableBody } from './unreadable-body';

const STRUCT =
  'struct { APIVersion string "json:\\"apiVersion,omitempty\\""; Kind string "json:\\"kind,omitempty\\"" }';
const JSON_ERROR = "couldn't get version/kind; json parse error:";

describe('a body that is no object', () => {
  const cases: readonly (readonly [string, string])[] = [
    ['{"kind": "Pod"', `${JSON_ERROR} unexpected end of JSON input ({"kind": "Pod")`],
    [
      '{"apiVersion": "v1", "kind": "Pod"',
      `${JSON_ERROR} unexpected end of JSON input ({"apiVersion": "v1", "kind": " ...)`,
    ],
    ['a: b', `${JSON_ERROR} invalid character 'a' looking for beginning of value (613a2062)`],
    [
      '[1, 2]',
      `${JSON_ERROR} json: cannot unmarshal array into Go value of type ${STRUCT} (5b312c20325d)`,
    ],
    ['7', `${JSON_ERROR} json: cannot unmarshal number into Go value of type ${STRUCT} (37)`],
    ['null', "Object 'Kind' is missing in 'null' (6e756c6c)"],
  ];
  for (const [text, expected] of cases) {
    it(`is refused in Go's words: ${text}`, () => {
      const body = readBody('POST', 'application/json', Buffer.from(text));
      assert.instanceOf(body, UnreadableBody);
      assert.equal(
        body instanceof UnreadableBody ? body.errorFor('Pod').message : '',
        `the object provided is unrecognized (must be of type Pod): ${expected}`,
      );
    });
  }

  it('is none when YAML is sent as what it is', () => {
    const body = readBody('POST', 'application/yaml', Buffer.from('kind: Pod\napiVersion: v1\n'));
    assert.deepInclude(body, { kind: 'Pod' });
  });
});

describe('an object that does not say in words what it is', () => {
  const url = '/api/v1/namespaces/default/configmaps';
  const patch = (type: string) => ({ 'content-type': `application/${type}` });
  const why = (type: string) =>
    `${JSON_ERROR} json: cannot unmarshal ${type} into Go struct field .kind of type string`;
  // text cannot be made of these in JavaScript
  const kind = { toString: true };
  const metadata = { name: 'kube-root-ca.crt' };
  const cases = [
    ['POST', url, { kind, metadata }, {}, `(must be of type ConfigMap): ${why('object')}`],
    ['POST', url, { kind: 7, metadata }, {}, `(must be of type ConfigMap): ${why('number')}`],
    ['PATCH', `${url}/${metadata.name}`, { kind }, patch('merge-patch+json'), why('object')],
    [
      'PATCH',
      `${url}/${metadata.name}?fieldManager=a`,
      { apiVersion: [kind], kind: 'ConfigMap' },
      patch('apply-patch+yaml'),
      'Specified patch version: , expected: v1',
    ],
    [
      'PUT',
      `${url}/${metadata.name}`,
      { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: kind } },
      {},
      'json: cannot unmarshal object into Go struct field ObjectMeta.metadata.name of type string',
    ],
  ] as const;
  for (const [method, path, body, headers, expected] of cases) {
    it(`is refused: ${method} ${JSON.stringify(body)}`, () => {
      const site = testingSite({ nodes: 1 });
      const answer = site.send(method, path, body, headers);
      assert.include([400, 422], answer.code);
      assert.include(String(answer.body.message), expected);
    });
  }
});
