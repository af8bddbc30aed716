import { goQuoted, goText } from '../../api/go-format';

/** JSON's whole numbers are ints, as kubectl reads them. */
function isInt(value: unknown): value is number {
  return Number.isInteger(value);
}

function isFloat(value: unknown): value is number {
  return typeof value === 'number' && !Number.isInteger(value);
}

/** The Go type of a value. */
export function typeName(value: unknown): string {
  switch (typeof value) {
    case 'number':
      return isInt(value) ? 'int64' : 'float64';
    case 'string':
      return 'string';
    case 'boolean':
      return 'bool';
    default:
      return Array.isArray(value) ? '[]interface {}' : 'map[string]interface {}';
  }
}

function wrong(verb: string, value: unknown): string {
  if (value === null || value === undefined) return `%!${verb}(<nil>)`;
  return `%!${verb}(${typeName(value)}=${goText(value)})`;
}

/** One value by one verb; `precision` is undefined when none is given. */
function verbText(verb: string, value: unknown, precision: number | undefined): string {
  switch (verb) {
    case 'v':
      return goText(value);
    case 's':
      if (typeof value !== 'string') return stringly(value);
      return precision === undefined ? value : value.slice(0, precision);
    case 'q':
      return typeof value === 'string' ? goQuoted(value) : wrong(verb, value);
    case 'd':
      return isInt(value) ? String(value) : wrong(verb, value);
    case 't':
      return typeof value === 'boolean' ? String(value) : wrong(verb, value);
    case 'f':
      return isFloat(value) ? value.toFixed(precision ?? 6) : wrong(verb, value);
    case 'g':
      return isFloat(value) ? goText(value) : wrong(verb, value);
    case 'x':
      if (isInt(value)) return value.toString(16);
      return typeof value === 'string' ? Buffer.from(value).toString('hex') : wrong(verb, value);
    case 'T':
      return value === null || value === undefined ? '<nil>' : typeName(value);
    default:
      return wrong(verb, value);
  }
}

/** `%s` of a list or a map goes into it; of what is no text it says so. */
function stringly(value: unknown): string {
  if (Array.isArray(value))
    return `[${value.map((item) => verbText('s', item, undefined)).join(' ')}]`;
  return wrong('s', value);
}

function padded(text: string, flags: string, width: number): string {
  if (flags.includes('-')) return text.padEnd(width);
  if (!flags.includes('0')) return text.padStart(width);
  const sign = /^[-+]/.exec(text)?.[0] ?? '';
  return sign + text.slice(sign.length).padStart(width - sign.length, '0');
}

/** Go's Sprintf, with the verbs that texts and JSON need. */
export function sprintf(format: string, values: readonly unknown[]): string {
  let next = 0;
  const text = format.replace(
    /%([-+# 0]*)(\d*)(?:\.(\d*))?([a-zA-Z%])/g,
    (_, flags: string, width: string, precision: string | undefined, verb: string) => {
      if (verb === '%') return '%';
      if (next >= values.length) return `%!${verb}(MISSING)`;
      const shown = verbText(
        verb,
        values[next++],
        precision === undefined ? undefined : Number(precision),
      );
      const signed =
        flags.includes('+') && /^\d/.test(shown) && 'dfg'.includes(verb) ? `+${shown}` : shown;
      return padded(signed, flags, Number(width || '0'));
    },
  );
  if (next >= values.length) return text;
  const extra = values.slice(next).map((value) => `${typeName(value)}=${goText(value)}`);
  return `${text}%!(EXTRA ${extra.join(', ')})`;
}

/** Go's Sprint: a blank between two values of which neither is a text. */
export function sprint(values: readonly unknown[]): string {
  return values
    .map((value, index) => {
      const before = values[index - 1];
      const apart = index > 0 && typeof value !== 'string' && typeof before !== 'string';
      return `${apart ? ' ' : ''}${goText(value)}`;
    })
    .join('');
}
