import { isApiError } from '../../api/errors';
import { deepEqual, type KubeObject } from '../../api/object';
import { threeWayPatch } from '../../api/patch/three-way';
import { decode } from '../../api/schema/decode';
import type { PodSpec } from '../../api/schema/objects';
import { CommandError } from '../errors';
import { podSpecOf } from '../pod-template';
import { report } from '../print/printer';
import { type Item, readFiles } from '../read-files';
import { recorded } from '../record';
import { type Selection, select } from '../select';
import { forEach, type Session } from '../session';
import { goType } from './pod-of';

const LOCAL_WANTS_FILES = `you must specify resources by --filename when --local is set.
Example resource specifications include:
   '-f rsrc.yaml'
   '--filename=rsrc.json'`;

/** What is wrong with one of the objects that a command changes, in the words that name it. */
export function changeError(session: Session, { kind, object }: Item, why: string): CommandError {
  const type = session.flags.boolean('local') ? kind.singular : kind.plural;
  return new CommandError(`error: ${type}/${object.metadata.name} ${why}\n`);
}

/** The Pod spec of an object that a command changes; the command fails for it where there is none. */
export function mustHavePodSpec(session: Session, item: Item): PodSpec {
  const spec = podSpecOf(item.object);
  if (spec !== undefined) return spec;
  throw changeError(
    session,
    item,
    `the object is not a pod or does not have a pod template: ${goType(item.kind)}`,
  );
}

/**
 * The objects that a command changes: from files without a server when `--local`; then as they are written,
 * or with the fields that Go's types always have.
 */
export function selectForChange(
  session: Session,
  words: readonly string[],
  typed = false,
): Selection {
  const { flags } = session;
  if (!flags.boolean('local')) return select(session, { words, latest: true });
  if (!flags.has('filename') && !flags.has('kustomize')) throw new CommandError(LOCAL_WANTS_FILES);
  const { items: read, errors } = readFiles(session);
  const items = read.map((item) => asWritten(item, typed));
  return {
    items,
    errors,
    kinds: [...new Set(items.map(({ kind }) => kind))],
    single: items.length === 1,
    listed: false,
  };
}

function sendPatch(
  session: Session,
  { kind, object: old }: Item,
  next: KubeObject,
  failure: string | undefined,
): KubeObject {
  const { name, namespace } = old.metadata;
  const patch = threeWayPatch(
    old as unknown as Record<string, unknown>,
    next as unknown as Record<string, unknown>,
    old as unknown as Record<string, unknown>,
    session.patchType(kind) === 'merge' ? undefined : kind.struct,
  );
  try {
    return session.api.patch(kind, { namespace, name }, patch, {
      ...session.writeOptions,
      type: session.patchType(kind),
    });
  } catch (error) {
    if (!isApiError(error) || failure === undefined) throw error;
    throw new CommandError(`${failure} ${error.message}`);
  }
}

function asWritten(item: Item, typed: boolean): Item {
  const object = (item.manifest?.object ?? item.object) as unknown as KubeObject;
  return {
    ...item,
    object: typed ? (decode(item.kind.struct, object).value as KubeObject) : object,
  };
}

/** What a command says of its success and before the server's error. */
export interface Words {
  readonly operation: string;
  /** Undefined leaves the error as it is. */
  readonly failure?: string;
  /** True when the command speaks of objects that stay the same, too. */
  readonly always?: boolean;
}

/** What a command makes of an object; undefined when it leaves it alone. */
export type Change = (item: Item) => KubeObject | undefined;

/**
 * Changes each object by the difference that `change` makes and says `operation`; one that stays the same is
 * passed over in silence, as the real one does.
 */
export function changeEach(
  session: Session,
  selection: Selection,
  { operation, failure, always = false }: Words,
  change: Change,
): unknown[] {
  return forEach(selection.items, (item) => {
    const next = change(item);
    const isLocal = session.flags.boolean('local');
    if (next === undefined || (deepEqual(next, item.object) && !isLocal && !always)) return;
    if (isLocal || session.dryRun === 'client') {
      report(session, item.kind, recorded(session, next), operation);
      return;
    }
    report(
      session,
      item.kind,
      sendPatch(session, item, recorded(session, next), failure),
      operation,
    );
  });
}

/** Separates `name=value` words from those that name objects; the first `=` decides. */
export function splitPairs(words: readonly string[]): {
  readonly names: readonly string[];
  readonly pairs: readonly string[];
} {
  const first = words.findIndex((word) => word.includes('='));
  if (first < 0) return { names: words, pairs: [] };
  const pairs = words.slice(first);
  const stray = pairs.find((pair) => !pair.includes('='));
  if (stray !== undefined)
    throw new CommandError(`all resources must be specified before image changes: ${stray}`);
  return { names: words.slice(0, first), pairs };
}
