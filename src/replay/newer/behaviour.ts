import type { OwnChange } from '../recording/format';
import {
  chainOf,
  changesOf,
  type Divergence,
  type Fact,
  isConsequence,
  ownersOf,
  type Run,
} from './run';

/** Something that a newer version does otherwise than the recorded one. */
export interface NewerBehaviour {
  readonly since: string;
  readonly reason: string;
  /** A differing fact that the newer version is known to make otherwise. */
  changes?(fact: Fact, run: Run): boolean;
  /** The objects that go another way in this recording, by what it and we show. */
  divergences?(run: Run): readonly Divergence[];
}

const SECOND = 1000;
/** What differs by less is no other behaviour. */
const NOTHING = 500;
/** The longest back-off of the scheduler's queue, and the first of a Job. */
const BACKOFF_MAX = 10 * SECOND;
const FOREVER = Number.MAX_SAFE_INTEGER;

function ownBinding(own: readonly OwnChange[], pod: string): number | undefined {
  return own.find(({ object, keys, digest }) => object === pod && keys.has('node') && digest.node)
    ?.T;
}

interface Wait {
  readonly pod: string;
  readonly from: number;
  /** When it was given a node; never when undefined. */
  readonly bound: number | undefined;
  readonly ready: number | undefined;
}

/** The times during which Pods waited for a node after a refusal. */
function waitsOf({ recording }: Run): readonly Wait[] {
  const waits: Wait[] = [];
  for (const [name, changes] of changesOf(recording, 'Pod')) {
    const refused = changes.find(({ d }) => d?.sched === 'Unschedulable');
    if (refused === undefined) continue;
    const after = changes.filter(({ T }) => T > refused.T);
    const bound = after.find(({ d }) => typeof d?.node === 'string')?.T;
    const ready = after.find(({ d }) => d?.ready === 1)?.T;
    waits.push({ pod: `Pod/${name}`, from: refused.T, bound, ready });
  }
  return waits;
}

/** Pods that are placed sooner here than after the recorded back-off, which may outlast the recording. */
function soonerPlaced(run: Run): readonly Divergence[] {
  const end = run.recording.trace.at(-1)?.T ?? 0;
  return waitsOf(run).flatMap(({ pod, bound, ready }) => {
    const here = ownBinding(run.own, pod);
    if (here === undefined) return [];
    const placed = bound ?? end;
    if (here > placed - NOTHING || here < placed - BACKOFF_MAX - SECOND) return [];
    return [
      { object: pod, from: here, until: bound === undefined ? FOREVER : (ready ?? bound) + SECOND },
    ];
  });
}

/**
 * Where a Pod was given a node while others waited, and soon had to make way for one of them: all that waited
 * then go another way.
 */
function unfairlyPlaced(run: Run): readonly Divergence[] {
  const waits = waitsOf(run);
  const preempted = new Map(
    run.recording.events
      .filter(({ reason }) => reason === 'Preempted')
      .map(({ object, T }) => [object, T]),
  );
  const from = Math.min(
    ...waits
      .filter(({ pod, bound }) => {
        const end = preempted.get(pod);
        return bound !== undefined && end !== undefined && end - bound < BACKOFF_MAX;
      })
      .map(({ bound }) => bound ?? FOREVER),
  );
  if (!Number.isFinite(from)) return [];
  return waits
    .filter((wait) => wait.from <= from && (wait.bound ?? FOREVER) >= from)
    .map(({ pod }) => ({ object: pod, from, until: FOREVER }));
}

/** Jobs that made a new Pod at once when one had failed or was deleted, where ours wait out the back-off. */
function retriedAtOnce({ recording, own }: Run): readonly Divergence[] {
  const owners = ownersOf(recording);
  const made = new Map<string, number[]>();
  const lost = new Map<string, number>();
  const divergences: Divergence[] = [];
  for (const { kind, name, type, d, T } of recording.trace) {
    const job = owners.get(`${kind}/${name}`);
    if (kind !== 'Pod' || job?.startsWith('Job/') !== true) continue;
    if (type === 'ADDED') made.set(job, [...(made.get(job) ?? []), T]);
    const isLost = d?.phase === 'Failed' || d?.term === 1 || type === 'DELETED';
    if (isLost && !lost.has(job)) lost.set(job, T);
  }
  for (const [job, T] of lost) {
    const next = made.get(job)?.find((time) => time > T);
    const waits = !own.some(
      (change) =>
        change.type === 'ADDED' &&
        change.digest.owner === job &&
        change.T > T &&
        change.T < T + BACKOFF_MAX - SECOND,
    );
    if (waits && next !== undefined && next - T < SECOND) {
      divergences.push({ object: job, from: T, until: FOREVER });
    }
  }
  return divergences;
}

/** Pods that went to another node, where some nodes have a zone and others none. */
function otherwiseSpread(run: Run): readonly Divergence[] {
  const { nodes, steps } = run.recording.scenario;
  const added = steps.flatMap(({ addNode = [] }) => addNode);
  const zones = new Set([...nodes, ...added].map(({ zone }) => zone !== undefined));
  if (zones.size < 2) return [];
  const divergences: Divergence[] = [];
  for (const { kind, name, d, T, nu } of run.recording.trace) {
    if (kind !== 'Pod' || typeof d?.node !== 'string' || nu === 1) continue;
    const object = `Pod/${name}`;
    const ours = run.own.find((o) => o.object === object && o.keys.has('node'));
    if (ours !== undefined && ours.digest.node !== d.node) {
      const owner = ownersOf(run.recording).get(object);
      divergences.push({ object: owner ?? object, from: T - NOTHING, until: FOREVER });
    }
  }
  return divergences;
}

function sliceTypes({ recording }: Run): ReadonlyMap<string, unknown> {
  const slices = recording.trace.filter(
    ({ kind, type }) => kind === 'EndpointSlice' && type === 'ADDED',
  );
  return new Map(slices.map(({ name, d }) => [`EndpointSlice/${name}`, d?.type]));
}

function isOf(kind: string, { object }: Fact, run: Run): boolean {
  if (object === undefined) return false;
  return chainOf(object, ownersOf(run.recording)).some((each) => each.startsWith(`${kind}/`));
}

/** What the recorded controller did with a budget when it had met a Pod without a controller. */
function isOfUnmanagedBudget({ what, object, text }: Fact, { recording }: Run): boolean {
  const stopped = recording.events.some(
    (event) => event.reason === 'NoControllerRef' && event.object === object,
  );
  if (!stopped) return false;
  return what === 'event'
    ? /^event (NoControllerRef|CalculateExpectedPodCountFailed) /.test(text)
    : what === 'final' && / status\.currentHealthy: \d+ instead of 0$/.test(text);
}

/** A count of a Job's Pods that was passed over here, for a greater one followed within the second that is gathered. */
function isCountedAtOnce({ what, object, T, text }: Fact, { own }: Run): boolean {
  const [, told] = /^trace Job\/.* MODIFIED \{(?:"act":\d+,)?"succ":(\d+)\} \|/.exec(text) ?? [];
  if (what !== 'trace' || T === undefined || told === undefined) return false;
  return own.some(
    (change) =>
      change.object === object &&
      change.keys.has('succ') &&
      Number(change.digest.succ) > Number(told) &&
      Math.abs(change.T - T) < SECOND,
  );
}

/** What is not a Pod of a namespace that goes, and goes later here; and the count of what is left in between. */
function isOfEndingNamespace({ what, object = '', text, T = 0, off }: Fact, run: Run): boolean {
  if (what !== 'trace') return false;
  const namespace = /^Namespace\/(.*)|^(?!Pod\/)\w+\/(\S+?):/.exec(object)?.slice(1).find(Boolean);
  const goes = run.recording.trace.find(
    ({ kind, name, d }) => kind === 'Namespace' && name === namespace && d?.term === 1,
  );
  if (goes === undefined || T < goes.T) return false;
  if (object.startsWith('Namespace/')) {
    return / MODIFIED \{"conds":\["NamespaceContentRemaining=True/.test(text);
  }
  return / (DELETED |MODIFIED \{"term":1\})/.test(text) && off !== undefined && off > 0;
}

export const newerBehaviour: readonly NewerBehaviour[] = [
  {
    since: 'chance',
    reason: "a busy machine's cache was behind its own write; here a key waits for what it wrote",
    changes: ({ what, text }) =>
      what === 'event' &&
      /^event FailedToUpdateEndpoint(Slices)? .*the object has been modified; please apply/.test(
        text,
      ),
  },
  {
    since: 'v1.21',
    reason:
      'the CronJob controller waits for the minute and hears of its Jobs, instead of looking every 10 s',
    changes: (fact, run) =>
      fact.what === 'trace' &&
      isOf('CronJob', fact, run) &&
      fact.off !== undefined &&
      fact.off < 0 &&
      fact.off > -11 * SECOND,
  },
  {
    since: 'v1.22',
    reason: 'a budget goes on in spite of Pods without a controller, and says UnmanagedPods',
    changes: isOfUnmanagedBudget,
  },
  {
    since: 'v1.22',
    reason:
      'NodeResourcesBalancedAllocation scores by the standard deviation of the fractions: nodes are equal that were not',
    changes: ({ what, text }) => what === 'sample' && isSpreadOfOne(text),
  },
  {
    since: 'v1.22',
    reason: 'of Pods that ended together a Job counts all at once',
    changes: isCountedAtOnce,
  },
  {
    since: 'v1.23',
    reason: 'a headless Service has slices of the families of its cluster alone: IPv4 here',
    changes: ({ object = '' }, run) => sliceTypes(run).get(object) === 'IPv6',
  },
  {
    since: 'v1.24',
    reason: 'the default spreading over zones and hosts counts nodes without a zone too',
    divergences: otherwiseSpread,
  },
  {
    since: 'v1.26',
    reason: "a Pod's own deletion is no reason for the scheduler to try it again at once",
    changes: ({ text }) => /^event FailedScheduling \S+ skip schedule deleting pod/.test(text),
  },
  {
    since: 'v1.27',
    reason: 'the first retry of a Job waits 10 s, too; a Pod that is deleted counts as failed',
    divergences: retriedAtOnce,
  },
  {
    since: 'v1.33',
    reason: 'a namespace that goes loses its Pods first, and all else when they are gone',
    changes: isOfEndingNamespace,
  },
  {
    since: 'v1.33',
    reason: 'a Pod in back-off is tried as soon as no other waits, without waiting for its end',
    divergences: soonerPlaced,
  },
  {
    since: 'v1.33',
    reason:
      'Pods that waited for any node at all are tried by priority: none is placed that must make way at once',
    divergences: unfairlyPlaced,
  },
];

/** In the recording one node took all; here several are as good. */
function isSpreadOfOne(text: string): boolean {
  const theirs = /instead of .*"distribution":(\{[^}]*\})/.exec(text)?.[1];
  const ours = /^sample (\{[^}]*\})/.exec(text)?.[1];
  if (theirs === undefined || ours === undefined) return false;
  const [best, ...others] = Object.keys(JSON.parse(theirs));
  return others.length === 0 && best !== undefined && best in JSON.parse(ours);
}

/** Tells which differing facts of a run are known to be otherwise in a newer version. */
export class KnownBehaviour {
  private readonly owners: ReadonlyMap<string, string>;
  private readonly divergences: readonly (readonly [NewerBehaviour, Divergence])[];

  constructor(private readonly run: Run) {
    this.owners = ownersOf(run.recording);
    this.divergences = newerBehaviour.flatMap((known) =>
      (known.divergences?.(run) ?? []).map((divergence) => [known, divergence] as const),
    );
  }

  /** Why the fact is not expected of a newer version; undefined when it is. */
  of(fact: Fact): NewerBehaviour | undefined {
    const direct = newerBehaviour.find((known) => known.changes?.(fact, this.run));
    if (direct !== undefined) return direct;
    return this.divergences.find(([, divergence]) =>
      isConsequence(fact, divergence, this.owners),
    )?.[0];
  }
}
