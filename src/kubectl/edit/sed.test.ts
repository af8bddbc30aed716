import { describe, it } from 'node:test';
import { assert } from 'chai';
import { sedEditor } from './sed';

const TEXT = 'a: one\nb: two two\n# c\n';

describe('sed -i', () => {
  const cases: readonly (readonly [readonly string[], string])[] = [
    [['s/o/0/'], 'a: 0ne\nb: tw0 two\n# c\n'],
    [['s/o/0/g'], 'a: 0ne\nb: tw0 tw0\n# c\n'],
    [['s/two/2/2'], 'a: one\nb: two 2\n# c\n'],
    [['s|one|1/1|'], 'a: 1/1\nb: two two\n# c\n'],
    [['s/O/0/I'], 'a: 0ne\nb: tw0 two\n# c\n'],
    [['s/\\(.\\): \\(.*\\)/\\2=\\1/'], 'one=a\ntwo two=b\n# c\n'],
    [['-E', 's/(.): (.*)/\\2=\\1/'], 'one=a\ntwo two=b\n# c\n'],
    [['s/t(wo)/x/'], TEXT],
    [['s/one/[&]/'], 'a: [one]\nb: two two\n# c\n'],
    [['s/one/1\\n  d: 2/'], 'a: 1\n  d: 2\nb: two two\n# c\n'],
    [['/^#/d'], 'a: one\nb: two two\n'],
    [['1d'], 'b: two two\n# c\n'],
    [['/b:/s/two/2/'], 'a: one\nb: 2 two\n# c\n'],
    [['-e', 's/one/1/', '-e', 's/1/2/'], 'a: 2\nb: two two\n# c\n'],
  ];
  for (const [words, expected] of cases)
    it(words.join(' '), () => assert.equal(sedEditor(['-i', ...words])(TEXT), expected));

  const refused: readonly (readonly [readonly string[], RegExp])[] = [
    [['s/a/b/'], /without -i/],
    [['-i'], /no script/],
    [['-i', 's/a/b'], /unterminated/],
    [['-i', 's/a/b/x'], /unknown option/],
    [['-i', 'y/a/b/'], /not known/],
    [['-n', 'p'], /-n is not known/],
  ];
  for (const [words, why] of refused)
    it(`refuses sed ${words.join(' ')}`, () => assert.throws(() => sedEditor(words), why));
});
