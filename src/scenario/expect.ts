import { formatDuration } from '../api/duration';
import type { Duration } from '../sim/loop';
import { claimError } from './failure';
import type { Verdict } from './verdict';
import type { World } from './world';

/** A claim about the present moment. */
export type Claim = (world: World) => Verdict;

/** The claim holds now; else a ClaimError. `text` is the claim in the words of the step. */
export function expectNow(world: World, text: string, claim: Claim): void {
  const verdict = claim(world);
  if (verdict.state !== 'holds') throw claimError(world, text, verdict);
}

/** The claim about all that has happened holds; else a ClaimError. */
export function expectOver(world: World, text: string, verdict: Verdict): void {
  if (verdict.state !== 'holds') throw claimError(world, text, verdict);
}

/** News takes a watch's delay from one to the next; so far apart they count as one moment, in milliseconds. */
const NEWS_APART = 2;
const NEWS_MAX = 50;
/** A claim is looked at again after so long even when nothing happened: some things ripen by time alone. */
const LOOK_AGAIN: Duration = 1000;

/** So long the kernel's rules may take to follow the endpoints. */
const RULES_MAX = 200;

/**
 * Lets what happened at this very moment reach all that watch, and the rules by which requests find their way,
 * so that the next step sees no half of it.
 */
function letNewsArrive({ cluster }: World): void {
  const { loop } = cluster;
  const end = loop.now + NEWS_MAX;
  const rulesEnd = loop.now + RULES_MAX;
  for (let next = loop.nextTime(); next !== undefined; next = loop.nextTime()) {
    const isNews = next <= loop.now + NEWS_APART && next <= end;
    if (!isNews && (!cluster.rulesAreBehind || next > rulesEnd)) return;
    loop.step();
  }
}

/** Time passes until the goal is reached, at most `limit`. The goal is looked at when all of a moment has happened. */
function passUntil({ cluster }: World, goal: () => boolean, limit: Duration): boolean {
  const { loop, trace } = cluster;
  let length = -1;
  let looked = loop.now;
  const outcome = loop.runUntil(
    () => {
      const next = loop.nextTime();
      if (next !== undefined && next <= loop.now) return false;
      if (trace.entries.length === length && loop.now - looked < LOOK_AGAIN) return false;
      length = trace.entries.length;
      looked = loop.now;
      return goal();
    },
    loop.now + limit,
    false,
  );
  return outcome === 'reached' || goal();
}

/** Time passes until the claim holds, at most `limit`; else a ClaimError that says what was missing last. */
export function expectWithin(world: World, text: string, claim: Claim, limit: Duration): void {
  let verdict = claim(world);
  world.moving(() => {
    if (verdict.state === 'holds') return;
    passUntil(
      world,
      () => {
        verdict = claim(world);
        return verdict.state === 'holds';
      },
      limit,
    );
  });
  if (verdict.state === 'holds') {
    letNewsArrive(world);
    return;
  }
  const passed = `${formatDuration(limit)} have passed`;
  const extra = world.cluster.loop.quiet
    ? `${passed}, and nothing is left to do in the cluster but heartbeats: it would never come about`
    : passed;
  throw claimError(world, text, verdict, extra);
}

/** The claim holds at every moment of the span that passes. */
export function expectThroughout(world: World, text: string, claim: Claim, span: Duration): void {
  let verdict = claim(world);
  world.moving(() => {
    if (verdict.state !== 'holds') return;
    passUntil(
      world,
      () => {
        verdict = claim(world);
        return verdict.state !== 'holds';
      },
      span,
    );
  });
  if (verdict.state !== 'holds') throw claimError(world, text, verdict);
}
