import { describe, it } from 'node:test';
import { assert } from 'chai';
import { gherkinErrorText } from './gherkin-error';

const ANYWHERE = '#EOF, #TableRow, #DocStringSeparator, #StepLine, #TagLine, #ScenarioLine, #Empty';
const got = (line: string) => `(4:5): expected: ${ANYWHERE}, got '${line}'`;

const cases: readonly (readonly [message: string, expected: string])[] = [
  [got('Thn z'), 'nothing begins with "Thn z" here; did you mean "Then z"?'],
  [got('Then'), 'nothing begins with "Then" here; a step says something after "Then"'],
  [got('그러면'), 'nothing begins with "그러면" here; a step says something after "그러면"'],
  [
    got('Scenario a drain'),
    'nothing begins with "Scenario a drain" here; did you mean "Scenario: a drain"?',
  ],
  [
    got('Scenrio: a drain'),
    'nothing begins with "Scenrio: a drain" here; did you mean "Scenario: a drain"?',
  ],
  [
    got('시나리오 드레인'),
    'nothing begins with "시나리오 드레인" here; did you mean "시나리오: 드레인"?',
  ],
  ['(7:7): inconsistent cell count within the table', 'inconsistent cell count within the table'],
  [
    '(9:0): unexpected end of file, expected: #DocStringSeparator, #Other',
    'the file ends within a doc string, which ends with """',
  ],
];

describe('what is wrong with a feature', () => {
  for (const [message, expected] of cases) {
    it(message, () => assert.equal(gherkinErrorText(message), expected));
  }

  it('says what may stand there when nothing like it was meant', () => {
    assert.include(gherkinErrorText(got('kind: Pod')), 'a line begins with Given, When, Then');
  });
});
