import { describe } from 'node:test';
import { testCreate, testStatusUpdate, testUpdate } from '../testing-rules';
import { PodDisruptionBudgets } from './pod-disruption-budget';

const PERCENT =
  "a valid percent string must be a numeric string followed by an ending '%' (e.g. '1%',  or '93%', regex used for validation is '[0-9]+%')";

describe('PodDisruptionBudget', () => {
  const good = { spec: { minAvailable: 1, selector: { matchLabels: { a: 'b' } } } };
  testCreate(PodDisruptionBudgets, good, [
    [
      { 'spec.maxUnavailable': '50%' },
      'spec: Invalid value: {"MinAvailable":1,"Selector":{"matchLabels":{"a":"b"}},"MaxUnavailable":"50%","UnhealthyPodEvictionPolicy":null}: minAvailable and maxUnavailable cannot be both set',
    ],
    [
      { 'spec.minAvailable': -1 },
      'spec.minAvailable: Invalid value: -1: must be greater than or equal to 0',
    ],
    [{ 'spec.minAvailable': 'half' }, `spec.minAvailable: Invalid value: "half": ${PERCENT}`],
    [
      { 'spec.minAvailable': '101%' },
      'spec.minAvailable: Invalid value: "101%": must not be greater than 100%',
    ],
    [
      { 'spec.unhealthyPodEvictionPolicy': 'Never' },
      'spec.unhealthyPodEvictionPolicy: Unsupported value: "Never": supported values: "AlwaysAllow", "IfHealthyBudget"',
    ],
  ]);
  testUpdate(PodDisruptionBudgets, good, [
    [{ 'spec.minAvailable': 2, 'spec.selector.matchLabels.a': 'c' }],
  ]);
  const condition = {
    type: 'DisruptionAllowed',
    status: 'True',
    reason: 'SufficientPods',
    message: '',
    lastTransitionTime: '2026-01-05T00:00:00Z',
  };
  const at = 'status.conditions[0]';
  testStatusUpdate(PodDisruptionBudgets, good, [
    [{ 'status.conditions': [condition] }],
    [
      { 'status.conditions': [condition, condition] },
      'status.conditions[1].type: Duplicate value: "DisruptionAllowed"',
    ],
    [
      {
        'status.conditions': [
          { ...condition, status: 'Yes', reason: '', lastTransitionTime: null },
        ],
      },
      `${at}.status: Unsupported value: "Yes": supported values: "False", "True", "Unknown"`,
      `${at}.lastTransitionTime: Required value: must be set`,
      `${at}.reason: Required value: must be set`,
    ],
    [
      { 'status.conditions': [{ ...condition, reason: '1' }] },
      `${at}.reason: Invalid value: "1": a condition reason must start with alphabetic character, optionally followed by a string of alphanumeric characters or '_,:', and must end with an alphanumeric character or '_' (e.g. 'my_name',  or 'MY_NAME',  or 'MyName',  or 'ReasonA,ReasonB',  or 'ReasonA:ReasonB', regex used for validation is '[A-Za-z]([A-Za-z0-9_,:]*[A-Za-z0-9_])?')`,
    ],
    [
      { 'status.disruptionsAllowed': -1 },
      'status.disruptionsAllowed: Invalid value: -1: must be greater than or equal to 0',
    ],
  ]);
});
