import { describe, it } from 'node:test';
import { assert } from 'chai';
import { defaultFeatures } from '../features/feature-gates';
import { formatFieldError } from '../field-error';
import { findKind } from '../index';
import { draftOf, type KubeObject } from '../object';

const LABELS = { app: 'web' };
const TEMPLATE = {
  metadata: { labels: LABELS },
  spec: { containers: [{ name: 'app', image: 'nginx:1', resources: {} }] },
};
const ONCE = { ...TEMPLATE, spec: { ...TEMPLATE.spec, restartPolicy: 'Never' } };
const SPECS: Readonly<Record<string, object>> = {
  Deployment: { selector: { matchLabels: LABELS }, template: TEMPLATE },
  ReplicaSet: { selector: { matchLabels: LABELS }, template: TEMPLATE },
  StatefulSet: { selector: { matchLabels: LABELS }, template: TEMPLATE, serviceName: 'web' },
  DaemonSet: { selector: { matchLabels: LABELS }, template: TEMPLATE },
  ReplicationController: { template: TEMPLATE },
  Job: { template: ONCE, manualSelector: true, selector: { matchLabels: LABELS } },
  CronJob: { schedule: '* * * * *', jobTemplate: { spec: { template: ONCE } } },
};

function kindOf(kind: string) {
  const found = findKind(kind);
  if (found === undefined) throw new Error(kind);
  return found;
}

/** An object of the kind with all its defaults and this in its spec. */
function make(kind: string, change: object = {}): KubeObject {
  const { apiVersion, rules } = kindOf(kind);
  const spec = { ...SPECS[kind], ...change };
  const metadata = { name: 'web', namespace: 'default', uid: '1' };
  const draft = draftOf({ apiVersion, kind, metadata, spec, status: { replicas: 0 } });
  rules.defaults?.(draft as never, defaultFeatures);
  return draft as unknown as KubeObject;
}

const NEGATIVE = 'must be greater than or equal to 0';
const RULES: readonly (readonly [kind: string, change: object, error: string])[] = [
  ...Object.keys(SPECS).map((kind) => [kind, {}, ''] as const),
  ['Deployment', { replicas: -1 }, `spec.replicas: Invalid value: -1: ${NEGATIVE}`],
  [
    'Deployment',
    { strategy: { type: 'X' } },
    'spec.strategy: Unsupported value: {"Type":"X","RollingUpdate":null}: supported values: "Recreate", "RollingUpdate"',
  ],
  [
    'Deployment',
    { progressDeadlineSeconds: 5, minReadySeconds: 5 },
    'spec.progressDeadlineSeconds: Invalid value: 5: must be greater than minReadySeconds',
  ],
  [
    'ReplicaSet',
    { selector: {} },
    'spec.selector: Invalid value: {}: empty selector is invalid for deployment',
  ],
  [
    'ReplicaSet',
    { selector: { matchLabels: LABELS, matchExpressions: [{ key: 'app', operator: 'In' }] } },
    'spec.selector.matchExpressions[0].values: Required value: must be specified when `operator` is \'In\' or \'NotIn\'; spec.selector: Invalid value: {"matchLabels":{"app":"web"},"matchExpressions":[{"key":"app","operator":"In"}]}: invalid label selector',
  ],
  [
    'DaemonSet',
    { selector: { matchExpressions: [{ key: 'app', operator: 'In' }] } },
    "spec.selector.matchExpressions[0].values: Required value: must be specified when `operator` is 'In' or 'NotIn'",
  ],
  [
    'StatefulSet',
    { template: { ...TEMPLATE, metadata: { labels: LABELS, annotations: { '/': '' } } } },
    "spec.template.annotations: Invalid value: \"/\": prefix part must be non-empty; spec.template.annotations: Invalid value: \"/\": name part must be non-empty; spec.template.annotations: Invalid value: \"/\": name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')",
  ],
  [
    'StatefulSet',
    { podManagementPolicy: 'X' },
    "spec.podManagementPolicy: Invalid value: \"X\": must be 'OrderedReady' or 'Parallel'",
  ],
  [
    'StatefulSet',
    { updateStrategy: { type: 'X' } },
    'spec.updateStrategy: Invalid value: {"Type":"X","RollingUpdate":null}: must be \'RollingUpdate\' or \'OnDelete\'',
  ],
  [
    'StatefulSet',
    { selector: {} },
    'spec.selector: Invalid value: {}: empty selector is invalid for statefulset',
  ],
  [
    'DaemonSet',
    { updateStrategy: { rollingUpdate: { maxUnavailable: 0 } } },
    'spec.updateStrategy.rollingUpdate.maxUnavailable: Required value: cannot be 0 when maxSurge is 0',
  ],
  [
    'DaemonSet',
    { updateStrategy: { rollingUpdate: { maxSurge: 1 } } },
    'spec.updateStrategy.rollingUpdate.maxSurge: Invalid value: 1: may not be set when maxUnavailable is non-zero',
  ],
  [
    'DaemonSet',
    { revisionHistoryLimit: -1 },
    `spec.revisionHistoryLimit: Invalid value: -1: ${NEGATIVE}`,
  ],
  [
    'DaemonSet',
    { template: ONCE },
    'spec.template.spec.restartPolicy: Unsupported value: "Never": supported values: "Always"',
  ],
  [
    'ReplicationController',
    { minReadySeconds: -1 },
    `spec.minReadySeconds: Invalid value: -1: ${NEGATIVE}`,
  ],
  [
    'Job',
    { template: TEMPLATE },
    'spec.template.spec.restartPolicy: Required value: valid values: "OnFailure", "Never"',
  ],
  ['Job', { backoffLimit: -1 }, `spec.backoffLimit: Invalid value: -1: ${NEGATIVE}`],
  [
    'Job',
    { completionMode: 'Indexed', completions: undefined, parallelism: 1 },
    'spec.completions: Required value: when completion mode is Indexed',
  ],
  [
    'Job',
    { managedBy: 'me' },
    'spec.managedBy: Invalid value: "me": must be a domain-prefixed path (such as "acme.io/foo")',
  ],
  [
    'Job',
    { backoffLimitPerIndex: 1 },
    'spec.backoffLimitPerIndex: Invalid value: 1: requires indexed completion mode',
  ],
  [
    'Job',
    { podFailurePolicy: { rules: [{ action: 'Ignore' }] } },
    'spec.podFailurePolicy.rules[0]: Invalid value: specifying one of OnExitCodes and OnPodConditions is required',
  ],
  [
    'Job',
    {
      podFailurePolicy: {
        rules: [{ action: 'Ignore', onExitCodes: { operator: 'In', values: [2, 1] } }],
      },
    },
    'spec.podFailurePolicy.rules[0].onExitCodes.values: Invalid value: [2,1]: must be ordered',
  ],
  [
    'Job',
    {
      completionMode: 'Indexed',
      completions: 3,
      successPolicy: { rules: [{ succeededIndexes: '1,1' }] },
    },
    'spec.successPolicy.rules[0].succeededIndexes: Invalid value: "1,1": error parsing succeededIndexes: non-increasing order, previous: 1, current: 1',
  ],
  [
    'CronJob',
    { schedule: 'hourly' },
    'spec.schedule: Invalid value: "hourly": expected exactly 5 fields, found 1: [hourly]',
  ],
  [
    'CronJob',
    { schedule: '60 * * * *' },
    'spec.schedule: Invalid value: "60 * * * *": end of range (60) above maximum (59): 60',
  ],
  [
    'CronJob',
    { schedule: '@often' },
    'spec.schedule: Invalid value: "@often": unrecognized descriptor: @often',
  ],
  ['CronJob', { schedule: '@every 5m' }, ''],
  ['CronJob', { schedule: '0 9-17/2 * jan-mar MON,FRI' }, ''],
  [
    'CronJob',
    { timeZone: 'Mars/Base' },
    'spec.timeZone: Invalid value: "Mars/Base": unknown time zone Mars/Base',
  ],
  [
    'CronJob',
    { concurrencyPolicy: 'X' },
    'spec.concurrencyPolicy: Unsupported value: "X": supported values: "Allow", "Forbid", "Replace"',
  ],
  [
    'CronJob',
    { startingDeadlineSeconds: -1 },
    `spec.startingDeadlineSeconds: Invalid value: -1: ${NEGATIVE}`,
  ],
];

describe('the validation of workloads', () => {
  for (const [kind, change, error] of RULES) {
    it(`${kind} ${JSON.stringify(change)}`, () => {
      const errors = kindOf(kind).rules.validate?.(make(kind, change), defaultFeatures) ?? [];
      assert.equal(errors.map(formatFieldError).join('; '), error);
    });
  }
});

const OTHER = { ...ONCE, spec: { ...ONCE.spec, nodeSelector: { disk: 'ssd' } } };
const UPDATES: readonly (readonly [kind: string, from: object, to: object, error: RegExp])[] = [
  ['Deployment', {}, { replicas: 2 }, /^$/],
  [
    'DaemonSet',
    {},
    { selector: { matchLabels: { app: 'x' } } },
    /spec\.selector: Invalid value: \{"matchLabels":\{"app":"x"\}\}: field is immutable$/,
  ],
  ['Job', {}, { parallelism: 3, completions: 1 }, /^$/],
  ['Job', {}, { completions: 3 }, /^spec\.completions: Invalid value: 3: field is immutable$/],
  [
    'Job',
    {},
    { template: OTHER },
    /^spec\.template: Invalid value: \{.*"Spec":\{"Volumes":null,.*: field is immutable$/,
  ],
  ['Job', { suspend: true }, { suspend: true, template: OTHER }, /^$/],
];

describe('an update of a workload', () => {
  for (const [kind, from, to, error] of UPDATES) {
    it(`${kind} ${JSON.stringify(to)}`, () => {
      const { rules } = kindOf(kind);
      const errors =
        rules.validateReplacement?.(make(kind, to), make(kind, from), defaultFeatures) ?? [];
      assert.match(errors.map(formatFieldError).join('; '), error);
    });
  }
});

describe('the status of a workload', () => {
  it('counts what can be', () => {
    const old = make('Deployment');
    const status = { replicas: 1, readyReplicas: 1, availableReplicas: 2, collisionCount: -1 };
    const errors = kindOf('Deployment').rules.validateStatusUpdate?.(
      { ...old, status } as never,
      old,
      defaultFeatures,
    );
    assert.deepEqual(errors?.map(formatFieldError), [
      `status.collisionCount: Invalid value: -1: ${NEGATIVE}`,
      'status.availableReplicas: Invalid value: 2: cannot be greater than status.replicas',
      'status.availableReplicas: Invalid value: 2: cannot be greater than readyReplicas',
    ]);
  });
});
