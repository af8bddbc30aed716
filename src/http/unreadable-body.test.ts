import { describe, it } from 'node:test';
import { assert } from 'chai';
import { readBody } from './body';
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
