import type { Duration } from '../../sim/loop';

/** A language that the sentences are written in. */
export type Language = 'en' | 'ko';

/** One step of a scenario, as it is run and printed. */
export interface ScriptStep {
  readonly type: 'Given' | 'When' | 'Then';
  readonly text: string;
  readonly docString?: { readonly content: string; readonly mediaType?: string };
  readonly table?: readonly (readonly string[])[];
}

/** A scenario with its background, its outline's values put in. */
export interface Script {
  readonly uri: string;
  readonly feature: string;
  readonly name: string;
  readonly language: Language;
  readonly tags: readonly string[];
  readonly steps: readonly ScriptStep[];
}

/** What goes wrong, as sentences. */
export type Phrase = Readonly<Record<Language, string>>;

/** A fault that is said before a step of the scenario, and happens then or later. */
export interface Injection {
  /** The index of the step before which it is said. */
  readonly before: number;
  readonly delay: Duration;
  readonly phrase: Phrase;
  /** Plainer ones that may do as well, the plainest first. */
  simpler(): readonly Injection[];
}

/** One way to run a scenario. */
export interface Plan {
  readonly seed: number;
  /** What is due at the same instant comes in an order of the seed's. */
  readonly shuffle: boolean;
  /** The indices of the steps that are run, in order. */
  readonly steps: readonly number[];
  readonly injections: readonly Injection[];
}

/** What a run is held to: the scenario's claims and the laws, or the laws alone, whatever comes of the claims. */
export type Aim = 'claims and laws' | 'laws';

/** Why a run is not as it should be. */
export interface Failure {
  /** What was broken: a step's text, or a law's name. Two runs fail alike when it is the same. */
  readonly what: string;
  /** The index of the step in which it was broken. */
  readonly step: number;
  readonly message: string;
}

/** How a run ended. `inapplicable` when a fault had nothing that it could hit. */
export type Outcome =
  | { readonly state: 'passed' }
  | { readonly state: 'inapplicable' }
  | { readonly state: 'failed'; readonly failure: Failure };

/** A line of a plan: a step of the scenario, or a fault before it. */
export interface Line {
  readonly step: ScriptStep;
  /** The index of the scenario's step; undefined for a fault. */
  readonly index: number | undefined;
}

/** What a plan runs, line by line: the steps that it keeps, each behind the faults that are said before it. */
export function linesOf(script: Script, { steps, injections }: Plan): Line[] {
  const lines: Line[] = [];
  let said = 0;
  const inOrder = [...injections].sort((a, b) => a.before - b.before);
  for (const index of steps) {
    for (let next = inOrder[said]; next !== undefined && next.before <= index; ) {
      lines.push({ step: { type: 'When', text: textOf(next, script.language) }, index: undefined });
      next = inOrder[++said];
    }
    const step = script.steps[index];
    if (step !== undefined) lines.push({ step, index });
  }
  return lines;
}

/** The sentence of a fault. */
export function textOf({ delay, phrase }: Injection, language: Language): string {
  if (delay <= 0) return phrase[language];
  const span = spanText(delay)[language];
  return language === 'en' ? `in ${span} ${phrase.en}` : `${span} 뒤에 ${phrase.ko}`;
}

const UNITS = [
  { size: 60_000, en: 'minute', ko: '분' },
  { size: 1000, en: 'second', ko: '초' },
  { size: 1, en: 'millisecond', ko: '밀리초' },
] as const;

/** A span of time as the sentences take it, exact to the millisecond. */
export function spanText(span: Duration): Phrase {
  const isWhole = span % 60_000 === 0;
  const unit = UNITS.find(({ size }) => span >= size && (size < 60_000 || isWhole)) ?? UNITS[2];
  const count = span / unit.size;
  return { en: `${count} ${unit.en}${count === 1 ? '' : 's'}`, ko: `${count}${unit.ko}` };
}
