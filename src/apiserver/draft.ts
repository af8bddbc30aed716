import type { Kind } from '../api/kind';
import type { Draft, KubeObject } from '../api/object';
import type { ObjectMeta } from '../api/schema/objects';

/** What of the metadata only the server may change. */
const SYSTEM = [
  'uid',
  'creationTimestamp',
  'deletionTimestamp',
  'deletionGracePeriodSeconds',
  'generation',
  'resourceVersion',
  'selfLink',
  'managedFields',
];

/** The object that a write asks for, with what it may not change as it was. upstream: strategies' PrepareForUpdate */
export function draftOf<T extends KubeObject>(
  kind: Kind<T>,
  input: T,
  old: T,
  subresource: string,
): Draft<T> {
  if (subresource === 'status') return statusDraft(input, old);
  const part = kind.rules.parts?.[subresource];
  return part === undefined ? wholeDraft(kind, input, old) : (part.take(input, old) as Draft<T>);
}

/** The old object with the new status. */
function statusDraft<T extends KubeObject>(input: T, old: T): Draft<T> {
  const draft = { ...old } as { metadata: ObjectMeta; status?: unknown };
  draft.metadata = statusMetadata(input.metadata, old.metadata);
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
  const meta: Draft<Partial<ObjectMeta>> = { ...given } as Draft<ObjectMeta>;
  const from = old as unknown as Record<string, unknown>;
  const to = meta as Record<string, unknown>;
  for (const name of SYSTEM) {
    if (from[name] === undefined) delete to[name];
    else to[name] = from[name];
  }
  return meta as ObjectMeta;
}

/** Of the metadata, an update of the status may change the annotations only. */
function statusMetadata(given: ObjectMeta, old: ObjectMeta): ObjectMeta {
  if (given === old || given.annotations === old.annotations) return old;
  const { annotations: _annotations, ...rest } = old;
  return given.annotations === undefined ? rest : { ...rest, annotations: given.annotations };
}
