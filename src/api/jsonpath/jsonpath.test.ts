import { describe, it } from 'node:test';
import { assert } from 'chai';
import { JsonPathError, parseJsonPath, relaxedJsonPath } from '.';

const list = {
  kind: 'List',
  items: [
    { name: 'a', n: 1, labels: { 'x.y/z': 'q' }, tags: ['s', 't'] },
    { name: 'b', n: 2, deep: { name: 'inner' }, on: true },
    { name: 'c', n: 3 },
  ],
};

describe('JSONPath as kubectl has it', () => {
  const cases: readonly (readonly [template: string, text: string])[] = [
    ['{.kind}', 'List'],
    ['kind', 'kind'],
    ['{.items[*].name}', 'a b c'],
    ['{.items[0].name}-{.items[-1].name}', 'a-c'],
    ['{.items[0:2].name}', 'a b'],
    ['{.items[::2].name}', 'a c'],
    ["{.items[0]['name','n']}", 'a 1'],
    ["{.items[0]['name']}", 'a'],
    ['{.items[0].labels.x\\.y/z}', 'q'],
    ['{.items[0].labels}', '{"x.y/z":"q"}'],
    ['{.items[0].tags}', '["s","t"]'],
    ['{.items[?(@.name=="b")].n}', '2'],
    ['{.items[?(@.n>1)].name}', 'b c'],
    ['{.items[?(@.n!=2)].name}', 'a c'],
    ['{.items[?(@.deep)].name}', 'b'],
    ['{.items[?(@.on==true)].name}', 'b'],
    ['{range .items[*]}{.name}={.n}{"\\n"}{end}', 'a=1\nb=2\nc=3\n'],
    ['{range .items[*]}[{.name}, {.missing}] {end}', '[a, ] [b, ] [c, ] '],
    ['{..name}', 'a b inner c'],
    ['{.nothing.here}', ''],
    ['{$.kind}', 'List'],
    ['{"a\\tb"}', 'a\tb'],
    ['{.items[*].n}{"!"}', '1 2 3!'],
  ];
  for (const [template, text] of cases) {
    it(template, () => assert.equal(parseJsonPath(template).print(list), text));
  }

  it('gives values', () => {
    assert.deepEqual(parseJsonPath('{.items[*].n}').values(list), [1, 2, 3]);
  });

  it('misses keys when told to', () => {
    assert.throws(
      () => parseJsonPath('{.nope}').print(list, false),
      JsonPathError,
      'nope is not found',
    );
  });

  it('says what is wrong', () => {
    assert.throws(() => parseJsonPath('{.a'), JsonPathError, 'unclosed action');
    assert.throws(() => parseJsonPath('{.a[}'), JsonPathError, 'unterminated array');
    assert.throws(
      () => parseJsonPath('{.items[9].name}').print(list),
      JsonPathError,
      'array index out of bounds: index 9, length 3',
    );
    assert.deepEqual(parseJsonPath('{.items[9].name}').values(list), []);
    assert.throws(() => parseJsonPath('{end}'), JsonPathError, 'not in range, nothing to end');
  });

  it('takes loose paths', () => {
    for (const text of ['a.b', '.a.b', '{a.b}', '{.a.b}'])
      assert.equal(relaxedJsonPath(text), '{.a.b}');
  });
});
