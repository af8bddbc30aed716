import { deepEqual, isJsonObject, type JsonObject } from '../../api/object';
import type { Time } from '../../sim/loop';
import { withJsonValues } from '../go-syntax';
import { inOlderForm, newerConditions, volatilePaths } from '../newer/older-form';
import { offBy } from '../newer/run';
import { inNewerWords } from '../newer/words';
import type { Digest, OwnChange, RecordedChange, RecordedEvent, RecordedFinal } from './format';
import type { Tally } from './tally';

/** How far a time may be off, in milliseconds, beside what the recording's own two runs differ by. */
const TIME_TOLERANCE = 500;

function sameValue(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function carries(ours: OwnChange, theirs: RecordedChange): boolean {
  if (ours.type !== theirs.type) return false;
  if (Math.abs(ours.T - theirs.T) > TIME_TOLERANCE + Math.abs((theirs.tb ?? theirs.t) - theirs.t)) {
    return false;
  }
  if (theirs.type === 'DELETED') return true;
  const told = Object.entries(theirs.d ?? {}).filter(
    ([key]) => !(key === 'node' && theirs.nu === 1),
  );
  const matches = told.every(
    ([key, value]) =>
      sameValue(ours.digest[key] ?? null, value ?? null) || isNothing(value, ours.digest[key]),
  );
  return (
    matches &&
    (theirs.type === 'ADDED' || told.some(([key]) => ours.keys.has(key)) || told.length === 0)
  );
}

function isNothing(theirs: unknown, ours: unknown): boolean {
  const empty = (v: unknown) =>
    v === null || v === undefined || v === 0 || (Array.isArray(v) && v.length === 0);
  return empty(theirs) && empty(ours);
}

/** Which of the recorded changes of one object ours contain, in order: the longest common subsequence. */
function commonSubsequence(
  theirs: readonly RecordedChange[],
  ours: readonly OwnChange[],
): boolean[] {
  const rows = theirs.length;
  const columns = ours.length;
  const best = Array.from({ length: rows + 1 }, () => new Array<number>(columns + 1).fill(0));
  const at = (i: number, j: number) => best[i]?.[j] ?? 0;
  for (let i = rows - 1; i >= 0; i--) {
    for (let j = columns - 1; j >= 0; j--) {
      const match = carries(ours[j] as OwnChange, theirs[i] as RecordedChange);
      (best[i] as number[])[j] = match
        ? at(i + 1, j + 1) + 1
        : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  const found = new Array<boolean>(rows).fill(false);
  for (let i = 0, j = 0; i < rows && j < columns; ) {
    if (
      carries(ours[j] as OwnChange, theirs[i] as RecordedChange) &&
      at(i, j) === at(i + 1, j + 1) + 1
    ) {
      found[i++] = true;
      j++;
    } else if (at(i + 1, j) >= at(i, j + 1)) i++;
    else j++;
  }
  return found;
}

/** Every stable change of each object, in the object's order. */
export function compareTraces(
  recorded: readonly RecordedChange[],
  own: readonly OwnChange[],
  tally: Tally,
): void {
  const theirs = new Map<string, RecordedChange[]>();
  for (const change of recorded) {
    if (change.u === 1) continue;
    const id = `${change.kind}/${change.name}`;
    theirs.set(id, [...(theirs.get(id) ?? []), change]);
  }
  for (const [id, changes] of theirs) {
    const mine = own.filter(({ object }) => object === id);
    const found = commonSubsequence(changes, mine);
    changes.forEach((change, index) => {
      tally.fact(found[index] === true, () => {
        const near = mine
          .filter((o) => Math.abs(o.T - change.T) < 1500)
          .map((o) => `${Math.round(o.T)} ${o.type} ${JSON.stringify(pick(o.digest, o.keys))}`);
        const off = offBy(change, mine);
        const text = `trace ${id} step ${change.step} T=${change.T} ${change.type} ${JSON.stringify(change.d ?? {})} | ours: ${near.slice(0, 4).join(' ; ') || 'nothing near'}`;
        return {
          what: 'trace',
          object: id,
          T: change.T,
          ...(off === undefined ? {} : { off }),
          text,
        };
      });
    });
  }
}

function pick(digest: Digest, keys: ReadonlySet<string>): Digest {
  return Object.fromEntries(Object.entries(digest).filter(([key]) => keys.has(key)));
}

/** A condition that newer versions add. */
function isNewerCondition(item: unknown): boolean {
  return isJsonObject(item) && newerConditions.has(String(item.type));
}

/**
 * By what an item of a list is found whose order says nothing: conditions, and endpoints, which upstream takes from
 * a map of Go's, in an order of chance.
 */
function identityOf(item: unknown): string | undefined {
  if (!isJsonObject(item)) return undefined;
  if (typeof item.type === 'string') return item.type;
  const [address] = Array.isArray(item.addresses) ? item.addresses : [];
  return typeof address === 'string' ? address : undefined;
}

/** What a recording writes for values that differ from run to run, or that it has cut. */
const UNTOLD: ReadonlySet<string> = new Set(['T', 'TIME', 'UID', 'NODEPORT', '...']);

function differingPath(
  expected: unknown,
  actual: unknown,
  path: string,
  skip: ReadonlySet<string>,
): string | undefined {
  if (skip.has(path)) return undefined;
  if (Array.isArray(expected)) {
    const list = Array.isArray(actual) ? actual.filter((item) => !isNewerCondition(item)) : [];
    if (list.length !== expected.length)
      return `${path}: ${list.length} items instead of ${expected.length}`;
    for (let i = 0; i < expected.length; i++) {
      const item = expected[i];
      const id = identityOf(item);
      const partner = id === undefined ? list[i] : list.find((other) => identityOf(other) === id);
      const found = differingPath(item, partner, `${path}.${i}`, skip);
      if (found !== undefined) return found;
    }
    return undefined;
  }
  if (isJsonObject(expected)) {
    const object = isJsonObject(actual) ? actual : {};
    for (const [key, value] of Object.entries(expected)) {
      const found = differingPath(value, object[key], path === '' ? key : `${path}.${key}`, skip);
      if (found !== undefined) return found;
    }
    return undefined;
  }
  if (actual !== undefined && typeof expected === 'string' && UNTOLD.has(expected))
    return undefined;
  if (isNothing(expected, actual) || expected === actual) return undefined;
  if (typeof expected === 'string' && typeof actual === 'string') {
    if (inNewerWords(expected, 'theirs') === inNewerWords(actual, 'ours')) return undefined;
  }
  return `${path}: ${JSON.stringify(actual)} instead of ${JSON.stringify(expected)}`;
}

/** What there is at a moment, by the recording's names. */
export interface Snapshot {
  /** In milliseconds since the recording began. */
  readonly T: Time;
  readonly objects: ReadonlyMap<string, JsonObject>;
  readonly podsByOwner: ReadonlyMap<string, object>;
}

/** The state at the end of a step: each stable object, what is gone, and the Pods of each owner. */
export function compareFinal(
  recorded: RecordedFinal,
  own: Snapshot,
  unstable: Readonly<Record<string, unknown>>,
  tally: Tally,
): void {
  const { step } = recorded;
  const fact = (what: 'final' | 'pods', object: string, text: string) => () => ({
    what,
    object,
    T: own.T,
    text,
  });
  for (const [id, expected] of Object.entries(recorded.objects)) {
    if (id.startsWith('Namespace/') === false && unstable[id] === 'onlyInA') continue;
    const marks = unstable[id];
    const skip = new Set([
      ...(isJsonObject(marks) ? Object.keys(marks) : []),
      ...volatilePaths(id),
    ]);
    const actual = own.objects.get(id);
    const difference =
      actual === undefined
        ? 'is not there'
        : differingPath(inOlderForm(expected), inOlderForm(actual), '', skip);
    tally.fact(
      difference === undefined,
      fact('final', id, `final ${id} step ${step} ${difference}`),
    );
  }
  for (const id of recorded.gone ?? []) {
    const isGone = !own.objects.has(id);
    tally.fact(isGone, fact('final', id, `final ${id} step ${step} is still there`));
  }
  if (unstable.podsByOwner !== undefined) return;
  for (const [owner, { total, ready, terminating, phases }] of Object.entries(
    recorded.podsByOwner,
  )) {
    const expected = { total, ready, terminating, phases };
    const actual = own.podsByOwner.get(owner);
    const text = `pods of ${owner} step ${step}: ${JSON.stringify(actual)} instead of ${JSON.stringify(expected)}`;
    tally.fact(deepEqual(expected, actual), fact('pods', owner, text));
  }
}

/** v1.34 tells from how many a Deployment was scaled; the recordings do not. */
function modern(message: string): string {
  return message.replace(/(Scaled (?:up|down) replica set \S+) (?=to \d+$)/, '$1 from # ');
}

/** What an Event says, and of whom. */
type EventWords = Pick<RecordedEvent, 'reason' | 'object' | 'message' | 'type' | 'source'>;

/** An Event as the recording tells it, with the counters of scaling left out. */
export function eventText(event: EventWords, of: 'theirs' | 'ours'): string {
  const { reason, object, type, source } = event;
  const message = event.message.replace(/from \d+ to/, 'from # to');
  return inNewerWords(`${reason} ${object} ${message} [${type}, ${source}]`, of);
}

/** Every stable Event has been recorded here too. */
export function compareEvents(
  recorded: readonly RecordedEvent[],
  own: ReadonlySet<string>,
  tally: Tally,
): void {
  for (const event of recorded) {
    if (event.u === 1) continue;
    let text = eventText({ ...event, message: modern(event.message) }, 'theirs');
    let have = own.has(text);
    if (!have && event.nu === 1) {
      const elsewhere = (told: string) => told.replace(/ to node-\d+(?= \[)/, '');
      text = elsewhere(text);
      have = [...own].some((o) => elsewhere(o) === text);
    }
    const { object, T } = event;
    tally.fact(have, () => ({ what: 'event', object, T, text: `event ${text}` }));
  }
}

/** Compares what a command printed, cell by cell; ages and padding do not count. */
export function sameOutput(command: string, expected: string, actual: string): boolean {
  const cells = (text: string) =>
    text
      .trimEnd()
      .split('\n')
      .map((line) =>
        line
          .trim()
          .split(/\s+/)
          .map((cell) => (/^(\d+[smhd])+$/.test(cell) ? '<age>' : cell))
          .join(' '),
      )
      .join('\n');
  const ours = inNewerWords(actual, 'ours', command);
  const theirs = inNewerWords(withJsonValues(expected, ours), 'theirs', command);
  return cells(theirs) === cells(ours);
}
