import { ageOf } from '../age';
import { GatedFields } from '../features/gated-fields';
import { type FieldError, invalid } from '../field-error';
import { defineKind } from '../kind';
import type { Lease } from '../schema/objects';

/** By these a holder is chosen among candidates. */
const gated = new GatedFields([
  { gate: 'CoordinatedLeaderElection', path: 'spec.strategy' },
  { gate: 'CoordinatedLeaderElection', path: 'spec.preferredHolder' },
]);

export const Leases = defineKind<Lease>('coordination.k8s.io/v1', 'Lease', {
  gated,
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
