import type { Kind } from '../api/kind';
import type { Draft, KubeObject } from '../api/object';
import type { ObjectMeta } from '../api/schema/objects';

/** What of the metadata only the server may change, whatever is given. */
const SYSTEM = [
  'creationTimestamp',
  'generation',
  'resourceVersion',
  'selfLink',
  'managedFields',
] as const;

/** What stays when it is left out; another value is an error, which validation tells. upstream: ValidateObjectMetaAccessorUpdate */
const STEADY = ['uid', 'deletionGracePeriodSeconds'] as const;

/** The object that a write asks for, with what it may not change as it was. upstream: strategies' PrepareForUpdate */
export function draftOf<T extends KubeObject>(
  kind: Kind<T>,
  input: T,
  old: T,
  subresource: string,
): Draft<T> {
  if (subresource === 'status') return statusDraft(kind, input, old);
  const part = kind.rules.parts?.[subresource];
  return part === undefined ? wholeDraft(kind, input, old) : (part.take(input, old) as Draft<T>);
}

/** The old object with the new status. */
function statusDraft<T extends KubeObject>(kind: Kind<T>, input: T, old: T): Draft<T> {
  const draft = { ...old } as { metadata: ObjectMeta; status?: unknown };
  draft.metadata = statusMetadata(kind, input.metadata, old.metadata);
  draft.status = (input as { status?: unknown }).status;
  return draft as unknown as Draft<T>;
}

/** The new object with what only the server may change as it was. */
function wholeDraft<T extends KubeObject>(kind: Kind<T>, input: T, old: T): Draft<T> {
  const draft = { ...input } as { metadata: ObjectMeta; status?: unknown };
  draft.metadata = keepSystemMetadata(input.metadata, old.metadata);
  if (kind.hasStatus) {
    const { status } = old as { status?: unknown };
    if (draft.status !== status) draft.status = status;
  }
  return draft as unknown as Draft<T>;
}

function keepSystemMetadata(given: ObjectMeta, old: ObjectMeta): ObjectMeta {
  if (given === old) return old;
  const meta: Record<string, unknown> = { ...given };
  for (const name of SYSTEM) keep(meta, old, name);
  for (const name of STEADY) {
    if (meta[name] === undefined || meta[name] === null) keep(meta, old, name);
  }
  // a deletion cannot be taken back
  if (old.deletionTimestamp !== undefined || meta.deletionTimestamp === null) {
    keep(meta, old, 'deletionTimestamp');
  }
  return meta as unknown as ObjectMeta;
}

function keep(meta: Record<string, unknown>, old: ObjectMeta, name: keyof ObjectMeta): void {
  if (old[name] === undefined) delete meta[name];
  else meta[name] = old[name];
}

/** upstream: the strategies' PrepareForUpdate of the status */
function statusMetadata({ rules }: Kind, given: ObjectMeta, old: ObjectMeta): ObjectMeta {
  const { statusKeeps = [] } = rules;
  if (given === old || statusKeeps === 'metadata') return old;
  const meta = keepSystemMetadata(given, old) as unknown as Record<string, unknown>;
  for (const name of statusKeeps) keep(meta, old, name);
  return meta as unknown as ObjectMeta;
}
