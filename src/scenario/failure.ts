import { AssertionError } from 'chai';
import { kinds } from '../api';
import { Events } from '../api/core/event';
import type { WriteEntry } from '../apiserver/server';
import { cellsOf, columnsOf } from '../apiserver/table';
import type { TraceEntry } from '../sim/trace';
import { formatDuration } from './duration';
import type { Subject, Verdict } from './verdict';
import type { World } from './world';

/** A claim that does not hold. chai's assertion error, without a stack: the message says all. */
export class ClaimError extends AssertionError<object> {
  override stack: string;

  constructor(message: string) {
    super(message);
    this.stack = message;
  }
}

/** A moment as a reader wants it: since the scenario's start, and by the cluster's clock. */
export function momentText(world: World, time: number): string {
  const start = world.marks.find(({ from }) => from > 0)?.from ?? time;
  return `+${formatDuration(time - start)} (${new Date(time).toISOString().slice(11, 19)})`;
}

/** One line about one entry of the trace. */
export function entryText(world: World, entry: TraceEntry): string {
  return `${momentText(world, entry.time)} ${entry.actor}: ${doneText(entry)}`;
}

function doneText({ type, data }: TraceEntry): string {
  if (type === 'write') {
    const { type: what, kind, key } = data as WriteEntry;
    const verb = { ADDED: 'created', MODIFIED: 'changed', DELETED: 'removed' }[what];
    return `${verb} ${kind} ${key}`;
  }
  if (type === 'step') return `the step "${(data as { text: string }).text}"`;
  return `${type} ${JSON.stringify(data)}`.slice(0, 160);
}

function chainText(world: World, seq: number): string[] {
  const chain = world.cluster.trace.chain(seq).slice(0, 8);
  if (chain.length === 0) return [];
  return [
    '  why:',
    ...chain.map((entry, index) => `    ${index === 0 ? '' : '← '}${entryText(world, entry)}`),
  ];
}

function lastWrite(world: World, { kindId, key }: Subject): number | undefined {
  const { entries } = world.cluster.trace;
  for (let i = entries.length - 1; i >= 0; i--) {
    const entry = entries[i] as TraceEntry;
    if (entry.type !== 'write') continue;
    const write = entry.data as WriteEntry;
    if (write.id === kindId && write.key === key) return entry.seq;
  }
  return undefined;
}

/** The object as `kubectl get` shows it, and its last Events. */
function subjectText(world: World, subject: Subject): string[] {
  const kind = kinds.find(({ id }) => id === subject.kindId);
  const object = kind && world.cluster.server.store.get(kind, subject.key);
  if (kind === undefined || object === undefined) return [];
  const lines = [];
  const shown = columnsOf(kind)
    .map((column, index) => ({ column, cell: cellsOf(kind, object, world.now)[index] }))
    .filter(({ column }) => column.priority === 0);
  const widths = shown.map(
    ({ column, cell }) => Math.max(column.name.length, String(cell).length) + 3,
  );
  lines.push(
    `    ${shown.map(({ column }, i) => column.name.toUpperCase().padEnd(widths[i] ?? 0)).join('')}`.trimEnd(),
  );
  lines.push(
    `    ${shown.map(({ cell }, i) => String(cell).padEnd(widths[i] ?? 0)).join('')}`.trimEnd(),
  );
  const { namespace, name, uid } = object.metadata;
  const events = [...world.cluster.server.store.objects(Events, namespace ?? 'default').values()]
    .filter(({ involvedObject }) => involvedObject.uid === uid || involvedObject.name === name)
    .slice(-4);
  if (events.length > 0) lines.push('  last Events:');
  for (const { type, reason, message } of events) lines.push(`    ${type} ${reason}: ${message}`);
  return lines;
}

/** The error of a claim that does not hold: what was claimed, why not, when, and how it came about. */
export function claimError(
  world: World,
  claim: string,
  verdict: Verdict,
  extra?: string,
): ClaimError {
  if (verdict.state === 'holds') throw new Error('a claim that holds is no error');
  const lines = [
    verdict.state === 'vacuous'
      ? `nothing tested the claim (vacuous): ${claim}`
      : `not so: ${claim}`,
  ];
  lines.push(`  because ${verdict.because}`);
  if (extra !== undefined) lines.push(`  ${extra}`);
  if (verdict.state === 'violated') {
    lines.push(`  at ${momentText(world, verdict.at)}`);
    const [witness] = verdict.witness;
    if (witness !== undefined) lines.push(...chainText(world, witness));
  } else if (verdict.state === 'pending' && verdict.about !== undefined) {
    lines.push(`  now, at ${momentText(world, world.now)}:`);
    lines.push(...subjectText(world, verdict.about));
    const seq = lastWrite(world, verdict.about);
    if (seq !== undefined) lines.push(...chainText(world, seq));
  }
  return new ClaimError(lines.join('\n'));
}
