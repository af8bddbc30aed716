import { ApiError } from '../../api/errors';
import type { ManagedFieldsEntry, StatusCause } from '../../api/schema/objects';
import { timestamp } from '../../api/timestamp';
import type { Time } from '../../sim/loop';
import type { Comparison } from './compare';
import {
  difference,
  type FieldSet,
  formatPath,
  fromFieldsV1,
  intersection,
  isEmptySet,
  NO_FIELDS,
  pathsOf,
  toFieldsV1,
  union,
} from './field-set';

/** Who writes, and how. Two writes of the same owner share one entry. */
export interface Owner {
  readonly manager: string;
  readonly operation: 'Apply' | 'Update';
  readonly apiVersion: string;
  /** '' for the object itself. */
  readonly subresource: string;
}

/** What one owner owns, and since when. */
export interface Owned extends Owner {
  /** As the API writes it; undefined when a client left it out. */
  readonly time: string | undefined;
  readonly fields: FieldSet;
}

/** All that is known of who owns the fields of an object. */
export type Ownership = readonly Owned[];

/** Most entries of updates; the oldest become one. upstream: DefaultMaxUpdateManagers */
const UPDATERS_MAX = 10;
const ANCIENT = 'ancient-changes';

export function isSameOwner(a: Owner, b: Owner): boolean {
  return (
    a.manager === b.manager &&
    a.operation === b.operation &&
    a.subresource === b.subresource &&
    // an applier stays the same whatever version it applies
    (a.operation === 'Apply' || a.apiVersion === b.apiVersion)
  );
}

function fieldsOwnedBy(ownership: Ownership, owner: Owner): FieldSet {
  return ownership.find((entry) => isSameOwner(entry, owner))?.fields ?? NO_FIELDS;
}

/** The union of what all own. */
export function allFields(ownership: readonly Pick<Owned, 'fields'>[]): FieldSet {
  return ownership.reduce((all, { fields }) => union(all, fields), NO_FIELDS);
}

function without(ownership: Ownership, fields: FieldSet): Owned[] {
  return ownership
    .map((entry) => ({ ...entry, fields: difference(entry.fields, fields) }))
    .filter((entry) => !isEmptySet(entry.fields));
}

/** Who owns what after an update: what it changed is the updater's alone. upstream: merge.Updater.Update */
export function afterUpdate(
  ownership: Ownership,
  owner: Owner,
  { added, modified, removed }: Comparison,
  time: Time,
): Ownership {
  const taken = union(added, modified);
  const rest = without(ownership, union(taken, removed));
  if (isEmptySet(taken)) return rest;
  const fields = union(fieldsOwnedBy(rest, owner), taken);
  const others = rest.filter((entry) => !isSameOwner(entry, owner));
  return capped([...others, { ...owner, time: timestamp(time), fields }]);
}

/** Who owns what after an apply, when there was no conflict or force. */
export function afterApply(
  ownership: Ownership,
  applied: Owned,
  { added, modified, removed }: Comparison,
): Ownership {
  const others = ownership.filter((entry) => !isSameOwner(entry, applied));
  const rest = without(without(others, union(added, modified)), removed);
  return isEmptySet(applied.fields) ? rest : [...rest, applied];
}

/** upstream: CapManagersManager */
function capped(ownership: Ownership): Ownership {
  const updaters = ownership.filter(({ operation }) => operation === 'Update').sort(byAge);
  const excess = updaters.length - UPDATERS_MAX;
  if (excess <= 0) return ownership;
  const old = new Set(updaters.slice(0, excess + 1));
  const [first] = old;
  if (first === undefined) return ownership;
  const ancient = { ...first, manager: ANCIENT, fields: allFields([...old]) };
  return [...ownership.filter((entry) => !old.has(entry)), ancient];
}

function byAge(a: Owned, b: Owned): number {
  return order([a.time ?? '', b.time ?? ''], [a.manager, b.manager]);
}

function order(...pairs: readonly (readonly [string, string])[]): number {
  for (const [a, b] of pairs) if (a !== b) return a < b ? -1 : 1;
  return 0;
}

/** The fields that an applier would take from others, in the order in which they are told. */
export interface Conflict {
  readonly owner: Owned;
  readonly fields: FieldSet;
}

/** What keeps an apply from going through without force. */
export function conflictsOf(
  ownership: Ownership,
  applier: Owner,
  { added, modified }: Comparison,
): readonly Conflict[] {
  const taken = union(added, modified);
  return ownership
    .filter((entry) => !isSameOwner(entry, applier))
    .map((owner) => ({ owner, fields: intersection(owner.fields, taken) }))
    .filter(({ fields }) => !isEmptySet(fields))
    .sort((a, b) =>
      order(
        [a.owner.manager, b.owner.manager],
        [a.owner.operation, b.owner.operation],
        [a.owner.apiVersion, b.owner.apiVersion],
      ),
    );
}

function nameOf({ manager, operation, apiVersion, subresource }: Owned): string {
  const within = subresource === '' ? '' : ` with subresource ${JSON.stringify(subresource)}`;
  const using = operation === 'Update' ? ` using ${apiVersion}` : '';
  return `${JSON.stringify(manager)}${within}${using}`;
}

/** upstream: managedfields internal, NewConflictError */
export function applyConflictError(conflicts: readonly Conflict[]): ApiError {
  const causes: StatusCause[] = conflicts.flatMap(({ owner, fields }) =>
    pathsOf(fields).map((path) => ({
      reason: 'FieldManagerConflict',
      message: `conflict with ${nameOf(owner)}`,
      field: formatPath(path),
    })),
  );
  const [only] = causes;
  if (causes.length === 1 && only !== undefined) {
    const text = `Apply failed with 1 conflict: ${only.message}: ${only.field}`;
    return new ApiError('Conflict', text, { causes });
  }
  const lines = conflicts.flatMap(({ owner, fields }) => [
    `conflicts with ${nameOf(owner)}:`,
    ...pathsOf(fields).map((path) => `- ${formatPath(path)}`),
  ]);
  const text = `Apply failed with ${causes.length} conflicts: ${lines.join('\n')}`;
  return new ApiError('Conflict', text, { causes });
}

/** The ownership as metadata.managedFields. upstream: managedfields internal, sortEncodedManagedFields */
export function toManagedFields(ownership: Ownership): readonly ManagedFieldsEntry[] {
  return [...ownership]
    .sort((a, b) =>
      order(
        [a.operation, b.operation],
        [a.time ?? '', b.time ?? ''],
        [a.manager, b.manager],
        [a.apiVersion, b.apiVersion],
        [a.subresource, b.subresource],
      ),
    )
    .map(({ manager, operation, apiVersion, subresource, time, fields }) => ({
      manager,
      operation,
      apiVersion,
      ...(time === undefined ? {} : { time }),
      fieldsType: 'FieldsV1',
      fieldsV1: toFieldsV1(fields),
      ...(subresource === '' ? {} : { subresource }),
    }));
}

/** Reads what a client wrote there; undefined when it is not valid, or nothing. */
export function fromManagedFields(
  entries: readonly ManagedFieldsEntry[] | undefined,
): Ownership | undefined {
  const ownership: Owned[] = [];
  for (const entry of entries ?? []) {
    const fields = fromFieldsV1(entry.fieldsV1 ?? {});
    const { operation } = entry;
    if (fields === undefined || (operation !== 'Apply' && operation !== 'Update')) return undefined;
    ownership.push({
      manager: entry.manager ?? '',
      operation,
      apiVersion: entry.apiVersion ?? '',
      subresource: entry.subresource ?? '',
      time: entry.time ?? undefined,
      fields,
    });
  }
  return ownership;
}
