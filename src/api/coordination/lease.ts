import { ageOf } from '../age';
import { type FieldError, forbidden, invalid, invalidEach } from '../field-error';
import { defineKind } from '../kind';
import { qualifiedNameErrors } from '../names';
import type { Lease } from '../schema/objects';

/** Who is to hold the lease may be said only where candidates are chosen from. */
function validateStrategy({ strategy = '', preferredHolder = '' }: Lease['spec'] & object) {
  const errors: FieldError[] = [];
  const path = 'spec.strategy';
  if (preferredHolder !== '' && strategy === '') {
    const detail = 'may only be specified if `strategy` is defined';
    errors.push(forbidden('spec.preferredHolder', detail));
  }
  if (strategy === '') return errors;
  const parts = strategy.split('/');
  if (parts.length === 1 && strategy !== 'OldestEmulationVersion') {
    const detail = 'must be "OldestEmulationVersion" or a domain-prefixed path';
    return [...errors, invalid(path, strategy, detail)];
  }
  return [...errors, ...invalidEach(path, strategy, qualifiedNameErrors(strategy))];
}

export const Leases = defineKind<Lease>('coordination.k8s.io/v1', 'Lease', {
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
    return [...errors, ...validateStrategy(spec ?? {})];
  },
  isHeartbeat: (lease, old) =>
    lease.spec?.holderIdentity === old.spec?.holderIdentity &&
    lease.spec?.leaseTransitions === old.spec?.leaseTransitions &&
    lease.metadata.labels === old.metadata.labels,
  row: (lease, now) => [lease.metadata.name, lease.spec?.holderIdentity ?? '', ageOf(lease, now)],
});
