/**
 * Since about v1.32 the server shows values as JSON; before, it showed them in Go's syntax (`%#v`). This reads the old
 * form, so that recorded messages can be compared with newer ones.
 */

/** Where a pointer points is not recorded: it equals anything. */
const ANYTHING = Symbol('anything');

type Value = unknown;

class GoReader {
  at = 0;

  constructor(private readonly text: string) {}

  private take(pattern: RegExp): RegExpExecArray | undefined {
    const match = pattern.exec(this.text.slice(this.at));
    if (match === null || match.index !== 0) return undefined;
    this.at += match[0].length;
    return match;
  }

  /** Reads one value; throws a SyntaxError where there is none. */
  value(): Value {
    if (this.take(/^\(\*[\w.]+\)\(nil\)|^<nil>/) !== undefined) return null;
    if (this.take(/^\(\*[\w.]+\)\(0x<ptr>\)/) !== undefined) return ANYTHING;
    if (this.take(/^time\.Date\([^)]*\)/) !== undefined) return ANYTHING;
    const text = this.take(/^"(?:[^"\\]|\\.)*"/);
    if (text !== undefined) return JSON.parse(text[0]);
    const number = this.take(/^-?\d+(\.\d+)?|^true|^false/);
    if (number !== undefined) return JSON.parse(number[0]);
    return this.typed();
  }

  private typed(): Value {
    const type = this.take(/^(map\[string\]|\[\])?([\w.]+( \{\})?)(?=[({])/);
    if (type === undefined) throw new SyntaxError(`no value at ${this.at}`);
    if (this.take(/^\(nil\)/) !== undefined) return null;
    const [, container = '', name = ''] = type;
    if (container === '[]') return this.items(() => this.value());
    if (container !== '') return Object.fromEntries(this.items(() => this.entry(/^"[^"]*"/)));
    return toJson(name, Object.fromEntries(this.items(() => this.entry(/^\w+/))));
  }

  private entry(key: RegExp): [string, Value] {
    const name = this.take(key)?.[0] ?? '';
    this.take(/^:/);
    return [name.startsWith('"') ? JSON.parse(name) : name, this.value()];
  }

  private items<T>(read: () => T): T[] {
    const items: T[] = [];
    this.take(/^\{/);
    while (this.take(/^\}/) === undefined) {
      items.push(read());
      this.take(/^, /);
      if (this.at >= this.text.length) throw new SyntaxError('no end');
    }
    return items;
  }
}

/** What a struct becomes: those of meta/v1 have JSON names and leave out what is empty. */
function toJson(type: string, fields: Readonly<Record<string, Value>>): Value {
  if (type === 'intstr.IntOrString') return fields.Type === 0 ? fields.IntVal : fields.StrVal;
  if (type === 'resource.Quantity') return fields.s;
  if (!type.startsWith('v1.')) return fields;
  const entries = Object.entries(fields).filter(([, value]) => value !== null && value !== '');
  return Object.fromEntries(
    entries.map(([name, value]) => [
      /^[A-Z]+$/.test(name) ? name.toLowerCase() : name.charAt(0).toLowerCase() + name.slice(1),
      value,
    ]),
  );
}

/** True when all of the old value is in the new one, which may have more fields. */
function isIn(old: Value, now: Value): boolean {
  if (old === ANYTHING) return now !== undefined && now !== null;
  if (Array.isArray(old)) {
    return (
      Array.isArray(now) && now.length === old.length && old.every((item, i) => isIn(item, now[i]))
    );
  }
  if (typeof old !== 'object' || old === null) return old === now;
  if (typeof now !== 'object' || now === null) return false;
  const fields = now as Readonly<Record<string, Value>>;
  return Object.entries(old).every(([name, value]) => isIn(value, fields[name]));
}

const SHOWN = /(?:Invalid|Duplicate|Unsupported) value: /g;
const GO_SYNTAX = /^(map\[|\[\]|[a-z]\w*\.[A-Z])/;

/** The end of the JSON value at the beginning of the text. */
function jsonEnd(text: string): number {
  let depth = 0;
  for (const match of text.matchAll(/"(?:[^"\\]|\\.)*"|[[{\]}]|[:,]/g)) {
    const [token] = match;
    if ('[{'.includes(token)) depth++;
    if (']}'.includes(token)) depth--;
    if (depth > 0) continue;
    const isMark = token === ':' || token === ',';
    return isMark ? match.index : match.index + token.length;
  }
  return text.length;
}

/** Where values stand in a message. */
function starts(message: string): number[] {
  return [...message.matchAll(SHOWN)].map((match) => match.index + match[0].length);
}

/**
 * The recorded message with its values in Go's syntax replaced by those of ours that hold the same; others stay, and
 * so differ.
 */
export function withJsonValues(recorded: string, ours: string): string {
  const places = starts(ours);
  let result = recorded;
  for (const [index, start] of [...starts(recorded).entries()].reverse()) {
    const rest = recorded.slice(start);
    const place = places[index];
    if (place === undefined || !GO_SYNTAX.test(rest)) continue;
    const own = ours.slice(place);
    const json = own.slice(0, jsonEnd(own));
    const reader = new GoReader(rest);
    try {
      if (!isIn(reader.value(), JSON.parse(json))) continue;
    } catch (error) {
      if (error instanceof SyntaxError) continue;
      throw error;
    }
    result = result.slice(0, start) + json + result.slice(start + reader.at);
  }
  return result;
}
