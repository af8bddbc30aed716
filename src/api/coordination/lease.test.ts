import { describe } from 'node:test';
import { testCreate, testDefaults, testUpdate } from '../testing-rules';
import { Leases } from './lease';

describe('Lease', () => {
  const good = { spec: { holderIdentity: 'a', leaseDurationSeconds: 15, leaseTransitions: 2 } };
  testDefaults(
    Leases,
    { spec: { ...good.spec, strategy: 'OldestEmulationVersion', preferredHolder: 'b' } },
    good,
  );
  testCreate(Leases, good, [
    [
      { 'spec.leaseDurationSeconds': 0 },
      'spec.leaseDurationSeconds: Invalid value: 0: must be greater than 0',
    ],
    [
      { 'spec.leaseTransitions': -1 },
      'spec.leaseTransitions: Invalid value: -1: must be greater than or equal to 0',
    ],
  ]);
  testUpdate(Leases, good, [[{ 'spec.leaseTransitions': 1 }]]);
});
