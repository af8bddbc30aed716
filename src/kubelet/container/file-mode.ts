/** Permissions as Go and ls write them: `rw-r--r--`. */
export function permissions(mode: number): string {
  return [...'rwxrwxrwx'].map((letter, i) => ((mode >> (8 - i)) & 1 ? letter : '-')).join('');
}

const WHO: Readonly<Record<string, number>> = { u: 0o700, g: 0o070, o: 0o007, a: 0o777 };
const WHAT: Readonly<Record<string, number>> = { r: 0o444, w: 0o222, x: 0o111 };

/** The permissions after a change as chmod takes it: `0640`, `+x`, `g-w,o=r`; undefined when it is none. */
export function changedMode(old: number, text: string): number | undefined {
  if (/^0?[0-7]{3}$/.test(text)) return Number.parseInt(text, 8);
  let mode = old;
  for (const clause of text.split(',')) {
    const match = /^([ugoa]*)([+=-])([rwx]*)$/.exec(clause);
    if (match === null) return undefined;
    const [, who = '', operator = '', what = ''] = match;
    const mask = [...(who || 'a')].reduce((sum, letter) => sum | (WHO[letter] ?? 0), 0);
    const bits = [...what].reduce((sum, letter) => sum | (WHAT[letter] ?? 0), 0) & mask;
    if (operator === '+') mode |= bits;
    else if (operator === '-') mode &= ~bits;
    else mode = (mode & ~mask) | bits;
  }
  return mode;
}
