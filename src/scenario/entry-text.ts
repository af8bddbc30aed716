import { formatDuration } from '../api/duration';
import type { WriteEntry } from '../apiserver/server';
import type { FaultEntry } from '../faults/fault';
import type { DecisionNote } from '../scheduler';
import type { Time } from '../sim/loop';
import type { TraceEntry } from '../sim/trace';
import type { World } from './world';

/** What actors note: names of things, reasons, counts. */
type Note = Readonly<Record<string, unknown>>;

/** A moment as a reader wants it: since the scenario's start, and by the cluster's clock. */
export function momentText(world: World, time: Time): string {
  const start = world.cluster.trace.entries[0]?.time ?? time;
  return `+${formatDuration(time - start)} (${new Date(time).toISOString().slice(11, 19)})`;
}

/** One line about one entry of the trace. */
export function entryText(world: World, entry: TraceEntry): string {
  return `${momentText(world, entry.time)} ${actorText(entry)}: ${doneText(entry)}`;
}

/** Who did it, by the shortest name that tells. */
export function actorText({ actor }: TraceEntry): string {
  return actor.replace(/^system:(serviceaccount:kube-system:)?/, '');
}

const TELL: Readonly<Record<string, (note: Note) => string>> = {
  step: ({ text }) => `the step "${text}"`,
  write(data) {
    const { type, kind, key } = data as unknown as WriteEntry;
    const verb = { ADDED: 'created', MODIFIED: 'changed', DELETED: 'removed' }[type];
    return `${verb} ${kind} ${key}`;
  },
  decision: (data) => decisionText(data as unknown as DecisionNote),
  fault(data) {
    const { fault, state, options } = data as unknown as FaultEntry;
    return `${fault} ${state}: ${JSON.stringify(options)}`;
  },
  preemption: ({ pod, node, victims }) =>
    `makes room for Pod ${pod} on ${node}: ${(victims as readonly string[]).map((victim) => `Pod ${victim}`).join(', ')} must go`,
  retry: ({ key, pod, node, reason, message }) =>
    `tries ${[key ?? pod ?? node, 'again'].filter(Boolean).join(' ')}: ${message ?? reason}`,
  leader: ({ lease, identity }) => `${identity} leads by the Lease ${lease}`,
  node: ({ node, what }) => `finds node ${node} to be ${what}`,
  collect: ({ kind = 'Pod', key, pod, why }) => `collects ${kind} ${key ?? pod}: ${why}`,
  machine: ({ group, name }) => `asks the cloud for the machine ${name} of group ${group}`,
  traffic: ({ service, state, reason }) =>
    state === 'failing'
      ? `requests to Service ${service} begin to fail: ${reason}`
      : `requests to Service ${service} are answered again`,
  'eviction refused': ({ pod, message }) => `may not evict Pod ${pod}: ${message}`,
};

/** What happened, in a few words. */
export function doneText({ type, data }: TraceEntry): string {
  return TELL[type]?.(data as Note) ?? `${type} ${JSON.stringify(data)}`.slice(0, 160);
}

function decisionText({ pod, node, nodes, rejected = {} }: DecisionNote): string {
  const why = Object.entries(rejected)
    .map(([reason, count]) => `${count} ${reason}`)
    .join(', ');
  const choice = node === undefined ? 'found no node' : `chose node ${node}`;
  return `${choice} of ${nodes} for Pod ${pod}${why === '' ? '' : ` (rejected: ${why})`}`;
}
