import { labelValueErrors, qualifiedNameErrors } from './names';
import type { Requirement } from './selector';

/** A text that is no selector; the message is the server's. */
export class SelectorError extends Error {
  override readonly name = 'SelectorError';
}

type TokenType = 'word' | 'operator' | '!' | '(' | ')' | ',' | 'end';

interface Token {
  readonly type: TokenType;
  readonly text: string;
}

const END: Token = { type: 'end', text: '' };
const SIGNS = ['==', '!=', '=', '!', '(', ')', ',', '>', '<'];
const WORD = /[^\s=!(),><]+/y;
const SPACE = /\s*/y;
const OPERATORS = 'in, notin, =, ==, !=, gt, lt';

function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  for (;;) {
    SPACE.lastIndex = at;
    at += SPACE.exec(text)?.[0].length ?? 0;
    if (at >= text.length) return tokens;
    WORD.lastIndex = at;
    const word = WORD.exec(text)?.[0];
    const found = word ?? SIGNS.find((sign) => text.startsWith(sign, at)) ?? '';
    at += found.length;
    if (word !== undefined) tokens.push({ type: 'word', text: word });
    else if ('!(),'.includes(found)) tokens.push({ type: found as TokenType, text: found });
    else tokens.push({ type: 'operator', text: found });
  }
}

/** upstream: apimachinery labels, Parser; what it expects where, and how it says so */
class Parser {
  private next = 0;

  constructor(private readonly tokens: readonly Token[]) {}

  private get ahead(): Token {
    return this.tokens[this.next] ?? END;
  }

  private take(): Token {
    const token = this.ahead;
    this.next++;
    return token;
  }

  parse(): Requirement[] {
    const requirements: Requirement[] = [];
    if (this.ahead.type === 'end') return requirements;
    if (!this.startsRequirement()) {
      throw refusal(this.ahead, ", expected: !, identifier, or 'end of string'");
    }
    for (;;) {
      requirements.push(this.requirement());
      const token = this.take();
      if (token.type === 'end') return requirements;
      if (token.type !== ',') throw refusal(token, ", expected: ',' or 'end of string'");
      if (!this.startsRequirement()) throw refusal(this.ahead, ", expected: identifier after ','");
    }
  }

  private startsRequirement(): boolean {
    return this.ahead.type === 'word' || this.ahead.type === '!';
  }

  private requirement(): Requirement {
    try {
      return this.unwrapped();
    } catch (error) {
      if (!(error instanceof SelectorError)) throw error;
      throw new SelectorError(`unable to parse requirement: ${error.message}`);
    }
  }

  private unwrapped(): Requirement {
    const isAbsent = this.ahead.type === '!';
    if (isAbsent) this.take();
    const token = this.take();
    if (token.type !== 'word') throw refusal(token, ', expected: identifier');
    const key = token.text;
    check('<nil>', key, qualifiedNameErrors(key));
    if (isAbsent) return { key, operator: '!', values: [] };
    if (this.ahead.type === 'end' || this.ahead.type === ',') {
      return { key, operator: 'exists', values: [] };
    }
    const operator = this.operator();
    const isSet = operator === 'in' || operator === 'notin';
    const values = isSet ? this.list() : [this.value()];
    if ((operator === '>' || operator === '<') && !/^[+-]?\d+$/.test(values[0] ?? '')) {
      throw new SelectorError("for 'Gt', 'Lt' operators, the value must be an integer");
    }
    values.forEach((value, i) => {
      check(`values[${i}][${key}]`, value, labelValueErrors(value));
    });
    return { key, operator, values };
  }

  private operator(): Requirement['operator'] {
    const token = this.take();
    if (token.text === 'in' || token.text === 'notin') return token.text;
    if (token.type !== 'operator') throw refusal(token, `, expected: ${OPERATORS}`);
    return token.text === '==' ? '=' : (token.text as '=' | '!=' | '>' | '<');
  }

  private value(): string {
    if (this.ahead.type === 'end' || this.ahead.type === ',') return '';
    const token = this.take();
    if (token.type !== 'word') throw refusal(token, ', expected: identifier');
    return token.text;
  }

  private list(): readonly string[] {
    const open = this.take();
    if (open.type !== '(') throw refusal(open, " expected: '('");
    const first = this.ahead;
    if (first.type === ')') {
      this.take();
      return [''];
    }
    if (first.type !== 'word' && first.type !== ',') {
      throw refusal(first, ", expected: ',', ')' or identifier");
    }
    const values = new Set<string>();
    for (;;) {
      const token = this.take();
      if (token.type === 'word') {
        values.add(token.text);
        const after = this.take();
        if (after.type === ')') break;
        if (after.type !== ',') throw refusal(after, ", expected: ',' or ')'");
        if (this.ahead.type !== 'word') values.add('');
      } else if (token.type === ',') values.add('');
      else if (token.type === ')') break;
      else throw refusal(token, ", expected: ',', or identifier");
    }
    return [...values].sort();
  }
}

function refusal({ text }: Token, expected: string): SelectorError {
  return new SelectorError(`found '${text}'${expected}`);
}

function check(path: string, value: string, errors: readonly string[]): void {
  if (errors.length === 0) return;
  throw new SelectorError(`${path}: Invalid value: ${JSON.stringify(value)}: ${errors.join('; ')}`);
}

/** Reads a selector as kubectl's `-l` takes it: `a=b,c!=d,e in (f,g),h,!i`. Throws {@link SelectorError}. */
export function parseSelector(text: string): Requirement[] {
  return new Parser(tokensOf(text)).parse();
}
