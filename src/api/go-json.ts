const END = 'unexpected end of JSON input';
const DEPTH_MAX = 10_000;
const LITERALS: Readonly<Record<string, string>> = { t: 'true', f: 'false', n: 'null' };

/** A text that is no JSON; the message is Go's, and so is the offset, behind the character that is wrong. */
class SyntaxFailure extends Error {
  constructor(
    message: string,
    readonly offset: number,
  ) {
    super(message);
  }
}

/**
 * Why Go's decoder would not read the text as a JSON object; undefined when it would. `into` is the Go type that the
 * message names. upstream: encoding/json scanner
 */
export function goJsonError(text: string, into = 'map[string]interface {}'): string | undefined {
  try {
    new Scanner(text).scan();
  } catch (error) {
    if (error instanceof SyntaxFailure) return error.message;
    throw error;
  }
  const value: unknown = JSON.parse(text);
  if (typeof value === 'object' && !Array.isArray(value)) return undefined;
  return `json: cannot unmarshal ${goTypeOf(value)} into Go value of type ${into}`;
}

/** Why Go's decoder does not find out what an object is; undefined when it does, or the object does not say. */
export function goTypeMetaError(object: Readonly<Record<string, unknown>>): string | undefined {
  const [field] =
    Object.entries(object).find(
      ([name, value]) =>
        (name === 'kind' || name === 'apiVersion') && value !== null && typeof value !== 'string',
    ) ?? [];
  if (field === undefined || object[field] === undefined) return undefined;
  return `couldn't get version/kind; json parse error: json: cannot unmarshal ${goTypeOf(object[field])} into Go struct field .${field} of type string`;
}

/** What Go's decoder calls a value of JSON. upstream: encoding/json, UnmarshalTypeError */
function goTypeOf(value: unknown): string {
  if (Array.isArray(value)) return 'array';
  return typeof value === 'boolean' ? 'bool' : typeof value;
}

/** Why Go's decoder would not read the text as JSON values one after another; undefined when it would. */
export function goJsonStreamError(text: string): string | undefined {
  const scanner = new Scanner(text);
  try {
    while (scanner.hasMore) scanner.one();
  } catch (error) {
    if (!(error instanceof SyntaxFailure)) throw error;
    const { message, offset } = error;
    return message === END ? 'unexpected EOF' : `json: offset ${offset}: ${message}`;
  }
  return undefined;
}

class Scanner {
  private at = 0;
  /** The brackets that are open. */
  private readonly open: ('{' | '[')[] = [];

  constructor(private readonly text: string) {}

  /** The text is one value. */
  scan(): void {
    this.one();
    if (this.hasMore) this.fail('after top-level value');
  }

  /** True when more than blanks are left. */
  get hasMore(): boolean {
    this.blank();
    return this.at < this.text.length;
  }

  /** Reads one value. */
  one(): void {
    for (;;) {
      if (!this.value()) continue;
      while (this.open.length > 0 && this.afterItem()) this.open.pop();
      if (this.open.length === 0) return;
    }
  }

  /** Reads a value, or the beginning of one: false when its first item comes next. */
  private value(): boolean {
    const char = this.next();
    if (char === '{' || char === '[') return this.enter(char);
    if (char === '"') this.string();
    else if (LITERALS[char] !== undefined) this.literal(LITERALS[char] as string);
    else if (char === '-' || /\d/.test(char)) this.number(char);
    else this.fail('looking for beginning of value', -1);
    return true;
  }

  private enter(char: '{' | '['): boolean {
    this.blank();
    if (this.text[this.at] === (char === '{' ? '}' : ']')) {
      this.at++;
      return true;
    }
    if (this.open.push(char) > DEPTH_MAX) throw new SyntaxFailure('exceeded max depth', this.at);
    if (char === '{') this.key();
    return false;
  }

  private key(): void {
    if (this.next() !== '"') this.fail('looking for beginning of object key string', -1);
    this.string();
    if (this.next() !== ':') this.fail('after object key', -1);
  }

  /** What follows an item: true when its object or list ends. */
  private afterItem(): boolean {
    const isObject = this.open.at(-1) === '{';
    const char = this.next();
    if (char === (isObject ? '}' : ']')) return true;
    if (char !== ',')
      this.fail(isObject ? 'after object key:value pair' : 'after array element', -1);
    if (isObject) this.key();
    return false;
  }

  private string(): void {
    for (;;) {
      const char = this.take();
      if (char === '"') return;
      if (char < ' ') this.fail('in string literal', -1);
      if (char !== '\\') continue;
      const escaped = this.take();
      if (escaped === 'u') {
        for (let i = 0; i < 4; i++) {
          if (!/[0-9a-fA-F]/.test(this.take())) {
            this.fail('in \\u hexadecimal character escape', -1);
          }
        }
      } else if (!'"\\/bfnrt'.includes(escaped)) this.fail('in string escape code', -1);
    }
  }

  private literal(word: string): void {
    for (const expected of word.slice(1)) {
      if (this.take() !== expected) this.fail(`in literal ${word} (expecting '${expected}')`, -1);
    }
  }

  private number(first: string): void {
    const digit = first === '-' ? this.take() : first;
    if (!/\d/.test(digit)) this.fail('in numeric literal', -1);
    if (digit !== '0') this.digits();
    if (this.text[this.at] === '.') {
      this.at++;
      if (!/\d/.test(this.take())) this.fail('after decimal point in numeric literal', -1);
      this.digits();
    }
    if (!/[eE]/.test(this.text[this.at] ?? '')) return;
    this.at++;
    if (/[+-]/.test(this.text[this.at] ?? '')) this.at++;
    if (!/\d/.test(this.take())) this.fail('in exponent of numeric literal', -1);
    this.digits();
  }

  private digits(): void {
    while (/\d/.test(this.text[this.at] ?? '')) this.at++;
  }

  private blank(): void {
    while (' \t\r\n'.includes(this.text[this.at] ?? 'x')) this.at++;
  }

  private take(): string {
    const char = this.text[this.at++];
    if (char === undefined) throw new SyntaxFailure(END, this.at);
    return char;
  }

  private next(): string {
    this.blank();
    return this.take();
  }

  /** Blames the character at a distance from the next one. */
  private fail(where: string, distance = 0): never {
    const char = this.text[this.at + distance] ?? '';
    const shown = char === "'" ? "\\'" : char === '"' ? '"' : JSON.stringify(char).slice(1, -1);
    const message = `invalid character '${shown}' ${where}`;
    throw new SyntaxFailure(message, this.at + distance + 1);
  }
}
