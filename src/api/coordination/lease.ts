import { ageOf } from '../age';
import { type FieldError, invalid } from '../field-error';
import { defineKind } from '../kind';
import type { Draft } from '../object';
import type { Lease } from '../schema/objects';

/** Who holds the lease is not chosen among candidates here: the feature gate for that is closed. */
function withoutChoice(draft: Draft<Lease>): void {
  const { spec } = draft;
  if (spec?.strategy === undefined && spec?.preferredHolder === undefined) return;
  const { strategy: _strategy, preferredHolder: _holder, ...rest } = spec;
  draft.spec = rest;
}

export const Leases = defineKind<Lease>('coordination.k8s.io/v1', 'Lease', {
  // upstream: registry coordination/lease, with CoordinatedLeaderElection off
  prepareForCreate: withoutChoice,
  validate({ spec }) {
    const errors: FieldError[] = [];
    const { leaseDurationSeconds, leaseTransitions } = spec ?? {};
    if (leaseDurationSeconds !== undefined && leaseDurationSeconds <= 0) {
      errors.push(
        invalid('spec.leaseDurationSeconds', leaseDurationSeconds, 'must be greater than 0'),
      );
    }
    if (leaseTransitions !== undefined && leaseTransitions < 0) {
      errors.push(
        invalid('spec.leaseTransitions', leaseTransitions, 'must be greater than or equal to 0'),
      );
    }
    return errors;
  },
  isHeartbeat: (lease, old) =>
    lease.spec?.holderIdentity === old.spec?.holderIdentity &&
    lease.spec?.leaseTransitions === old.spec?.leaseTransitions &&
    lease.metadata.labels === old.metadata.labels,
  row: (lease, now) => [lease.metadata.name, lease.spec?.holderIdentity ?? '', ageOf(lease, now)],
});
