import { deepEqual, isJsonObject } from '../../api/object';
import { inNewerWords, newerConditions, whyNewer } from '../known-differences';
import type { Digest, RecordedChange, RecordedEvent, RecordedFinal } from './format';

/** A change of ours in the recording's words; `keys` are the digest's keys that it changed. */
export interface OwnChange {
  readonly T: number;
  readonly type: RecordedChange['type'];
  readonly object: string;
  readonly digest: Digest;
  readonly keys: ReadonlySet<string>;
}

/** How far a time may be off, in milliseconds, beside what the recording's own two runs differ by. */
const TIME_TOLERANCE = 500;

/** Counts facts and keeps the sentences about those that differ. */
export class Tally {
  compared = 0;
  equal = 0;
  /** Differing facts that a newer version is known to differ in; not compared. */
  readonly newer: string[] = [];
  readonly differences: string[] = [];

  /** `file` is the recording's name. */
  constructor(private readonly file: string) {}

  fact(holds: boolean, describe: () => string): void {
    const text = holds ? '' : describe();
    const known = holds ? undefined : whyNewer(text, this.file);
    if (known !== undefined) {
      this.newer.push(`${text} (${known.since}: ${known.reason})`);
      return;
    }
    this.compared++;
    if (holds) this.equal++;
    else this.differences.push(text);
  }
}

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
        return `trace ${id} step ${change.step} T=${change.T} ${change.type} ${JSON.stringify(change.d ?? {})} | ours: ${near.slice(0, 4).join(' ; ') || 'nothing near'}`;
      });
    });
  }
}

function pick(digest: Digest, keys: ReadonlySet<string>): Digest {
  return Object.fromEntries(Object.entries(digest).filter(([key]) => keys.has(key)));
}

/** Paths whose values are known to be of the recorded version or of no meaning here. */
const IGNORED =
  /^(metadata\.(annotations|labels)|spec\.(\$spec|podCIDR|template|volumes|tolerations|containers)|status\.(addresses|hostIP|podIP|podIPs|startTime|images)|.*\.(topology|nodeName|zone|ip|addresses|targetRef|hostname|imageID|image)(\.|$))/;

/** A condition that newer versions add. */
function isNewerCondition(item: unknown): boolean {
  return isJsonObject(item) && newerConditions.has(String(item.type));
}

function differingPath(
  expected: unknown,
  actual: unknown,
  path: string,
  skip: ReadonlySet<string>,
): string | undefined {
  if (IGNORED.test(path) || skip.has(path)) return undefined;
  if (Array.isArray(expected)) {
    const list = Array.isArray(actual) ? actual.filter((item) => !isNewerCondition(item)) : [];
    if (list.length !== expected.length)
      return `${path}: ${list.length} items instead of ${expected.length}`;
    for (let i = 0; i < expected.length; i++) {
      const item = expected[i];
      const partner =
        isJsonObject(item) && typeof item.type === 'string'
          ? list.find((o) => isJsonObject(o) && o.type === item.type)
          : list[i];
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
  if (expected === 'T' || expected === 'TIME' || expected === 'UID' || expected === 'NODEPORT')
    return undefined;
  if (isNothing(expected, actual) || expected === actual) return undefined;
  if (typeof expected === 'string' && typeof actual === 'string') {
    if (inNewerWords(expected, 'theirs') === inNewerWords(actual, 'ours')) return undefined;
  }
  return `${path}: ${JSON.stringify(actual)} instead of ${JSON.stringify(expected)}`;
}

/** The state at the end of a step: each stable object, what is gone, and the Pods of each owner. */
export function compareFinal(
  recorded: RecordedFinal,
  own: { objects: ReadonlyMap<string, unknown>; podsByOwner: ReadonlyMap<string, object> },
  unstable: Readonly<Record<string, unknown>>,
  tally: Tally,
): void {
  const { step } = recorded;
  for (const [id, expected] of Object.entries(recorded.objects)) {
    if (id.startsWith('Namespace/') === false && unstable[id] === 'onlyInA') continue;
    const marks = unstable[id];
    const skip = new Set(isJsonObject(marks) ? Object.keys(marks) : []);
    const actual = own.objects.get(id);
    const difference =
      actual === undefined ? 'is not there' : differingPath(expected, actual, '', skip);
    tally.fact(difference === undefined, () => `final ${id} step ${step} ${difference}`);
  }
  for (const id of recorded.gone ?? []) {
    tally.fact(!own.objects.has(id), () => `final ${id} step ${step} is still there`);
  }
  if (unstable.podsByOwner !== undefined) return;
  for (const [owner, { total, ready, terminating, phases }] of Object.entries(
    recorded.podsByOwner,
  )) {
    const expected = { total, ready, terminating, phases };
    const actual = own.podsByOwner.get(owner);
    tally.fact(
      deepEqual(expected, actual),
      () =>
        `pods of ${owner} step ${step}: ${JSON.stringify(actual)} instead of ${JSON.stringify(expected)}`,
    );
  }
}

/** v1.34's words for what v1.20 said otherwise. */
function modern(event: RecordedEvent): string {
  const scaled = /^(.*)Scaled (up|down) replica set (\S+) to (\d+)$/.exec(event.message);
  if (scaled !== null) {
    return `${scaled[1]}Scaled ${scaled[2]} replica set ${scaled[3]} from # to ${scaled[4]}`;
  }
  return inNewerWords(event.message.replace(/cluster [^ ]+$/, ''), 'theirs');
}

/** An Event as the recording tells it, with the counters of scaling left out. */
export function eventText(reason: string, object: string, message: string): string {
  return `${reason} ${object} ${inNewerWords(message, 'ours').replace(/from \d+ to/, 'from # to')}`;
}

/** Every stable Event has been recorded here too. */
export function compareEvents(
  recorded: readonly RecordedEvent[],
  own: ReadonlySet<string>,
  tally: Tally,
): void {
  for (const event of recorded) {
    if (event.u === 1) continue;
    let text = eventText(event.reason, event.object, modern(event));
    let have = own.has(text);
    if (!have && event.nu === 1) {
      text = text.replace(/ to node-\d+$/, '');
      have = [...own].some((o) => o.replace(/ to node-\d+$/, '') === text);
    }
    tally.fact(have, () => `event ${text}`);
  }
}

/** Compares printed text cell by cell; ages and padding do not count. */
export function sameOutput(expected: string, actual: string): boolean {
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
  return cells(inNewerWords(expected, 'theirs')) === cells(inNewerWords(actual, 'ours'));
}
