import { nearestWords } from '../api/edit-distance';

const STEP_WORDS = [
  ...['Given', 'When', 'Then', 'And', 'But'],
  ...['조건', '먼저', '만일', '만약', '그러면', '그리고', '하지만', '단'],
];
const BLOCK_WORDS = [
  ...['Feature', 'Rule', 'Background', 'Scenario Outline', 'Scenario', 'Examples'],
  ...['기능', '규칙', '배경', '시나리오 개요', '시나리오', '예'],
];
/** How far a word may be from the keyword that was meant. */
const DISTANCE = 2;

function hint(line: string): string {
  if (STEP_WORDS.includes(line)) return `a step says something after "${line}"`;
  const block = BLOCK_WORDS.find((word) => line === word || line.startsWith(`${word} `));
  if (block !== undefined) {
    return `did you mean "${`${block}: ${line.slice(block.length).trim()}`.trim()}"?`;
  }
  const [first = '', ...rest] = line.split(/\s+/);
  const isBlock = first.endsWith(':');
  const known = isBlock ? BLOCK_WORDS : STEP_WORDS;
  const [nearest] = nearestWords(first.replace(/:$/, ''), known, DISTANCE);
  if (nearest === undefined) {
    return 'a line begins with Given, When, Then, And or But, with Scenario: or the like, with | in a table or # in a comment; more than a line of text stands between """';
  }
  return `did you mean "${[nearest + (isBlock ? ':' : ''), ...rest].join(' ')}"?`;
}

/** What Gherkin's parser says of a line that it cannot read, in words for who wrote it. */
export function gherkinErrorText(message: string): string {
  // its messages begin with the place
  const plain = message.replace(/^\(\d+:\d+\): /, '');
  const [, got] = /^expected: .*, got '(.*)'$/s.exec(plain) ?? [];
  if (got !== undefined) return `nothing begins with "${got}" here; ${hint(got)}`;
  if (!plain.startsWith('unexpected end of file')) return plain;
  return plain.includes('DocStringSeparator') && !plain.includes('#ScenarioLine')
    ? 'the file ends within a doc string, which ends with """'
    : 'the file ends where more has to come: a feature has a line "Feature:" and scenarios';
}
