import { describe } from 'node:test';
import { testStatusUpdate } from '../testing-rules';
import { Jobs } from './job';

const T1 = '2026-01-05T00:00:01Z';
const T2 = '2026-01-05T00:00:02Z';
const is = (...types: string[]) => types.map((type) => ({ type, status: 'True' }));
const CONDITIONS = 'status.conditions: Invalid value:';

describe('the status of a Job', () => {
  const template = {
    spec: { restartPolicy: 'Never', containers: [{ name: 'a', image: 'a' }] },
  };
  const good = { spec: { template } };
  testStatusUpdate(Jobs, good, [
    [{ 'status.active': 1, 'status.ready': 1, 'status.startTime': T1 }],
    [
      {
        'status.startTime': T1,
        'status.completionTime': T2,
        'status.succeeded': 1,
        'status.conditions': is('SuccessCriteriaMet', 'Complete'),
      },
    ],
    [
      { 'status.active': -1 },
      'status.active: Invalid value: -1: must be greater than or equal to 0',
      'status.ready: Invalid value: 0: cannot set more ready pods than active',
    ],
    [
      { 'status.ready': 2, 'status.active': 1 },
      'status.ready: Invalid value: 2: cannot set more ready pods than active',
    ],
    [
      { 'status.uncountedTerminatedPods': { succeeded: ['a'], failed: ['a', ''] } },
      'status.uncountedTerminatedPods.failed[0]: Duplicate value: "a"',
      'status.uncountedTerminatedPods.failed[1]: Invalid value: "": must not be empty',
    ],
    [
      { 'status.completionTime': T1 },
      `status.completionTime: Invalid value: "${T1}": cannot set completionTime when there is no Complete=True condition`,
    ],
    [
      {
        'status.startTime': T2,
        'status.completionTime': T1,
        'status.conditions': is('SuccessCriteriaMet', 'Complete'),
      },
      `status.completionTime: Invalid value: "${T1}": completionTime cannot be set before startTime`,
    ],
    [
      { 'status.conditions': is('Complete'), 'status.active': 1 },
      'status.active: Invalid value: 1: active>0 is invalid for finished job',
      'status.startTime: Required value: startTime is required for finished job',
      'status.completionTime: Required value: completionTime is required for Complete jobs',
      `${CONDITIONS} cannot set Complete=True condition without the SuccessCriteriaMet=true condition`,
    ],
    [
      { 'status.startTime': T1, 'status.conditions': is('Failed') },
      `${CONDITIONS} cannot set Failed=True condition without the FailureTarget=true condition`,
    ],
  ]);
});
