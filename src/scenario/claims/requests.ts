import { Services } from '../../api/core/service';
import { formatDuration } from '../../api/duration';
import { joinKey } from '../../api/object';
import type { Failure, Traffic, TrafficSpan } from '../../network/traffic';
import type { Count } from '../count';
import type { Claim } from '../expect';
import { describeReference, type Reference } from '../reference';
import { UserError } from '../user-error';
import { holds, pending, type Verdict, vacuous } from '../verdict';
import type { StepMark, World } from '../world';
import { missing, objectOf } from './objects';

function trafficTo({ cluster }: World, reference: Reference): Traffic {
  const { kind, namespace, name } = reference;
  if (kind.id !== Services.id) {
    throw new UserError(`requests are sent to a Service, not to ${describeReference(reference)}`);
  }
  return cluster.trafficTo(joinKey(namespace, name));
}

/** So many requests a second reach for the Service from now on, from every node in turn. */
export function sendRequests(world: World, reference: Reference, perSecond: number): void {
  const traffic = trafficTo(world, reference);
  if (perSecond > 0 && objectOf(world, reference) === undefined) {
    throw new UserError(missing(world, reference));
  }
  traffic.setRate(perSecond);
}

function* spansSince(
  world: World,
  reference: Reference,
  since: StepMark | undefined,
): Iterable<TrafficSpan> {
  for (const span of trafficTo(world, reference).spans) {
    if (span.sent > 0 && span.from >= (since?.from ?? 0)) yield span;
  }
}

function nothingSent(reference: Reference): Verdict {
  return vacuous(`no request was sent to ${describeReference(reference)}`);
}

/** The requests that were answered reached so many different Pods. */
export function requestsReach(reference: Reference, count: Count): Claim {
  return (world) => {
    const reached = new Map<string, number>();
    let sent = 0;
    for (const span of spansSince(world, reference, undefined)) {
      sent += span.sent;
      for (const [pod, answers] of span.answered) {
        reached.set(pod, (reached.get(pod) ?? 0) + answers);
      }
    }
    if (sent === 0) return nothingSent(reference);
    if (count.admits(reached.size)) return holds;
    const list = [...reached].map(([pod, answers]) => `${pod} (${answers})`).join(', ');
    return pending(`${sent} requests reached ${reached.size} Pods: ${list || 'none'}`);
  };
}

interface Tally {
  sent: number;
  failed: number;
  readonly failures: Failure[];
}

function tally(world: World, reference: Reference, since: StepMark | undefined): Tally {
  const result: Tally = { sent: 0, failed: 0, failures: [] };
  for (const span of spansSince(world, reference, since)) {
    result.sent += span.sent;
    for (const failure of span.failures) {
      result.failed += failure.count;
      result.failures.push(failure);
    }
  }
  return result;
}

function judge({ sent, failed, failures }: Tally, world: World, text: string): Verdict {
  const start = world.cluster.trace.entries[0]?.time ?? 0;
  const reasons = new Map<string, number>();
  for (const { reason, count } of failures) reasons.set(reason, (reasons.get(reason) ?? 0) + count);
  const list = [...reasons].slice(0, 5).map(([reason, count]) => `\n      ${count} × ${reason}`);
  const [first] = failures;
  const last = failures.at(-1);
  const when =
    first === undefined || last === undefined
      ? ''
      : `, from ${formatDuration(first.time - start)} to ${formatDuration(last.time - start)} after the beginning`;
  return {
    state: 'violated',
    at: first?.time ?? world.now,
    because: `${failed} of ${sent} requests failed${when}, ${text}:${list.join('')}`,
    witness: [],
  };
}

/** So many requests failed since the load or the step began. */
export function requestsFailed(
  world: World,
  reference: Reference,
  count: Count,
  since: StepMark | undefined,
): Verdict {
  const result = tally(world, reference, since);
  if (result.sent === 0) return nothingSent(reference);
  if (count.admits(result.failed)) return holds;
  return judge(result, world, `not ${count.text}`);
}

/** At least this share of the requests was answered since the load or the step began. */
export function requestsSucceeded(
  world: World,
  reference: Reference,
  percent: number,
  since: StepMark | undefined,
): Verdict {
  const result = tally(world, reference, since);
  if (result.sent === 0) return nothingSent(reference);
  const share = (100 * (result.sent - result.failed)) / result.sent;
  if (share >= percent) return holds;
  return judge(result, world, `${share.toFixed(3)}% succeeded`);
}
