const ENGLISH: readonly string[] = [
  'zero',
  'one',
  'two',
  'three',
  'four',
  'five',
  'six',
  'seven',
  'eight',
  'nine',
  'ten',
  'eleven',
  'twelve',
];

/** How Korean counts things, in the form that stands before a unit: 한 개, 두 번. */
const KOREAN: readonly string[] = [
  '한',
  '두',
  '세',
  '네',
  '다섯',
  '여섯',
  '일곱',
  '여덟',
  '아홉',
  '열',
];

/** `3`, `three`. */
export const NUMBER_PATTERN = new RegExp(`\\d+|${ENGLISH.join('|')}`);

/** `3`, and `세 ` with the blank behind it: what stands before a Korean unit. */
export const KOREAN_NUMBER_PATTERN = new RegExp(`\\d+ ?|(?:${KOREAN.join('|')}) `);

/** Reads a number in digits or in words, in either language; NaN when it is none. */
export function parseNumber(text: string): number {
  const word = text.trim();
  const english = ENGLISH.indexOf(word);
  if (english >= 0) return english;
  const korean = KOREAN.indexOf(word);
  return korean >= 0 ? korean + 1 : Number(word === '' ? Number.NaN : word);
}
