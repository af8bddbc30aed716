import { describe } from 'node:test';
import { testCreate, testDefaults, testStatusUpdate } from '../testing-rules';
import { Namespaces } from './namespace';

describe('Namespace', () => {
  testDefaults(
    Namespaces,
    { metadata: { name: 'a', labels: { 'kubernetes.io/metadata.name': 'b' } } },
    { spec: { finalizers: ['kubernetes'] }, status: { phase: 'Active' } },
  );
  testCreate(Namespaces, { spec: {} }, [
    [
      { 'spec.finalizers': ['keep'] },
      'spec.finalizers: Invalid value: "keep": name is neither a standard finalizer name nor is it fully qualified',
    ],
  ]);
  testStatusUpdate(Namespaces, {}, [
    [{ 'status.phase': 'Active' }],
    [
      { 'status.phase': 'Terminating' },
      'status.Phase: Invalid value: "Terminating": may only be \'Active\' if `deletionTimestamp` is empty',
    ],
    [{ 'status.phase': 'Terminating', 'metadata.deletionTimestamp': '2026-01-05T00:00:00Z' }],
  ]);
});
