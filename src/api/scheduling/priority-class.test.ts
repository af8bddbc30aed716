import { describe } from 'node:test';
import { testCreate, testDefaults, testUpdate } from '../testing-rules';
import { PriorityClasses } from './priority-class';

const RESERVED =
  "metadata.name: Forbidden: priority class names with 'system-' prefix are reserved for system use only. error:";

describe('PriorityClass', () => {
  const good = { value: 5 };
  testDefaults(PriorityClasses, good, { value: 5, preemptionPolicy: 'PreemptLowerPriority' });
  testCreate(PriorityClasses, good, [
    [
      { value: 1_000_000_001 },
      'value: Forbidden: maximum allowed value of a user defined priority is 1000000000',
    ],
    [
      { 'metadata.name': 'system-mine' },
      `${RESERVED} system-mine is not a known system priority class`,
    ],
    [
      { 'metadata.name': 'system-node-critical' },
      `${RESERVED} value of system-node-critical PriorityClass must be 2000001000`,
    ],
    [{ 'metadata.name': 'system-node-critical', value: 2_000_001_000 }],
    [
      { preemptionPolicy: 'Always' },
      'preemptionPolicy: Unsupported value: "Always": supported values: "PreemptLowerPriority", "Never"',
    ],
  ]);
  testUpdate(PriorityClasses, good, [
    [{ value: 6 }, 'Value: Forbidden: may not be changed in an update.'],
    [{ preemptionPolicy: 'Never' }, 'preemptionPolicy: Invalid value: "Never": field is immutable'],
    [{ description: 'x', globalDefault: true }],
  ]);
});
