import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { assert } from 'chai';
import { findManifestFiles, ManifestError, parseManifests, resolvePlain } from './index';

function objects(text: string) {
  return parseManifests(text, 'x.yaml').map(({ object }) => object);
}

function failure(act: () => unknown): ManifestError {
  try {
    act();
  } catch (error) {
    if (error instanceof ManifestError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}

describe('resolvePlain reads scalars as sigs.k8s.io/yaml does', () => {
  const cases: readonly (readonly [string, unknown])[] = [
    ['yes', true],
    ['On', true],
    ['y', true],
    ['no', false],
    ['OFF', false],
    ['n', false],
    ['', null],
    ['~', null],
    ['Null', null],
    ['nULL', 'nULL'],
    ['yEs', 'yEs'],
    ['0777', 511],
    ['0o17', 15],
    ['0x1F', 31],
    ['0b11', 3],
    ['1_000', 1000],
    ['-5', -5],
    ['08', 8],
    ['1e3', 1000],
    ['1.50', 1.5],
    ['.5', 0.5],
    ['12:30', '12:30'],
    ['2001-01-01', '2001-01-01'],
    ['1.16.1', '1.16.1'],
    ['500m', '500m'],
    ['-', '-'],
    ['+1', 1],
  ];
  for (const [text, value] of cases)
    it(`${text} → ${value}`, () => assert.strictEqual(resolvePlain(text), value));
});

describe('parseManifests', () => {
  it('takes documents, empty ones left out', () => {
    assert.deepEqual(objects('a: 1\n---\n# nothing\n---\nb: "yes"\n'), [{ a: 1 }, { b: 'yes' }]);
  });

  it('takes a stream of JSON objects', () => {
    assert.deepEqual(objects('{"a":1}\n{"b":{"c":"}{"}}\n'), [{ a: 1 }, { b: { c: '}{' } }]);
  });

  it('takes a List for its items', () => {
    const list =
      'apiVersion: v1\nkind: List\nitems:\n- kind: A\n- kind: BList\n  items:\n  - kind: C\n';
    assert.deepEqual(objects(list), [{ kind: 'A' }, { kind: 'C' }]);
  });

  it('follows anchors and merge keys', () => {
    assert.deepEqual(objects('a: &x {p: 1, q: 2}\nb: {<<: *x, q: 3}\n'), [
      { a: { p: 1, q: 2 }, b: { q: 3, p: 1 } },
    ]);
  });

  it('makes texts of keys', () =>
    assert.deepEqual(objects('1: a\ntrue: b\n'), [{ 1: 'a', true: 'b' }]));

  it('keeps __proto__ as data', () => {
    const [object] = objects('__proto__: {x: 1}\n');
    assert.deepEqual(Object.keys(object ?? {}), ['__proto__']);
    assert.isUndefined(({} as { x?: number }).x);
  });

  it('knows where each field stands', () => {
    const [, second] = parseManifests(
      'a: 1\n---\nmetadata:\n  labels:\n    a.b/c: x\nspec:\n  list:\n  - p: 1\n    q: 2\n',
      'x.yaml',
    );
    assert.deepEqual(second?.position, { line: 3, column: 1 });
    assert.deepEqual(second?.positionOf('spec.list[0].q'), { line: 9, column: 5 });
    assert.deepEqual(second?.positionOf('metadata.labels.a.b/c'), { line: 5, column: 5 });
    assert.deepEqual(second?.positionOf('metadata.labels[a.b/c]'), { line: 5, column: 5 });
    assert.deepEqual(second?.positionOf('spec.list[0].missing'), { line: 8, column: 5 });
    assert.deepEqual(second?.positionOf('spec.none.below'), { line: 6, column: 1 });
  });

  it('counts the lines of a JSON stream', () => {
    const [, second] = parseManifests('{"a":1}\n\n{"b":\n 2}', 'x.json');
    assert.deepEqual(second?.positionOf('b'), { line: 3, column: 2 });
  });
});

describe('a manifest that cannot be read', () => {
  const cases: readonly (readonly [text: string, place: string, kubectl: string])[] = [
    [
      'a: b\nc:\n\td: e\n',
      'x.yaml:3:1',
      'yaml: line 3: found character that cannot start any token',
    ],
    ['a: b: c\n', 'x.yaml:1:4', 'yaml: mapping values are not allowed in this context'],
    ['a: 1\na: 2\n', 'x.yaml:2:1', 'yaml: unmarshal errors:\n  line 2: key "a" already set in map'],
    ['x: 1\n---\na: *b\n', 'x.yaml:3:4', "yaml: unknown anchor 'b' referenced"],
    ['a: .inf\n', 'x.yaml:1:4', 'json: unsupported value: +Inf'],
  ];
  for (const [text, place, kubectl] of cases) {
    it(`${JSON.stringify(text)}`, () => {
      const error = failure(() => parseManifests(text, 'x.yaml'));
      assert.isTrue(error.message.startsWith(`${place}: `), error.message);
      assert.equal(
        error.kubectl,
        `error parsing x.yaml: error converting YAML to JSON: ${kubectl}`,
      );
    });
  }

  it('shows the place', () => {
    const error = failure(() => parseManifests('one: 1\ntwo: 2\none: 3\n', 'x.yaml'));
    assert.equal(
      error.message,
      'x.yaml:3:1: key "one" already set in map\n\n  1 | one: 1\n  2 | two: 2\n> 3 | one: 3\n    | ^\n  4 |',
    );
  });

  it('is refused when aliases multiply', () => {
    const lines = ['a0: &a0 [x, x, x, x, x, x, x, x, x, x]'];
    for (let i = 1; i < 9; i++)
      lines.push(
        `a${i}: &a${i} [${Array(10)
          .fill(`*a${i - 1}`)
          .join(', ')}]`,
      );
    assert.include(
      failure(() => parseManifests(lines.join('\n'), 'x.yaml')).message,
      'excessive aliasing',
    );
  });

  it('is refused when it is nested too deeply', () => {
    failure(() => parseManifests('['.repeat(50_000), 'x.yaml'));
    failure(() => parseManifests(`${'{"a":'.repeat(5000)}1${'}'.repeat(5000)}`, 'x.yaml'));
  });
});

describe('findManifestFiles', () => {
  const root = mkdtempSync(join(tmpdir(), 'wavetank-'));
  mkdirSync(join(root, 'k8s/deep'), { recursive: true });
  for (const name of ['b.yml', 'a.yaml', 'c.json', 'README.md', 'deep/d.yaml']) {
    writeFileSync(join(root, 'k8s', name), `kind: ${name[0]}\n`);
  }
  it('takes a folder, sorted, and its folders when asked', () => {
    const names = (recursive: boolean) =>
      findManifestFiles('k8s', [root], recursive).map(({ name }) => name);
    assert.deepEqual(names(false), ['k8s/a.yaml', 'k8s/b.yml', 'k8s/c.json']);
    assert.deepEqual(names(true), ['k8s/a.yaml', 'k8s/b.yml', 'k8s/c.json', 'k8s/deep/d.yaml']);
  });

  it('looks in each root, and knows patterns', () => {
    assert.deepEqual(
      findManifestFiles('k8s/*.y*ml', ['/nowhere', root]).map(({ name }) => name),
      ['k8s/a.yaml', 'k8s/b.yml'],
    );
  });

  it('says what is missing', () => {
    assert.equal(
      failure(() => findManifestFiles('no.yaml', [root])).kubectl,
      'the path "no.yaml" does not exist',
    );
    rmSync(join(root, 'k8s/deep/d.yaml'));
    assert.equal(
      failure(() => findManifestFiles('k8s/deep', [root])).kubectl,
      'error reading [k8s/deep]: recognized file extensions are [.json .yaml .yml]',
    );
    rmSync(root, { recursive: true });
  });
});
