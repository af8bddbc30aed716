import { isApiError } from '../../api/errors';
import type { Kind } from '../../api/kind';
import { deepEqual, isJsonObject, type JsonObject, type KubeObject } from '../../api/object';
import type { ManagedFieldsEntry } from '../../api/schema/objects';
import { LAST_APPLIED } from '../last-applied';
import type { Session } from '../session';

/** Who applies on the server's side unless told otherwise. */
export const SERVER_SIDE = 'kubectl';
const CLIENT_SIDE = 'kubectl-client-side-apply';
const OF_LAST_APPLIED = 'kubectl-last-applied';

/** What was applied on the server's side. */
interface Applied {
  readonly kind: Kind;
  readonly object: KubeObject;
}

/** Those who own the record of what was applied last. */
function ownersOfRecord(
  entries: readonly ManagedFieldsEntry[],
  operation: 'Apply' | 'Update',
): readonly ManagedFieldsEntry[] {
  return entries.filter((entry) => {
    const annotations = fieldsBelow(fieldsBelow(entry.fieldsV1, 'f:metadata'), 'f:annotations');
    return entry.operation === operation && `f:${LAST_APPLIED}` in annotations;
  });
}

function fieldsBelow(fields: unknown, name: string): JsonObject {
  const below: unknown = isJsonObject(fields) ? fields[name] : undefined;
  return isJsonObject(below) ? below : {};
}

/** The fields of both. */
function union(a: unknown, b: unknown): JsonObject {
  const all: Record<string, unknown> = isJsonObject(a) ? { ...a } : {};
  for (const [name, below] of Object.entries(isJsonObject(b) ? b : {}))
    all[name] = union(all[name], below);
  return all;
}

/** What a client-side manager owns goes over to the one on the server's side. upstream: csaupgrade */
function handedOver(
  entries: readonly ManagedFieldsEntry[],
  from: string,
  to: string,
): readonly ManagedFieldsEntry[] {
  const isOwn = ({ subresource = '' }: ManagedFieldsEntry) => subresource === '';
  const isOld = (entry: ManagedFieldsEntry) =>
    entry.manager === from && entry.operation === 'Update' && isOwn(entry);
  const heir =
    entries.find((entry) => entry.manager === to && entry.operation === 'Apply' && isOwn(entry)) ??
    entries.find(isOld);
  if (heir === undefined) return entries;
  const old = entries.find((entry) => isOld(entry) && entry.apiVersion === heir.apiVersion);
  const fieldsV1 = union(heir.fieldsV1, old?.fieldsV1);
  return entries
    .map((entry) =>
      entry === heir ? { ...heir, manager: to, operation: 'Apply' as const, fieldsV1 } : entry,
    )
    .filter((entry) => !isOld(entry));
}

/** Keeps the record of what was applied last: who applied on the client's side may do so again. */
function keepRecord(session: Session, { kind, object }: Applied): void {
  const { name, namespace, annotations } = object.metadata;
  const record = annotations?.[LAST_APPLIED];
  const entries = session.target.server.fields.managedFields(kind, object);
  if (record === undefined || ownersOfRecord(entries, 'Apply').length > 0) return;
  const { apiVersion } = kind;
  const metadata = { name, ...(namespace === undefined ? {} : { namespace }) };
  session.api.patch(
    kind,
    { namespace, name },
    {
      apiVersion,
      kind: kind.kind,
      metadata: { ...metadata, annotations: { [LAST_APPLIED]: record } },
    },
    { ...session.writeOptions, type: 'apply', fieldManager: OF_LAST_APPLIED },
  );
}

/** Gives what client-side appliers own to the manager; true when something has changed hands. */
function takeOver(session: Session, { kind, object }: Applied, manager: string): boolean {
  const { name, namespace } = object.metadata;
  const ref = { namespace, name };
  const entries = session.target.server.fields.managedFields(kind, session.api.get(kind, ref));
  const owners = ownersOfRecord(entries, 'Update').map((entry) => entry.manager ?? '');
  let changed = entries;
  for (const each of [...new Set([...owners, CLIENT_SIDE])].sort())
    changed = handedOver(changed, each, manager);
  if (deepEqual(changed, entries)) return false;
  const patch = [{ op: 'replace', path: '/metadata/managedFields', value: changed }];
  session.api.patch(kind, ref, patch, { ...session.writeOptions, type: 'json' });
  return true;
}

const LATER = 'This is non-fatal and will be retried next time you apply.';

/** Warns of what goes wrong; undefined then. */
function leniently<T>(session: Session, what: string, act: () => T): T | undefined {
  try {
    return act();
  } catch (error) {
    if (!isApiError(error)) throw error;
    session.warn(`Warning: ${what}. ${LATER} Error: ${error.message}`);
    return undefined;
  }
}

/**
 * What was applied on the client's side belongs to who applies on the server's side from now on; when something has
 * changed hands, the manifest is applied again, so that what it has no more goes. The object then; undefined when nothing
 * has changed. upstream: kubectl apply, migrateToSSAIfNecessary
 */
export function afterTakingOver(
  session: Session,
  applied: Applied,
  manager: string,
  apply: () => KubeObject,
): KubeObject | undefined {
  if (manager === SERVER_SIDE) {
    const what = `failed to migrate ${LAST_APPLIED} for Server-Side Apply`;
    leniently(session, what, () => keepRecord(session, applied));
  }
  const rejected = 'server rejected managed fields migration to Server-Side Apply';
  if (leniently(session, rejected, () => takeOver(session, applied, manager)) !== true)
    return undefined;
  const failed = 'failed to re-apply configuration after performing Server-Side Apply migration';
  return leniently(session, failed, apply);
}
