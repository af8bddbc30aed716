import { type FieldError, invalid } from '../field-error';

/** Any status: only its numbers are looked at. */
type Counts = object;

function numberAt(status: Counts, field: string): number {
  const value: unknown = (status as Readonly<Record<string, unknown>>)[field];
  return typeof value === 'number' ? value : 0;
}

/** Counters may not be negative. */
export function validateCounts(status: Counts, fields: readonly string[]): FieldError[] {
  return fields
    .filter((field) => numberAt(status, field) < 0)
    .map((field) =>
      invalid(`status.${field}`, numberAt(status, field), 'must be greater than or equal to 0'),
    );
}

/** Parts of status.replicas cannot be more than all. */
export function validateParts(status: Counts, fields: readonly string[]): FieldError[] {
  const all = numberAt(status, 'replicas');
  return fields
    .filter((field) => numberAt(status, field) > all)
    .map((field) =>
      invalid(`status.${field}`, numberAt(status, field), 'cannot be greater than status.replicas'),
    );
}

/** What is available is ready; kinds word it differently. */
export function validateAvailable(
  status: Counts,
  why = 'cannot be greater than readyReplicas',
): FieldError[] {
  const available = numberAt(status, 'availableReplicas');
  if (available <= numberAt(status, 'readyReplicas')) return [];
  return [invalid('status.availableReplicas', available, why)];
}

/** Collisions are only ever added to. upstream: core validation, IsDecremented */
export function validateCollisions(
  { collisionCount: now }: { readonly collisionCount?: number },
  { collisionCount: old }: { readonly collisionCount?: number },
): FieldError[] {
  if (old === undefined || (now !== undefined && now >= old)) return [];
  return [invalid('status.collisionCount', now ?? 0, 'cannot be decremented')];
}

const REPLICA_COUNTS = [
  'replicas',
  'fullyLabeledReplicas',
  'readyReplicas',
  'availableReplicas',
  'terminatingReplicas',
  'observedGeneration',
];

/** What is wrong with the status of a ReplicaSet or ReplicationController. */
export function validateReplicaStatus(status: object): FieldError[] {
  return [
    ...validateCounts(status, REPLICA_COUNTS),
    ...validateParts(status, ['fullyLabeledReplicas', 'readyReplicas', 'availableReplicas']),
    ...validateAvailable(status),
  ];
}
