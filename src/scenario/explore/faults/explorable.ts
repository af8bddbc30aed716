import type { Duration } from '../../../sim/loop';
import type { Random } from '../../../sim/random';
import type { Activity, Moment } from '../activity';
import type { Injection, Phrase } from '../plan';

/** A kind of fault that exploration draws. A new one is one file and one line in the index. */
export interface Explorable {
  readonly family: 'crash' | 'delay' | 'restart';
  /** One that may matter to a scenario that did this; undefined when there is nothing that it could hit. */
  draw(chance: Random, activity: Activity): Injection | undefined;
}

/** How far from a write a fault may come, in milliseconds: before it, and after. */
const NEAR: Duration = 300;

/** A moment near one when something was written. */
export function nearSomeWrite(chance: Random, moments: readonly Moment[]): Moment {
  const { step, offset } = chance.pick(moments);
  return { step, offset: Math.max(0, Math.round(offset) + chance.below(2 * NEAR) - NEAR) };
}

/** Spans that are plainer than this one and may do as well, the plainest first. */
export function plainer(span: Duration, least = 1): Duration[] {
  const candidates = [0, 1000, 10_000, ...[1000, 100, 10].map((unit) => roundTo(span, unit))];
  return [...new Set(candidates)].filter((each) => each >= least && isPlainer(each, span));
}

function roundTo(span: Duration, unit: Duration): Duration {
  return Math.round(span / unit) * unit;
}

/** How many digits one must read, and then which is shorter. */
function isPlainer(one: Duration, other: Duration): boolean {
  const digits = (span: Duration) => String(span).replace(/0+$/, '').length;
  return digits(one) < digits(other) || (digits(one) === digits(other) && one < other);
}

/** A program as the sentences name it: `"kube-scheduler"`, `the kubelet of node "node-1"`. */
export function programPhrase(name: string): Phrase {
  const [, node] = /^kubelet\/(.*)$/.exec(name) ?? [];
  return node === undefined
    ? { en: `"${name}"`, ko: `"${name}"` }
    : { en: `the kubelet of node "${node}"`, ko: `노드 "${node}"의 kubelet` };
}

/** The same as the subject of a Korean sentence: the particle follows from the last sound. */
export function koreanSubject(name: string): string {
  const { ko } = programPhrase(name);
  const last = ko.replace(/"$/, '').at(-1) ?? '';
  return `${ko}${/[lmnptkbg013678]/.test(last) ? '이' : '가'}`;
}

/** A fault of these numbers, which becomes plainer as they do. */
export function injectionOf<N extends Readonly<Record<string, number>>>(
  at: Moment,
  numbers: N,
  say: (numbers: N) => Phrase,
): Injection {
  return {
    before: at.step,
    delay: at.offset,
    phrase: say(numbers),
    simpler: () => [
      ...plainer(at.offset, 0).map((offset) => injectionOf({ ...at, offset }, numbers, say)),
      ...Object.entries(numbers).flatMap(([name, value]) =>
        plainer(value).map((plain) => injectionOf(at, { ...numbers, [name]: plain }, say)),
      ),
    ],
  };
}

/** One of the spans that faults last, short ones more often than long ones. */
export function drawSpan(chance: Random, longest: Duration): Duration {
  const scale = chance.pick([100, 1000, longest / 4, longest]);
  return 1 + chance.below(Math.max(1, Math.min(scale, longest)));
}
