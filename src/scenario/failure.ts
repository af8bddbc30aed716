import { AssertionError } from 'chai';
import { Events } from '../api/core/event';
import type { KubeObject } from '../api/object';
import type { Event } from '../api/schema/objects';
import type { WriteEntry } from '../apiserver/server';
import { cellsOf, columnsOf } from '../apiserver/table';
import type { Time } from '../sim/loop';
import type { TraceEntry } from '../sim/trace';
import { entryText, momentText } from './entry-text';
import { hintsOn } from './hints';
import type { Subject, Verdict } from './verdict';
import type { World } from './world';

/** How many entries of a causal chain are shown, beside the root. */
const CHAIN_MAX = 8;
const EVENTS_MAX = 4;

/** A claim that does not hold. chai's assertion error, without a stack: the message says all. */
export class ClaimError extends AssertionError<object> {
  override stack: string;

  constructor(message: string) {
    super(message);
    this.stack = message;
  }
}

function chainText(world: World, seq: number): string[] {
  const chain = world.cluster.trace.chain(seq);
  const root = chain.at(-1);
  if (root === undefined) return [];
  const shown = chain.slice(0, CHAIN_MAX);
  const lines = shown.map(
    (entry, index) => `    ${index === 0 ? '' : '← '}${entryText(world, entry)}`,
  );
  const left = chain.length - shown.length;
  if (left > 1) lines.push(`    ← … ${left - 1} more`);
  if (left > 0) lines.push(`    ← ${entryText(world, root)}`);
  return ['  why:', ...lines];
}

function lastWrite(world: World, { kindId, key }: Subject): TraceEntry | undefined {
  return world.cluster.trace.entries.findLast(({ type, data }) => {
    if (type !== 'write') return false;
    const { id, key: written } = data as WriteEntry;
    return id === kindId && written === key;
  });
}

/** The object as `kubectl get` showed it then. */
function rowText(world: World, kindId: string, object: KubeObject, time: Time): string[] {
  const kind = world.cluster.server.kinds.find(kindId);
  if (kind === undefined) return [];
  const cells = cellsOf(kind, object, time).map(String);
  const shown = columnsOf(kind)
    .map(({ name, priority }, index) => ({ name, priority, cell: cells[index] ?? '' }))
    .filter(({ priority }) => priority === 0);
  const width = ({ name, cell }: { readonly name: string; readonly cell: string }) =>
    Math.max(name.length, cell.length) + 3;
  const line = (text: (column: (typeof shown)[number]) => string) =>
    `    ${shown.map((column) => text(column).padEnd(width(column))).join('')}`.trimEnd();
  return [line(({ name }) => name.toUpperCase()), line(({ cell }) => cell)];
}

/** The last Events about an object up to an entry of the trace; those that have expired count as well. */
function eventsText(world: World, { metadata, kind }: KubeObject, until: number): string[] {
  const events = new Map<string, Event>();
  for (const { seq, type, data } of world.cluster.trace.entries) {
    if (seq > until) break;
    if (type !== 'write') continue;
    const { id, object, type: what } = data as WriteEntry;
    if (id !== Events.id || what === 'DELETED') continue;
    const event = object as unknown as Event;
    const { uid, name, namespace, kind: about } = event.involvedObject;
    const isNamed = about === kind && name === metadata.name;
    const isThere = (namespace ?? '') === (metadata.namespace ?? '');
    // Events about nodes carry the node's name as its uid
    const isSame = uid === undefined || uid === metadata.uid || kind === 'Node';
    if (isNamed && isThere && isSame) events.set(event.metadata.uid, event);
  }
  const last = [...events.values()].slice(-EVENTS_MAX);
  if (last.length === 0) return [];
  return [
    '  last Events:',
    ...last.map(({ type, reason, message }) => `    ${type} ${reason}: ${message}`),
  ];
}

/** The object of a write, as it was then, with its Events and how it came about. */
function evidence(world: World, entry: TraceEntry): string[] {
  if (entry.type !== 'write') return chainText(world, entry.seq);
  const { id, object } = entry.data as WriteEntry;
  return [
    ...rowText(world, id, object, entry.time),
    ...eventsText(world, object, entry.seq),
    ...chainText(world, entry.seq),
  ];
}

function presentEvidence(world: World, subject: Subject): string[] {
  const entry = lastWrite(world, subject);
  if (entry === undefined) return [];
  const { id, object } = entry.data as WriteEntry;
  return [
    ...rowText(world, id, object, world.now),
    ...eventsText(world, object, Number.POSITIVE_INFINITY),
    ...chainText(world, entry.seq),
  ];
}

/** The error of a claim that does not hold: what was claimed, why not, when, and how it came about. */
export function claimError(
  world: World,
  claim: string,
  verdict: Verdict,
  extra?: string,
): ClaimError {
  if (verdict.state === 'holds') throw new Error('a claim that holds is no error');
  const isVacuous = verdict.state === 'vacuous';
  const lines = [`${isVacuous ? 'nothing tested the claim (vacuous)' : 'not so'}: ${claim}`];
  lines.push(`  because ${verdict.because}`);
  if (extra !== undefined) lines.push(`  ${extra}`);
  if (verdict.state === 'violated') {
    lines.push(`  at ${momentText(world, verdict.at)}:`);
    const witness = world.cluster.trace.get(verdict.witness[0] ?? 0);
    if (witness !== undefined) lines.push(...evidence(world, witness));
  } else if (verdict.state === 'pending' && verdict.about !== undefined) {
    lines.push(`  now, at ${momentText(world, world.now)}:`);
    lines.push(...presentEvidence(world, verdict.about));
  }
  if (verdict.state === 'pending' && world.hasCluster) {
    lines.push(...hintsOn(world.cluster.server.store).map((hint) => `  hint: ${hint}`));
  }
  return new ClaimError(lines.join('\n'));
}

/** The error of a law that was broken, with what proves it. */
export function lawError(world: World, broken: string, witness: number): ClaimError {
  const entry = world.cluster.trace.get(witness);
  const lines = entry === undefined ? [] : evidence(world, entry);
  return new ClaimError([broken, ...lines].join('\n'));
}
