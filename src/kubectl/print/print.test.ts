import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { assert } from 'chai';
import { parseManifests } from '../../api/manifest';
import { yamlText } from '../../api/yaml-text';
import { jsonText } from './json';
import { align, DESCRIBE, GET_TABLE } from './tabwriter';

function testdata(name: string): string {
  return readFileSync(join(__dirname, '../testdata', name), 'utf8');
}

/** What `kubectl label --local -f FILE z=1` makes of a file. */
function labelled(name: string): object {
  const [manifest] = parseManifests(testdata(name), name);
  const object = manifest?.object;
  return { ...object, metadata: { ...(object?.metadata as object), labels: { z: '1' } } };
}

describe('printing as the real kubectl v1.34 does', () => {
  for (const name of ['scalars', 'nested']) {
    it(`${name} as YAML`, () => {
      assert.equal(yamlText(labelled(`${name}.yaml`)), testdata(`${name}.kubectl.yaml`));
    });
  }

  it('nested as JSON', () => {
    assert.equal(jsonText(labelled('nested.yaml')), testdata('nested.kubectl.json'));
  });

  it('reads back what it writes', () => {
    const object = labelled('scalars.yaml');
    assert.deepEqual(parseManifests(yamlText(object), 'x')[0]?.object as object, object);
  });

  it('escapes HTML in JSON', () =>
    assert.equal(jsonText({ a: '<&>' }), '{\n    "a": "\\u003c\\u0026\\u003e"\n}\n'));
});

describe('align', () => {
  it('makes the table of get', () => {
    assert.equal(align('NAME\tAGE\nlong-name\t5s', GET_TABLE), 'NAME        AGE\nlong-name   5s');
  });

  it('ends a column where a line has no such cell', () => {
    assert.equal(align('a:\tb\nTitle:\n  cc:\td', DESCRIBE), 'a:  b\nTitle:\n  cc:  d');
  });
});
