import { describe } from 'node:test';
import { testCreate, testDefaults } from '../testing-rules';
import { FlowSchemas } from './flow-schema';
import { PriorityLevelConfigurations } from './priority-level-configuration';

describe('FlowSchema', () => {
  const rule = {
    subjects: [{ kind: 'User', user: { name: 'kim' } }],
    resourceRules: [{ verbs: ['*'], apiGroups: ['*'], resources: ['*'], namespaces: ['*'] }],
  };
  const good = {
    spec: { priorityLevelConfiguration: { name: 'global-default' }, rules: [rule] },
  };
  const at = 'spec.rules[0]';
  testCreate(FlowSchemas, good, [
    [
      { 'spec.matchingPrecedence': 1 },
      "spec.matchingPrecedence: Invalid value: 1: only the schema named 'exempt' may have matchingPrecedence 1",
    ],
    [
      { 'spec.matchingPrecedence': 10001 },
      'spec.matchingPrecedence: Invalid value: 10001: must not be greater than 10000',
    ],
    [
      { 'spec.priorityLevelConfiguration.name': '' },
      'spec.priorityLevelConfiguration.name: Required value: must reference a priority level',
    ],
    [
      { 'spec.distinguisherMethod': { type: 'ByMood' } },
      'spec.distinguisherMethod.type: Unsupported value: {"Type":"ByMood"}: supported values: "ByNamespace", "ByUser"',
    ],
    [
      { [`${at}.subjects`]: [] },
      `${at}.subjects: Required value: subjects must contain at least one value`,
    ],
    [
      { [`${at}.subjects[0].kind`]: 'Group' },
      `${at}.subjects[0].group: Required value: group is required when subject kind is 'Group'`,
      `${at}.subjects[0].user: Forbidden: user is forbidden when subject kind is not 'User'`,
    ],
    [
      { [`${at}.resourceRules[0].namespaces`]: [] },
      `${at}.resourceRules[0].namespaces: Required value: resource rules that are not cluster scoped must supply at least one namespace`,
    ],
    [
      { [`${at}.nonResourceRules`]: [{ verbs: ['get'], nonResourceURLs: ['a'] }] },
      `${at}.nonResourceRules[0].nonResourceURLs[0]: Invalid value: "a": must start with slash`,
    ],
  ]);
});

describe('PriorityLevelConfiguration', () => {
  const good = {
    spec: { type: 'Limited', limited: { limitResponse: { type: 'Queue', queuing: {} } } },
  };
  testDefaults(PriorityLevelConfigurations, good, {
    spec: {
      type: 'Limited',
      limited: {
        nominalConcurrencyShares: 30,
        lendablePercent: 0,
        limitResponse: {
          type: 'Queue',
          queuing: { handSize: 8, queues: 64, queueLengthLimit: 50 },
        },
      },
    },
    status: {},
  });
  testCreate(PriorityLevelConfigurations, good, [
    [
      { 'spec.type': 'Exempt', 'spec.limited': undefined },
      `spec.type: Invalid value: "Exempt": type must be 'Exempt' if and only if name is 'exempt'`,
    ],
    [
      { 'spec.limited': undefined },
      'spec.limited: Required value: must not be empty when type is Limited',
    ],
    [
      { 'spec.limited.limitResponse.queuing.handSize': 70 },
      'spec.limited.limitResponse.queuing.handSize: Invalid value: 70: should not be greater than queues (64)',
    ],
    [
      { 'spec.limited.limitResponse.queuing.handSize': 20 },
      'spec.limited.limitResponse.queuing.handSize: Invalid value: 20: required entropy bits of deckSize 64 and handSize 20 should not be greater than 60',
    ],
    [
      { 'spec.limited.limitResponse.type': 'Reject' },
      'spec.limited.limitResponse.queuing: Forbidden: must be nil if limited.limitResponse.type is not Limited',
    ],
  ]);
});
