import { ageOf } from '../age';
import { templateDefaults } from '../core/pod';
import { type FieldError, forbidden, invalid, notSupported } from '../field-error';
import { defineKind } from '../kind';
import { type Draft, deepEqual } from '../object';
import type { PersistentVolumeClaim, StatefulSet, StatefulSetSpec } from '../schema/objects';
import { validateSelectorAndTemplate } from './template-validation';

/** The label of a Pod that names the revision of its template. */
export const REVISION_LABEL = 'controller-revision-hash';
/** The label of a Pod that names the StatefulSet's Pod: its own name. */
export const POD_NAME_LABEL = 'statefulset.kubernetes.io/pod-name';
/** The label of a Pod that tells its ordinal. */
export const POD_INDEX_LABEL = 'apps.kubernetes.io/pod-index';

const NON_NEGATIVE = 'must be greater than or equal to 0';
/** What an update may change of the spec. upstream: apps validation, ValidateStatefulSetUpdate */
const MUTABLE: readonly (keyof StatefulSetSpec)[] = [
  'replicas',
  'ordinals',
  'template',
  'updateStrategy',
  'revisionHistoryLimit',
  'persistentVolumeClaimRetentionPolicy',
  'minReadySeconds',
];

/** The ordinal of its first Pod. */
export const firstOrdinal = ({ spec }: StatefulSet): number => spec.ordinals?.start ?? 0;

function nonNegative(path: string, value: number | undefined): FieldError[] {
  return value !== undefined && value < 0 ? [invalid(path, value, NON_NEGATIVE)] : [];
}

function claimDefaults(claim: Draft<PersistentVolumeClaim>): void {
  if (Object.isFrozen(claim)) return;
  claim.apiVersion = 'v1';
  claim.kind = 'PersistentVolumeClaim';
  claim.spec.volumeMode ??= 'Filesystem';
  claim.status = { phase: 'Pending' };
}

function validateStrategy({ updateStrategy }: StatefulSetSpec): FieldError[] {
  const path = 'spec.updateStrategy';
  const { type = '', rollingUpdate } = updateStrategy ?? {};
  if (type === 'OnDelete') {
    if (rollingUpdate === undefined) return [];
    return [
      invalid(
        `${path}.rollingUpdate`,
        rollingUpdate,
        "only allowed for updateStrategy 'RollingUpdate'",
      ),
    ];
  }
  if (type !== 'RollingUpdate') {
    return [invalid(`${path}`, updateStrategy, "must be 'RollingUpdate' or 'OnDelete'")];
  }
  return nonNegative(`${path}.rollingUpdate.partition`, rollingUpdate?.partition);
}

function validate({ spec }: StatefulSet): FieldError[] {
  const policy = spec.podManagementPolicy ?? '';
  return [
    ...(policy === 'OrderedReady' || policy === 'Parallel'
      ? []
      : [invalid('spec.podManagementPolicy', policy, "must be 'OrderedReady' or 'Parallel'")]),
    ...validateStrategy(spec),
    ...validateRetention(spec),
    ...nonNegative('spec.replicas', spec.replicas),
    ...nonNegative('spec.minReadySeconds', spec.minReadySeconds),
    ...nonNegative('spec.ordinals.start', spec.ordinals?.start),
    ...validateSelectorAndTemplate(spec.selector, spec.template),
  ];
}

function validateRetention({
  persistentVolumeClaimRetentionPolicy,
}: StatefulSetSpec): FieldError[] {
  const path = 'spec.persistentVolumeClaimRetentionPolicy';
  return (['whenDeleted', 'whenScaled'] as const).flatMap((when) => {
    const value = persistentVolumeClaimRetentionPolicy?.[when];
    return value === undefined || value === 'Retain' || value === 'Delete'
      ? []
      : [notSupported(`${path}.${when}`, value, ['Delete', 'Retain'])];
  });
}

/** Whether a rollout has come to its end. upstream: kubectl rollout status */
function complete({ metadata, spec, status }: StatefulSet): true | string {
  if ((status.observedGeneration ?? 0) < (metadata.generation ?? 0)) {
    return 'the statefulset controller has not seen the latest change';
  }
  const wanted = spec.replicas ?? 1;
  const ready = status.readyReplicas ?? 0;
  if (ready < wanted) return `${ready} of ${wanted} Pods are ready`;
  if (status.replicas > wanted) return `${status.replicas - wanted} surplus Pods are still there`;
  const updated = status.updatedReplicas ?? 0;
  const due = wanted - (spec.updateStrategy?.rollingUpdate?.partition ?? 0);
  return updated >= due || `${updated} of ${due} Pods are updated`;
}

export const StatefulSets = defineKind<StatefulSet>('apps/v1', 'StatefulSet', {
  hasGeneration: true,
  // upstream: apps/v1 defaults, SetDefaults_StatefulSet
  defaults({ spec }) {
    if (Object.isFrozen(spec)) return;
    if (!spec.podManagementPolicy) spec.podManagementPolicy = 'OrderedReady';
    spec.replicas ??= 1;
    spec.revisionHistoryLimit ??= 10;
    if (spec.updateStrategy === undefined || !Object.isFrozen(spec.updateStrategy)) {
      const strategy = { ...spec.updateStrategy };
      if (!strategy.type) strategy.type = 'RollingUpdate';
      if (strategy.type === 'RollingUpdate') {
        strategy.rollingUpdate = { partition: 0, ...strategy.rollingUpdate };
      }
      spec.updateStrategy = strategy;
    }
    const retention = spec.persistentVolumeClaimRetentionPolicy;
    if (retention === undefined || !Object.isFrozen(retention)) {
      spec.persistentVolumeClaimRetentionPolicy = {
        whenDeleted: 'Retain',
        whenScaled: 'Retain',
        ...retention,
      };
    }
    for (const claim of spec.volumeClaimTemplates ?? []) claimDefaults(claim);
    templateDefaults(spec.template);
  },
  prepareForCreate(draft) {
    draft.status = { replicas: 0 };
  },
  validate,
  validateUpdate({ spec }, old) {
    const { spec: before } = old;
    const keys = new Set([...Object.keys(spec), ...Object.keys(before)]) as Set<
      keyof StatefulSetSpec
    >;
    for (const key of keys) {
      if (MUTABLE.includes(key) || deepEqual(spec[key], before[key])) continue;
      const names = MUTABLE.map((name) => `'${name}'`);
      return [
        forbidden(
          'spec',
          `updates to statefulset spec for fields other than ${names.slice(0, -1).join(', ')} and ${names.at(-1)} are forbidden`,
        ),
      ];
    }
    return [];
  },
  states: {
    ready: ({ spec, status }) =>
      (status.readyReplicas ?? 0) >= (spec.replicas ?? 1) ||
      `${status.readyReplicas ?? 0} of ${spec.replicas ?? 1} Pods are ready`,
    available: ({ metadata, spec, status }) =>
      (status.observedGeneration ?? 0) < (metadata.generation ?? 0)
        ? 'the statefulset controller has not seen the latest change'
        : (status.availableReplicas ?? 0) >= (spec.replicas ?? 1) ||
          `${status.availableReplicas ?? 0} of ${spec.replicas ?? 1} Pods are available`,
    complete,
  },
  row(set, now) {
    const containers = set.spec.template.spec?.containers ?? [];
    return [
      set.metadata.name,
      `${set.status.readyReplicas ?? 0}/${set.spec.replicas ?? 1}`,
      ageOf(set, now),
      containers.map(({ name }) => name).join(','),
      containers.map(({ image }) => image).join(','),
    ];
  },
});
