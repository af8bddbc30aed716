import { createHash, hash } from 'node:crypto';
import type { WriteEntry } from '../apiserver/server';
import type { Trace, TraceEntry } from '../sim/trace';

/** So many letters are digested at once: each call of the digest costs as much as a kilobyte of it. */
const CHUNK = 65_536;

/** SHA-256 over a whole trace: equal digests, equal runs. */
export function digestOf(trace: Trace): string {
  const sum = createHash('sha256');
  let text = '';
  for (const entry of trace.entries) {
    text += entryDigest(entry);
    if (text.length < CHUNK) continue;
    sum.update(text);
    text = '';
  }
  return sum.update(text).digest('hex');
}

/** What of an entry counts for the digest: everything but the object's former state, which an earlier entry has. */
function entryDigest({ seq, time, cause, actor, type, data }: TraceEntry): string {
  if (type !== 'write') return JSON.stringify([seq, time, cause, actor, type, data]);
  const { type: change, key, id, object } = data as WriteEntry;
  const head = JSON.stringify([seq, time, cause, actor, change, id, key, object.metadata]);
  return head + partsDigest(object);
}

/** Longer parts than this stand in a digest by their own. */
const PLAIN_MAX = 200;
/** A frozen part never changes, and most are shared: a template's spec by all its Pods. */
const partDigests = new WeakMap<object, string>();

function partsDigest(object: object): string {
  let text = '';
  for (const [name, part] of Object.entries(object)) {
    if (name !== 'metadata') text += `${name}:${partDigest(part)}`;
  }
  return text;
}

function partDigest(part: unknown): string {
  if (typeof part !== 'object' || part === null) return JSON.stringify(part);
  const known = partDigests.get(part);
  if (known !== undefined) return known;
  const text = JSON.stringify(part);
  if (text.length <= PLAIN_MAX) return text;
  const digest = hash('sha256', text, 'base64');
  if (Object.isFrozen(part)) partDigests.set(part, digest);
  return digest;
}
