import { describe, it } from 'node:test';
import { assert } from 'chai';
import { parseSelector, SelectorError } from './selector-text';

describe('a label selector', () => {
  for (const [text, expected] of [
    ['', ''],
    ['app', 'app exists '],
    ['!app', 'app ! '],
    ['app=web', 'app = web'],
    ['app == web , tier!=db', 'app = web; tier != db'],
    ['app=', 'app = '],
    ['tier in (b, a)', 'tier in a|b'],
    ['tier notin (a,)', 'tier notin |a'],
    ['tier in ()', 'tier in '],
    ['size>3,size<10', 'size > 3; size < 10'],
    ['in in (in)', 'in in in'],
  ]) {
    it(`${JSON.stringify(text)} is read`, () => {
      const requirements = parseSelector(text ?? '');
      const shown = requirements.map((r) => `${r.key} ${r.operator} ${r.values.join('|')}`);
      assert.equal(shown.join('; '), expected);
    });
  }

  for (const [text = '', message] of [
    ['app===a', "unable to parse requirement: found '=', expected: identifier"],
    ['=a', "found '=', expected: !, identifier, or 'end of string'"],
    ['a,', "found '', expected: identifier after ','"],
    ['a b', "unable to parse requirement: found 'b', expected: in, notin, =, ==, !=, gt, lt"],
    ['a=b c', "found 'c', expected: ',' or 'end of string'"],
    ['!a=b', "found '=', expected: ',' or 'end of string'"],
    ['a in b', "unable to parse requirement: found 'b' expected: '('"],
    ['a in (b', "unable to parse requirement: found '', expected: ',' or ')'"],
    ['a in (=)', "unable to parse requirement: found '=', expected: ',', ')' or identifier"],
    [
      'app>x',
      "unable to parse requirement: for 'Gt', 'Lt' operators, the value must be an integer",
    ],
  ]) {
    it(`${JSON.stringify(text)} is refused`, () => {
      assert.throws(() => parseSelector(text), SelectorError, message);
    });
  }

  it('names the key or the value that is none', () => {
    assert.throws(() => parseSelector('-a=b'), '<nil>: Invalid value: "-a": name part must');
    assert.throws(() => parseSelector('a=-b'), 'values[0][a]: Invalid value: "-b": a valid label');
  });
});
