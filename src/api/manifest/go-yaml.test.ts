import { describe, it } from 'node:test';
import { assert } from 'chai';
import { ManifestError, parseManifests } from '.';

function failure(run: () => unknown): ManifestError {
  try {
    run();
  } catch (error) {
    assert.instanceOf(error, ManifestError);
    return error;
  }
  throw new Error('it can be read');
}

/** What kubectl v1.34 says of each, after `error converting YAML to JSON: yaml: `. */
const SAID: readonly (readonly [text: string, words: string])[] = [
  ['a: [b\n', "line 1: did not find expected ',' or ']'"],
  ['a: {b: c\n', "line 1: did not find expected ',' or '}'"],
  ['- a\nb: c\n', "line 1: did not find expected '-' indicator"],
  ['a: @b\n', 'found character that cannot start any token'],
  ['kind: C\n  apiVersion: v1\n', 'line 2: mapping values are not allowed in this context'],
  ['kind: C\napiVersion v1\n', "line 3: could not find expected ':'"],
  ['kind: C\napiVersion v1\nx: y\n', "line 3: could not find expected ':'"],
  ['# hello\n\na: b\n# more\nc\n\n# x\nd: e\n', "line 7: could not find expected ':'"],
  ['a: b\nc # x\nd: e\n', "line 3: could not find expected ':'"],
  ['k: C\nm:\n  name: a\n labels: x\n', 'line 3: did not find expected key'],
  ['a: "b\\q"\n', 'found unknown escape character'],
  ['a: |\n  x\n y\n', 'line 2: did not find expected key'],
  ['%FOO\na: b\n', 'found unknown directive name'],
  ['a: b\n- c\n', 'line 1: did not find expected key'],
  ['a:\n- b\n c: d\n', 'line 3: mapping values are not allowed in this context'],
  ['a:\n  - b: 1\n   c: 2\n', "line 2: did not find expected '-' indicator"],
  ['s:\n  c:\n  - name: a\n    image: b\n   ports: []\n', 'line 4: did not find expected key'],
  ['s:\n  c:\n    - name: a\n  - name: b\n', 'line 3: did not find expected key'],
  ['a:\n  - x\n  y: z\n', "line 2: did not find expected '-' indicator"],
  ['- - a\n - b\n', "line 1: did not find expected '-' indicator"],
  ['a: ]\n', 'did not find expected node content'],
  ['a: &x &y 1\n', 'did not find expected key'],
  ['a: !<b\n', "did not find the expected '>'"],
  ['a: - b\n', 'block sequence entries are not allowed in this context'],
  ['a: ,b\n', 'did not find expected node content'],
  ['x: y\n\tz: w\n', 'line 2: found a tab character that violates indentation'],
  ['a: "b" c\n', 'did not find expected key'],
  ['a: *\n', 'did not find expected alphabetic or numeric character'],
  ['a: 1\n---\nb: 2\nc: d: e\n', 'line 2: mapping values are not allowed in this context'],
  [
    'key: {{ .Values.x }}\n',
    'invalid map key: map[interface {}]interface {}{".Values.x":interface {}(nil)}',
  ],
  [
    '? {a: 1, b: [x, true, null]}\n: x\n',
    'invalid map key: map[interface {}]interface {}{"a":1, "b":[]interface {}{"x", true, interface {}(nil)}}',
  ],
];

/** And where a text begins as JSON. */
const SAID_OF_JSON: readonly (readonly [text: string, words: string])[] = [
  ['{"a": ', 'unexpected EOF'],
  ['  {"a" 1}\n', "json: offset 8: invalid character '1' after object key"],
  ['{"a": [1,}', "json: offset 10: invalid character '}' looking for beginning of value"],
  ['{"a": 1}\n{"a" 1}', "json: offset 15: invalid character '1' after object key"],
  [
    '{{- if .x }}\na: b\n{{- end }}\n',
    "json: offset 2: invalid character '{' looking for beginning of object key string",
  ],
];

describe('what kubectl says of a text that cannot be read', () => {
  for (const [text, words] of SAID)
    it(JSON.stringify(text), () => {
      const { kubectl } = failure(() => parseManifests(text, 'x.yaml'));
      const prefix = 'error parsing x.yaml: error converting YAML to JSON: yaml: ';
      assert.equal(kubectl, `${prefix}${words}`);
    });
  for (const [text, words] of SAID_OF_JSON)
    it(JSON.stringify(text), () => {
      const { kubectl } = failure(() => parseManifests(text, 'x.yaml'));
      assert.equal(kubectl, `error parsing x.yaml: ${words}`);
    });

  it('keeps what stands before the place', () => {
    const error = failure(() => parseManifests('a: 1\n---\nb: c: d\n', 'x.yaml'));
    assert.deepEqual(
      error.before.map(({ object }) => object),
      [{ a: 1 }],
    );
  });
});
