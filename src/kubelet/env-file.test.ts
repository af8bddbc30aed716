import { describe, it } from 'node:test';
import { assert } from 'chai';
import { valueInEnvFile } from './env-file';

describe('a file of variables', () => {
  const cases: readonly (readonly [string, string, string | undefined])[] = [
    ['a line', 'A=1\n', '1'],
    ['without an end of line', 'A=1', '1'],
    ['the right one', 'B=2\nA=1\n', '1'],
    ['the first one', 'A=1\nA=2\n', '1'],
    ['comments and empty lines', '# A=0\n\n  \n A=1\n', '1'],
    ['white space around', '  A = 1 2  \n', '1 2'],
    ['another sign in the value', 'A=b=c\n', 'b=c'],
    ['nothing', 'A=\n', ''],
    ['several lines', 'A=1 \\\n  2\\\n3\n', '1 2 3'],
    ['not there', 'B=1\n', undefined],
    ['empty', '', undefined],
  ];
  for (const [name, text, value] of cases) {
    it(name, () => assert.equal(valueInEnvFile(text, 'A'), value));
  }

  const wrong: readonly (readonly [string, string])[] = [
    ['A\n', "at line 1: missing '='"],
    ['B=1\n=2\n', 'at line 2: empty variable name'],
    ['A=1\\\n\nB=2\n', 'at line 2: blank line in continuation'],
    ['A=1\\\n# no\n', 'at line 2: comment in continuation'],
    ['A=1\\\n', 'unfinished continuation'],
  ];
  for (const [text, why] of wrong) {
    it(`refuses ${JSON.stringify(text)}`, () => {
      assert.throws(() => valueInEnvFile(text, 'A'), why);
    });
  }
});
