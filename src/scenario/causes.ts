import type { WriteEntry } from '../apiserver/server';
import type { CausesRecord, ObjectCauses } from '../report/trace-record';
import type { TraceEntry } from '../sim/trace';
import { actorText, doneText } from './entry-text';
import type { World } from './world';

/** What nobody asks the reason of. */
const LEFT_OUT = new Set(['Event', 'Lease']);
/** So many objects are told of at most: those that changed last. */
const OBJECTS_MAX = 2000;

/** The last change of each object of a scenario that has ended, and all that they go back to. */
export function causesOf({ cluster: { trace } }: World): CausesRecord {
  const start = trace.entries[0]?.time ?? 0;
  const last = new Map<string, TraceEntry>();
  for (const entry of trace.entries) {
    if (entry.type !== 'write') continue;
    const { id, kind, key } = entry.data as WriteEntry;
    if (LEFT_OUT.has(kind)) continue;
    const known = `${id} ${key}`;
    // what changed last stands last
    last.delete(known);
    last.set(known, entry);
  }
  const told = [...last.values()].slice(-OBJECTS_MAX);
  const needed = new Map<number, TraceEntry>();
  for (const { seq } of told) {
    for (let entry = trace.get(seq); entry !== undefined && !needed.has(entry.seq); ) {
      needed.set(entry.seq, entry);
      entry = trace.get(entry.cause);
    }
  }
  const inOrder = [...needed.values()].sort((a, b) => a.seq - b.seq);
  return {
    format: 1,
    entries: inOrder.map((entry) => [
      entry.seq,
      Math.round((entry.time - start) * 1000) / 1000,
      entry.cause,
      actorText(entry),
      doneText(entry),
    ]),
    objects: told.map(objectCauses),
    leftOut: last.size - told.length,
  };
}

function objectCauses({ seq, data }: TraceEntry): ObjectCauses {
  const { kind, object } = data as WriteEntry;
  const { namespace, name } = object.metadata;
  return { kind, ...(namespace === undefined ? {} : { namespace }), name, last: seq };
}
