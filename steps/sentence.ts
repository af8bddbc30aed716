import { Given } from '@cucumber/cucumber';
import type { Claim } from '../src/scenario/expect';
import { expectNow, expectWithin } from '../src/scenario/expect';
import type { Reference } from '../src/scenario/reference';
import { referenceOf } from '../src/scenario/reference';
import { sentences } from '../src/scenario/sentences';
import type { World } from '../src/scenario/world';
import type { Named } from './parameters';
import { worldOf } from './world';

/** One sentence in both languages, with an example of each. */
export interface Sentence {
  readonly en: string;
  readonly ko: string;
  readonly example: readonly [en: string, ko: string];
  /** Where the Korean sentence has another order: which of its parameters stands for each English one. */
  readonly order?: readonly number[];
}

// biome-ignore lint/suspicious/noExplicitAny: the parameters' types follow from the sentence, which is text
type Act = (world: World, ...args: any[]) => void;

/** Makes the cucumber function of a step: it has as many parameters as the sentence, and our world. */
function stepOf(act: Act, arity: number, order?: readonly number[]): (...args: unknown[]) => void {
  const step = function (this: unknown, ...args: unknown[]): void {
    const parameters = order === undefined ? args : args.map((_, i) => args[order[i] ?? i]);
    act(worldOf(this), ...parameters);
  };
  Object.defineProperty(step, 'length', { value: arity });
  return step;
}

function parametersIn(pattern: string): number {
  return (pattern.match(/\{[^}]*\}/g) ?? []).length;
}

/** Registers a sentence in English and in Korean. A doc string or table is one more parameter. */
export function sentence(topic: string, { en, ko, example, order }: Sentence, act: Act): void {
  const extra = en.endsWith(':') ? 1 : 0;
  const arity = parametersIn(en) + extra;
  sentences.push({ topic, en, ko, example });
  Given(en, stepOf(act, arity));
  Given(
    ko,
    stepOf(
      act,
      arity,
      order === undefined ? undefined : [...order, ...(extra ? [order.length] : [])],
    ),
  );
}

type Claiming = (world: World, ...args: never[]) => Claim;

/** Registers a claim about now: as it stands, and with "within D" before it. */
export function claim(topic: string, { en, ko, example, order }: Sentence, make: Claiming): void {
  const made = make as (world: World, ...args: unknown[]) => Claim;
  const now =
    (text: string) =>
    (world: World, ...args: unknown[]) =>
      expectNow(world, world.marks.at(-1)?.text ?? text, made(world, ...args));
  const within =
    (text: string) =>
    (world: World, limit: unknown, ...args: unknown[]) =>
      expectWithin(world, world.marks.at(-1)?.text ?? text, made(world, ...args), limit as number);
  const extra = en.endsWith(':') ? 1 : 0;
  const arity = parametersIn(en) + extra;
  const shifted = order === undefined ? undefined : [...order, ...(extra ? [order.length] : [])];
  sentences.push({ topic, en, ko, example });
  Given(en, stepOf(now(en), arity));
  Given(ko, stepOf(now(ko), arity, shifted));
  Given(`within {duration} ${en}`, stepOf(within(en), arity + 1));
  Given(
    `{시간} 안에 ${ko}`,
    stepOf(
      within(ko),
      arity + 1,
      shifted === undefined ? undefined : [0, ...shifted.map((i) => i + 1)],
    ),
  );
}

/** The object that a step means, in this world. */
export function meant(world: World, { kind, name }: Named): Reference {
  return referenceOf(kind, name, world.namespace);
}
