import { Given } from '@cucumber/cucumber';
import { none } from '../src/scenario/count';
import { readable } from '../src/scenario/errors';
import {
  type Claim,
  expectNow,
  expectOver,
  expectThroughout,
  expectWithin,
} from '../src/scenario/expect';
import { type Reference, referenceOf } from '../src/scenario/reference';
import { type Prefix, sentences } from '../src/scenario/sentences';
import { UserError } from '../src/scenario/user-error';
import type { Verdict } from '../src/scenario/verdict';
import type { StepMark, World } from '../src/scenario/world';
import type { Named } from './parameters';
import { worldOf } from './world';

/** One sentence in both languages, with an example of each. */
export interface Sentence {
  readonly en: string;
  readonly ko: string;
  readonly example: readonly [en: string, ko: string];
  /** Where the Korean sentence has another order: which of its parameters stands for each English one. */
  readonly order?: readonly number[];
  /** What stands below a sentence that ends with a colon: a doc string, unless it is a table. */
  readonly below?: 'table';
  /** How Korean says it of none, where English says "no": without the number. */
  readonly none?: { readonly ko: string; readonly example: string };
  /** A claim over what has happened that time may still make true: "within D" may stand before it. */
  readonly ripens?: true;
}

// biome-ignore lint/suspicious/noExplicitAny: the parameters' types follow from the sentence, which is text
type Parameters = any[];
type Act = (world: World, ...args: Parameters) => void;

/** How people write these words beside the way in which a sentence lists them. */
const WRITTEN: readonly (readonly [listed: RegExp, written: string])[] = [
  [/\bPods? /g, 'Pod/Pods/pod/pods '],
  [/\bPod\(s\)/g, 'Pod/Pods/pod/pods'],
  [/\bnode\(s\)/g, 'node/nodes/Node/Nodes'],
  [/at no time there was\/were/g, 'at no time there/was/were there/was/were'],
];

/** The pattern of an English sentence as people write it. */
function written(en: string): string {
  return WRITTEN.reduce((text, [listed, words]) => text.replace(listed, words), en);
}

const PARAMETER = /\{[^}]*\}/g;

/** What a sentence is made into: its patterns, and for each how its parameters become those of the English one. */
interface Form {
  readonly pattern: string;
  readonly arity: number;
  readonly below: 'nothing' | 'doc string' | 'table';
  arrange(args: readonly unknown[]): unknown[];
}

function formsOf({ en, ko, order, below: kind, none: negative }: Sentence): {
  readonly english: Form;
  readonly korean: readonly Form[];
} {
  const parameters: readonly string[] = en.match(PARAMETER) ?? [];
  // a doc string or a table is one more parameter
  const extra = en.endsWith(':') ? [parameters.length] : [];
  const places = [...(order ?? parameters.map((_, index) => index)), ...extra];
  const arity = places.length;
  const below = extra.length === 0 ? 'nothing' : (kind ?? 'doc string');
  const korean: Form[] = [
    { pattern: ko, arity, below, arrange: (args) => places.map((place) => args[place]) },
  ];
  if (negative !== undefined) {
    const counted = parameters.indexOf('{count}');
    const gap = places[counted] ?? 0;
    const arrange = (args: readonly unknown[]) =>
      places.map((place, index) => (index === counted ? none : args[place - Number(place > gap)]));
    korean.push({ pattern: negative.ko, arity: arity - 1, below, arrange });
  }
  return { english: { pattern: written(en), arity, below, arrange: (args) => [...args] }, korean };
}

/** An error when a step lacks what must stand below it, or has something else there. */
function checkBelow(below: Form['below'], last: unknown): void {
  if (below === 'nothing') return;
  // behind the parameters cucumber always passes a callback
  const has =
    typeof last === 'string' ? 'doc string' : typeof last === 'function' ? 'nothing' : 'table';
  if (has !== below) throw new UserError(`this step needs a ${below} below it, and has ${has}`);
}

/** Tells cucumber of a pattern; `first` parameters stand before those of the form and stay where they are. */
function define(pattern: string, form: Form, first: number, act: Act): void {
  const step = function (this: unknown, ...args: unknown[]): void {
    const world = worldOf(this);
    try {
      checkBelow(form.below, args[form.arity + first - 1]);
      act(world, ...args.slice(0, first), ...form.arrange(args.slice(first)));
    } catch (error) {
      throw readable(world, error);
    }
  };
  Object.defineProperty(step, 'length', { value: form.arity + first });
  Given(pattern, step);
}

function list(topic: string, s: Sentence, ...prefixes: readonly Prefix[]): void {
  const { en, ko, example, none: negative } = s;
  const before = prefixes.length === 0 ? {} : { prefixes };
  sentences.push({ topic, en, pattern: written(en), ko, example, ...before });
  if (negative === undefined) return;
  const [english] = example;
  const no = en.replace('{count}', 'no');
  sentences.push({
    topic,
    en: no,
    pattern: written(no),
    ko: negative.ko,
    example: [english.replace(/\d+/, 'no'), negative.example],
    ...before,
  });
}

/** Registers a sentence in English and in Korean. A doc string or table is one more parameter. */
export function sentence(topic: string, s: Sentence, act: Act): void {
  list(topic, s);
  const { english, korean } = formsOf(s);
  for (const form of [english, ...korean]) define(form.pattern, form, 0, act);
}

/** A command line and what it reads; run with "try to", it may be refused. */
export type Deed = string | { readonly command: string; readonly stdin: string };

/** How Korean says that one tries: 한다 → 해 본다. */
const TRIES: readonly (readonly [string, string])[] = [
  ['한다', '해 본다'],
  ['바꾼다', '바꿔 본다'],
  ['돌린다', '돌려 본다'],
  ['비운다', '비워 본다'],
  ['붙인다', '붙여 본다'],
  ['건다', '걸어 본다'],
  ['뗀다', '떼어 본다'],
  ['없앤다', '없애 본다'],
];

function tryKorean(text: string): string {
  for (const [does, tries] of TRIES) {
    const ending = new RegExp(`${does}(:?)$`);
    if (ending.test(text)) return text.replace(ending, `${tries}$1`);
  }
  throw new Error(`how does one say in Korean that one tries: ${text}`);
}

/** Registers what people do with a command line: `I …`, and `I try to …`, which may be refused. */
export function deed(
  topic: string,
  s: Sentence,
  make: (world: World, ...args: Parameters) => Deed,
): void {
  const read = (world: World, args: Parameters) => {
    const made = make(world, ...args);
    return typeof made === 'string' ? { command: made, stdin: undefined } : made;
  };
  sentence(topic, s, (world: World, ...args: Parameters) => {
    const { command, stdin } = read(world, args);
    world.run(command, undefined, stdin);
  });
  const tryEnglish = (text: string) => text.replace(/^I /, 'I try to ');
  const tried: Sentence = {
    ...s,
    en: tryEnglish(s.en),
    ko: tryKorean(s.ko),
    example: [tryEnglish(s.example[0]), tryKorean(s.example[1])],
  };
  sentence(topic, tried, (world: World, ...args: Parameters) => {
    const { command, stdin } = read(world, args);
    world.tryToRun(command, undefined, stdin);
  });
}

/** What the running step says. */
export function textOf(world: World): string {
  return world.marks.at(-1)?.text ?? '';
}

/**
 * Registers a claim about now: as it stands, and with "within D" or "for D" before it. What is waited for may be more
 * than what is claimed.
 */
export function claim(
  topic: string,
  s: Sentence,
  make: (world: World, ...args: Parameters) => Claim,
  makeGoal = make,
): void {
  list(topic, s, 'within', 'for');
  const { english, korean } = formsOf(s);
  const now: Act = (world, ...args) => expectNow(world, textOf(world), make(world, ...args));
  const within: Act = (world, limit: number, ...args) =>
    expectWithin(world, textOf(world), makeGoal(world, ...args), limit);
  const throughout: Act = (world, span: number, ...args) =>
    expectThroughout(world, textOf(world), make(world, ...args), span);
  for (const form of [english, ...korean]) define(form.pattern, form, 0, now);
  define(`within {duration}(,) ${english.pattern}`, english, 1, within);
  define(`for {duration}(,) ${english.pattern}`, english, 1, throughout);
  for (const form of korean) {
    define(`{시간} 안에 ${form.pattern}`, form, 1, within);
    define(`{시간} 동안 ${form.pattern}`, form, 1, throughout);
  }
}

/** Registers something that goes wrong, or right again: it happens at once, or with "in D" before it so much later. */
export function incident(topic: string, s: Sentence, act: Act): void {
  list(topic, s, 'in');
  const { english, korean } = formsOf(s);
  const later: Act = (world, delay: number, ...args) =>
    world.later(delay, textOf(world), () => act(world, ...args));
  for (const form of [english, ...korean]) define(form.pattern, form, 0, act);
  define(`in {duration}(,) ${english.pattern}`, english, 1, later);
  for (const form of korean) define(`{시간} 뒤에 ${form.pattern}`, form, 1, later);
}

/** Registers a claim over all that has happened: since the scenario began, or since a step. */
export function history(
  topic: string,
  s: Sentence,
  judge: (world: World, since: StepMark | undefined, ...args: Parameters) => Verdict,
): void {
  if (s.ripens === undefined) list(topic, s, 'since');
  else list(topic, s, 'since', 'within');
  const { english, korean } = formsOf(s);
  const whole: Act = (world, ...args) =>
    expectOver(world, textOf(world), judge(world, undefined, ...args));
  const since: Act = (world, mark: string, ...args) =>
    expectOver(world, textOf(world), judge(world, world.markOf(mark), ...args));
  for (const form of [english, ...korean]) define(form.pattern, form, 0, whole);
  define(`since {mark}(,) ${english.pattern}`, english, 1, since);
  for (const form of korean) define(`「{mark}」 이후로 ${form.pattern}`, form, 1, since);
  if (s.ripens === undefined) return;
  const within: Act = (world, limit: number, ...args) =>
    expectWithin(world, textOf(world), () => judge(world, undefined, ...args), limit);
  define(`within {duration}(,) ${english.pattern}`, english, 1, within);
  for (const form of korean) define(`{시간} 안에 ${form.pattern}`, form, 1, within);
}

/** The object that a step means, in this world. */
export function meant(world: World, { kind, name }: Named): Reference {
  return referenceOf(world.kind(kind), name, world.namespace);
}
