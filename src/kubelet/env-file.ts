/** A file of variables that breaks the rules; the text says where and how. */
export class EnvFileError extends Error {
  override readonly name = 'EnvFileError';
}

function broken(line: number, why: string): EnvFileError {
  return new EnvFileError(`invalid environment variable format at line ${line}: ${why}`);
}

/**
 * The value of a variable in a file of lines `NAME=value`; undefined when it has none. White space at the ends and
 * around the sign does not count, nor do empty lines and those that begin with `#`; a backslash at the end joins a line
 * to the next one. upstream: pkg/kubelet/util/env, ParseEnv
 */
export function valueInEnvFile(text: string, key: string): string | undefined {
  let held: string | undefined;
  for (const [index, raw] of text.split('\n').entries()) {
    const line = raw.trim();
    if (line === '' || line.startsWith('#')) {
      const isLast = line === '' && index === text.split('\n').length - 1;
      if (held !== undefined && !isLast) {
        throw broken(index + 1, `${line === '' ? 'blank line' : 'comment'} in continuation`);
      }
      continue;
    }
    const whole = held === undefined ? line : `${held} ${line}`;
    if (line.endsWith('\\')) {
      held = whole.slice(0, -1).trimEnd();
      continue;
    }
    held = undefined;
    const [, name, value] = /^([^=]*)=(.*)$/s.exec(whole) ?? [];
    if (name === undefined) throw broken(index + 1, "missing '='");
    if (name.trim() === '') throw broken(index + 1, 'empty variable name');
    if (name.trim() === key) return (value ?? '').trim();
  }
  if (held !== undefined) throw broken(text.split('\n').length, 'unfinished continuation');
  return undefined;
}
