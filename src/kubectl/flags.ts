import { parseGoDuration } from '../api/go-duration';
import type { Duration } from '../sim/loop';
import { CommandError } from './errors';
import type { FlagDefinition } from './flag-table';

/** The flags of one command line, by name. */
export class Flags {
  private readonly given = new Map<string, string[]>();
  private readonly definitions: ReadonlyMap<string, FlagDefinition>;

  constructor(
    readonly command: string,
    definitions: readonly FlagDefinition[],
  ) {
    const byName = new Map<string, FlagDefinition>();
    for (const definition of definitions) {
      if (!byName.has(definition.name)) byName.set(definition.name, definition);
    }
    this.definitions = byName;
  }

  /** True when the command line names the flag. */
  has(name: string): boolean {
    return this.given.has(name);
  }

  /** The names of the flags that the command line names, in order. */
  get names(): readonly string[] {
    return [...this.given.keys()];
  }

  text(name: string): string {
    return this.given.get(name)?.at(-1) ?? this.definitions.get(name)?.preset ?? '';
  }

  boolean(name: string): boolean {
    return TRUE.has(this.text(name));
  }

  number(name: string): number {
    return Number(this.text(name) || '0');
  }

  /** In milliseconds. */
  duration(name: string): Duration {
    const value = parseGoDuration(this.text(name) || '0');
    return typeof value === 'number' ? value : 0;
  }

  list(name: string): readonly string[] {
    const values = this.given.get(name) ?? [];
    if (this.definitions.get(name)?.form === 'texts') return values;
    return values.flatMap((value) => (value === '' ? [] : value.split(',')));
  }

  /** What a flag of pairs gives; a later value wins. */
  pairs(name: string): Readonly<Record<string, string>> {
    const given = this.list(name).map((pair): [string, string] => {
      const equals = pair.indexOf('=');
      return [pair.slice(0, equals), pair.slice(equals + 1)];
    });
    return Object.fromEntries(given);
  }

  definition(name: string): FlagDefinition | undefined {
    return this.definitions.get(name);
  }

  byLetter(letter: string): FlagDefinition | undefined {
    for (const definition of this.definitions.values()) {
      if (definition.letter === letter) return definition;
    }
    return undefined;
  }

  /** Takes a value; the command fails when it is none. */
  set(definition: FlagDefinition, value: string): void {
    const why = problemOf(definition, value);
    if (why !== undefined) {
      const { letter, name } = definition;
      const shown = letter === '' ? `--${name}` : `-${letter}, --${name}`;
      throw new CommandError(
        `invalid argument ${JSON.stringify(value)} for "${shown}" flag: ${why}\nSee 'kubectl ${this.command} --help' for usage.`,
      );
    }
    const values = this.given.get(definition.name);
    if (values === undefined) this.given.set(definition.name, [value]);
    else values.push(value);
  }
}

const TRUE = new Set(['1', 't', 'T', 'TRUE', 'true', 'True']);
const FALSE = new Set(['0', 'f', 'F', 'FALSE', 'false', 'False']);

function problemOf({ form, name }: FlagDefinition, value: string): string | undefined {
  const quoted = JSON.stringify(value);
  if (form === 'boolean') {
    return TRUE.has(value) || FALSE.has(value)
      ? undefined
      : `strconv.ParseBool: parsing ${quoted}: invalid syntax`;
  }
  if (form === 'number' || form === 'small') {
    const failed = `strconv.ParseInt: parsing ${quoted}: `;
    if (!/^[-+]?\d+$/.test(value)) return `${failed}invalid syntax`;
    const bits = form === 'small' ? 32 : 64;
    return BigInt.asIntN(bits, BigInt(value)) === BigInt(value)
      ? undefined
      : `${failed}value out of range`;
  }
  if (form === 'pairs' && value !== '') {
    const odd = value.split(',').find((pair) => !pair.includes('='));
    if (odd === undefined) return undefined;
    return name === 'aggregation-rule'
      ? 'malformed pair, expect string=string'
      : `${odd} must be formatted as key=value`;
  }
  if (form !== 'duration') return undefined;
  const duration = parseGoDuration(value);
  return typeof duration === 'string' ? duration : undefined;
}

/** What is left of a command line without its flags. */
export interface Arguments {
  readonly words: readonly string[];
  /** How many of the words stand before `--`; undefined when there is none. */
  readonly dash: number | undefined;
}

function usage(message: string, flags: Flags): CommandError {
  const name = `kubectl ${flags.command}`.trim();
  return new CommandError(`${message}\nSee '${name} --help' for usage.`);
}

/** Takes the flags out of a command line. upstream: spf13/pflag */
export function parseFlags(argv: readonly string[], flags: Flags): Arguments {
  const words: string[] = [];
  for (let i = 0; i < argv.length; i++) {
    const word = argv[i] as string;
    if (word === '--') {
      const dash = words.length;
      return { words: [...words, ...argv.slice(i + 1)], dash };
    }
    if (word.startsWith('--')) i += longFlag(word, argv[i + 1], flags);
    else if (word.startsWith('-') && word.length > 1) i += letters(word, argv[i + 1], flags);
    else words.push(word);
  }
  return { words, dash: undefined };
}

/** Returns how many further words it took. */
function longFlag(word: string, next: string | undefined, flags: Flags): number {
  const equals = word.indexOf('=');
  const name = equals < 0 ? word.slice(2) : word.slice(2, equals);
  const definition = flags.definition(name);
  if (definition === undefined) throw usage(`unknown flag: --${name}`, flags);
  if (equals >= 0) flags.set(definition, word.slice(equals + 1));
  else if (definition.bare !== undefined) flags.set(definition, definition.bare);
  else if (next === undefined) throw usage(`flag needs an argument: --${name}`, flags);
  else {
    flags.set(definition, next);
    return 1;
  }
  return 0;
}

function letters(word: string, next: string | undefined, flags: Flags): number {
  for (let i = 1; i < word.length; i++) {
    const letter = word[i] as string;
    const definition = flags.byLetter(letter);
    if (definition === undefined) {
      throw usage(`unknown shorthand flag: '${letter}' in ${word}`, flags);
    }
    const rest = word.slice(i + 1);
    if (rest.startsWith('=')) {
      flags.set(definition, rest.slice(1));
      return 0;
    }
    if (definition.bare !== undefined) {
      flags.set(definition, definition.bare);
      continue;
    }
    if (rest !== '') {
      flags.set(definition, rest);
      return 0;
    }
    if (next === undefined) throw usage(`flag needs an argument: '${letter}' in ${word}`, flags);
    flags.set(definition, next);
    return 1;
  }
  return 0;
}
