import { describe } from 'node:test';
import { testCreate, testDefaults, testUpdate } from '../testing-rules';
import { LimitRanges } from './limit-range';
import { ResourceQuotas } from './resource-quota';

describe('LimitRange', () => {
  testDefaults(
    LimitRanges,
    { spec: { limits: [{ type: 'Container', max: { cpu: '1' }, min: { memory: '1Mi' } }] } },
    {
      spec: {
        limits: [
          {
            type: 'Container',
            max: { cpu: '1' },
            min: { memory: '1Mi' },
            default: { cpu: '1' },
            defaultRequest: { cpu: '1', memory: '1Mi' },
          },
        ],
      },
    },
  );
  const at = 'spec.limits[0]';
  testCreate(LimitRanges, { spec: { limits: [{ type: 'Container', max: { cpu: '1' } }] } }, [
    [
      { [`${at}.type`]: 'Box' },
      `${at}.type: Invalid value: "Box": must be a standard limit type or fully qualified`,
    ],
    [
      { [`${at}.min`]: { cpu: '2' } },
      `${at}.min[cpu]: Invalid value: "2": min value 2 is greater than max value 1`,
      `${at}.defaultRequest[cpu]: Invalid value: "1": min value 2 is greater than default request value 1`,
      `${at}.default[cpu]: Invalid value: "2": min value 2 is greater than default value 1`,
    ],
    [
      { [`${at}.max`]: { pods: '1' } },
      `${at}.max[pods]: Invalid value: "pods": must be a standard resource for containers`,
      `${at}.default[pods]: Invalid value: "pods": must be a standard resource for containers`,
      `${at}.defaultRequest[pods]: Invalid value: "pods": must be a standard resource for containers`,
    ],
    [
      { [at]: { type: 'Pod', default: { cpu: '1' } } },
      `${at}.default: Forbidden: may not be specified when \`type\` is 'Pod'`,
    ],
    [
      { [at]: { type: 'PersistentVolumeClaim' } },
      `${at}.limits: Required value: either minimum or maximum storage value is required, but neither was provided`,
    ],
    [
      {
        [at]: {
          type: 'Pod',
          min: { cpu: '1' },
          max: { cpu: '2' },
          maxLimitRequestRatio: { cpu: '3' },
        },
      },
      `${at}.maxLimitRequestRatio[cpu]: Invalid value: "3": ratio 3 is greater than max/min = 2.000000`,
    ],
  ]);
});

describe('ResourceQuota', () => {
  const good = { spec: { hard: { pods: '2' } } };
  testCreate(ResourceQuotas, good, [
    [
      { 'spec.hard.pods': '-1' },
      'spec.hard[pods]: Invalid value: "-1": must be greater than or equal to 0',
    ],
    [{ 'spec.hard.pods': '500m' }, 'spec.hard[pods]: Invalid value: "500m": must be an integer'],
    [
      { 'spec.hard': { beds: '1' } },
      'spec.hard[beds]: Invalid value: "beds": must be a standard resource type or fully qualified',
      'spec.hard[beds]: Invalid value: "beds": must be a standard resource for quota',
    ],
    [
      { 'spec.scopes': ['BestEffort', 'NotBestEffort'] },
      'spec.scopes: Invalid value: ["BestEffort","NotBestEffort"]: conflicting scopes',
    ],
    [
      {
        'spec.scopeSelector': {
          matchExpressions: [{ scopeName: 'PriorityClass', operator: 'In' }],
        },
      },
      "spec.scopeSelector.matchExpressions.values: Required value: must be at least one value when `operator` is 'In' or 'NotIn' for scope selector",
    ],
  ]);
  testUpdate(ResourceQuotas, good, [
    [
      { 'spec.scopes': ['Terminating'] },
      'spec.scopes: Invalid value: ["Terminating"]: field is immutable',
    ],
    [{ 'spec.hard.pods': '3' }],
  ]);
});
