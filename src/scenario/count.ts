import { KOREAN_NUMBER_PATTERN, NUMBER_PATTERN, parseNumber } from '../api/number-words';
import { UserError } from './user-error';

/** How many: what a claim says of a number. */
export interface Count {
  readonly text: string;
  /** True when it says that there are no others than these: `all 3`. */
  readonly isAll?: boolean;
  admits(value: number): boolean;
}

/** What a form of words says of a value; the second number is that of `between`. */
type Test = (value: number, first: number, second: number) => boolean;

const NUMBER = `(?:${NUMBER_PATTERN.source})`;
const isExact: Test = (n, first) => n === first;
const isAtLeast: Test = (n, first) => n >= first;
const isAtMost: Test = (n, first) => n <= first;
const isFewer: Test = (n, first) => n < first;
const isMore: Test = (n, first) => n > first;
const isBetween: Test = (n, first, second) => n >= first && n <= second;

const ENGLISH: readonly (readonly [beginning: string, test: Test])[] = [
  ['at least ', isAtLeast],
  ['at most ', isAtMost],
  ['up to ', isAtMost],
  ['fewer than ', isFewer],
  ['less than ', isFewer],
  ['no more than ', isAtMost],
  ['no fewer than ', isAtLeast],
  ['no less than ', isAtLeast],
  ['not more than ', isAtMost],
  ['more than ', isMore],
  ['exactly ', isExact],
  ['only ', isExact],
  ['all ', isExact],
  ['', isExact],
];

/** All forms of a count: `3`, `no`, `a`, `at least one`, `between 2 and 4`, `all 3`. */
export const COUNT_PATTERN = new RegExp(
  [
    ...ENGLISH.map(([beginning]) => `${beginning}${NUMBER}`),
    `between ${NUMBER} and ${NUMBER}`,
    'no',
    'an?',
    'some',
  ].join('|'),
);

function counted(text: string, test: Test, first: number, second = Number.NaN): Count {
  return { text, admits: (value) => test(value, first, second) };
}

function between(text: string, low: number, high: number): Count {
  if (low <= high) return counted(text, isBetween, low, high);
  throw new UserError(`no number is between ${low} and ${high}: say "between ${high} and ${low}"`);
}

/** Reads a count in English words; "a" and "some" say that there is one at least. */
export function parseCount(text: string): Count {
  if (text === 'no') return counted(text, isExact, 0);
  if (text === 'a' || text === 'an' || text === 'some') return counted(text, isAtLeast, 1);
  const [, low, high] = /^between (\w+) and (\w+)$/.exec(text) ?? [];
  if (low !== undefined && high !== undefined) {
    return between(text, parseNumber(low), parseNumber(high));
  }
  const [beginning, test] = ENGLISH.find(([words]) => text.startsWith(words)) ?? ['', isExact];
  const count = counted(text, test, parseNumber(text.slice(beginning.length)));
  return beginning === 'all ' ? { ...count, isAll: true } : count;
}

/** Not one. */
export const none: Count = parseCount('no');

const KOREAN_UNIT = '(?:개|번|대|명|곳)';
const KOREAN_NUMBER = `(?:(?:${KOREAN_NUMBER_PATTERN.source})${KOREAN_UNIT})`;

/** What stands before a number, and what behind it. */
const KOREAN: readonly (readonly [before: string, behind: string, test: Test])[] = [
  ['최소 ', '', isAtLeast],
  ['적어도 ', '', isAtLeast],
  ['최대 ', '', isAtMost],
  ['많아야 ', '', isAtMost],
  ['', ' 이상', isAtLeast],
  ['', ' 이하', isAtMost],
  ['', ' 미만', isFewer],
  ['', ' 초과', isMore],
  ['모두 ', '', isExact],
  ['', '', isExact],
];

/** The Korean forms: `3개`, `세 개 이상`, `최소 3개`, `3개 미만`, `2개에서 4개`, `2개 이상 4개 이하`, `0개`. */
export const KOREAN_COUNT_PATTERN = new RegExp(
  [
    `${KOREAN_NUMBER}(?:에서 | 이상 )${KOREAN_NUMBER}(?: 이하)?`,
    ...KOREAN.map(([before, behind]) => `${before}${KOREAN_NUMBER}${behind}`),
    '하나',
  ].join('|'),
);

/** Reads a count in Korean words; what follows it, such as a particle, does not matter. */
export function parseKoreanCount(text: string): Count {
  if (text.startsWith('하나')) return counted(text, isExact, 1);
  const unit = new RegExp(`(${KOREAN_NUMBER_PATTERN.source})${KOREAN_UNIT}`, 'g');
  const [first = 0, second] = [...text.matchAll(unit)].map(([, number = '']) =>
    parseNumber(number),
  );
  if (second !== undefined) return between(text, first, second);
  const [, , test] =
    KOREAN.find(([before, behind]) => text.startsWith(before) && text.includes(behind)) ?? [];
  const count = counted(text, test ?? isExact, first);
  return text.startsWith('모두 ') ? { ...count, isAll: true } : count;
}
