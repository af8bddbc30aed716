import { ageOf } from '../age';
import { validateAnnotations } from '../annotation-validation';
import { templateDefaults } from '../core/pod';
import { podGatedFields } from '../core/pod-gated-fields';
import { validatePodAnnotations } from '../core/pod-validation/annotations';
import type { FeatureGates } from '../features/feature-gates';
import { GatedFields } from '../features/gated-fields';
import { type FieldError, forbidden, invalid, nonNegative, notSupported } from '../field-error';
import { goStruct } from '../go-value';
import { defineKind } from '../kind';
import { isSelectorSound, shownSelector, validateLabelMap } from '../label-selector';
import { dnsLabelErrors } from '../names';
import { type Draft, deepEqual } from '../object';
import type { PersistentVolumeClaim, StatefulSet, StatefulSetSpec } from '../schema/objects';
import { claimSpecWarnings } from '../warnings/claim';
import { workloadWarnings } from '../warnings/pod';
import { isZeroShare, validateAtMostAll, validateShare } from './rolling-update';
import {
  validateAvailable,
  validateCollisions,
  validateCounts,
  validateParts,
} from './status-validation';
import { validateEndless, validateMatch, validateOwnSelector } from './template-validation';

/** The label of a Pod that names the revision of its template. */
export const REVISION_LABEL = 'controller-revision-hash';
/** The label of a Pod that names the StatefulSet's Pod: its own name. */
export const POD_NAME_LABEL = 'statefulset.kubernetes.io/pod-name';
/** The label of a Pod that tells its ordinal. */
export const POD_INDEX_LABEL = 'apps.kubernetes.io/pod-index';

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

function claimDefaults(claim: Draft<PersistentVolumeClaim>): void {
  if (Object.isFrozen(claim)) return;
  claim.apiVersion = 'v1';
  claim.kind = 'PersistentVolumeClaim';
  claim.spec.volumeMode ??= 'Filesystem';
  claim.status = { phase: 'Pending' };
}

// upstream: apps validation, ValidateStatefulSetSpec
function validateStrategy({ updateStrategy: strategy = {} }: StatefulSetSpec): FieldError[] {
  const path = 'spec.updateStrategy';
  const { type = '', rollingUpdate } = strategy;
  const at = `${path}.rollingUpdate`;
  if (type === 'OnDelete') {
    if (rollingUpdate === undefined) return [];
    const shown = goStruct('io.k8s.api.apps.v1.RollingUpdateStatefulSetStrategy', rollingUpdate);
    return [invalid(at, shown, "only allowed for updateStrategy 'RollingUpdate'")];
  }
  if (type !== 'RollingUpdate') {
    const shown = goStruct('io.k8s.api.apps.v1.StatefulSetUpdateStrategy', strategy);
    return [invalid(path, shown, "must be 'RollingUpdate' or 'OnDelete'")];
  }
  const { partition, maxUnavailable } = rollingUpdate ?? {};
  const errors = nonNegative(`${at}.partition`, partition);
  if (maxUnavailable === undefined) return errors;
  const field = `${at}.maxUnavailable`;
  errors.push(...validateShare(field, maxUnavailable));
  if (isZeroShare(maxUnavailable)) errors.push(invalid(field, maxUnavailable, 'cannot be 0'));
  return [...errors, ...validateAtMostAll(field, maxUnavailable)];
}

/** Its volumes are not all there yet, so the rest of the template is judged when its Pods are made. */
function validateTemplate(
  { selector, template }: StatefulSetSpec,
  features: FeatureGates,
): FieldError[] {
  const errors = validateOwnSelector(selector, 'spec.selector', 'statefulset');
  if (selector !== undefined && !isSelectorSound(selector)) {
    errors.push(invalid('spec.selector', shownSelector(selector), ''));
  } else {
    const { labels, annotations } = template.metadata ?? {};
    const at = 'spec.template.annotations';
    errors.push(
      ...validateMatch(selector, template, 'spec.template'),
      ...validateLabelMap(labels, 'spec.template.labels'),
      ...validateAnnotations(annotations, at),
      ...validatePodAnnotations(annotations, template.spec ?? { containers: [] }, at, features),
    );
  }
  return [...errors, ...validateEndless(template, 'spec.template', 'StatefulSet')];
}

function validate({ spec }: StatefulSet, features: FeatureGates): FieldError[] {
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
    ...validateTemplate(spec, features),
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
      : [notSupported(`${path}.${when}`, value, ['Retain', 'Delete'])];
  });
}

const PARTS = ['readyReplicas', 'currentReplicas', 'updatedReplicas', 'availableReplicas'];
const COUNTS = ['replicas', ...PARTS, 'observedGeneration', 'collisionCount'];

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

// upstream: registry apps/statefulset, WarningsOnCreate and WarningsOnUpdate
function warnings(set: StatefulSet, old: StatefulSet | undefined): string[] {
  const all = workloadWarnings(set, old);
  if (set.spec === old?.spec) return all;
  (set.spec.volumeClaimTemplates ?? []).forEach(({ spec }, index) => {
    all.push(...claimSpecWarnings(spec, `spec.volumeClaimTemplates[${index}]`));
  });
  if ((set.spec.revisionHistoryLimit ?? 0) < 0) {
    all.push(
      'spec.revisionHistoryLimit: a negative value retains all historical revisions; a value >= 0 is recommended',
    );
  }
  return all;
}

const gated = new GatedFields([
  {
    gate: 'MaxUnavailableStatefulSet',
    path: 'spec.updateStrategy.rollingUpdate.maxUnavailable',
  },
  ...podGatedFields('spec.template.spec'),
]);

export const StatefulSets = defineKind<StatefulSet>('apps/v1', 'StatefulSet', {
  hasGeneration: true,
  gated,
  validateName: dnsLabelErrors,
  // upstream: apps/v1 defaults, SetDefaults_StatefulSet
  defaults({ spec }, { MaxUnavailableStatefulSet: mayBeMore }) {
    if (Object.isFrozen(spec)) return;
    if (!spec.podManagementPolicy) spec.podManagementPolicy = 'OrderedReady';
    spec.replicas ??= 1;
    spec.revisionHistoryLimit ??= 10;
    if (spec.updateStrategy === undefined || !Object.isFrozen(spec.updateStrategy)) {
      const strategy = { ...spec.updateStrategy };
      if (!strategy.type) strategy.type = 'RollingUpdate';
      if (strategy.type === 'RollingUpdate') {
        const { maxUnavailable, ...rest } = strategy.rollingUpdate ?? {};
        const most = maxUnavailable ?? (mayBeMore ? 1 : undefined);
        strategy.rollingUpdate = { partition: 0, ...rest };
        if (most !== undefined) strategy.rollingUpdate.maxUnavailable = most;
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
  validateStatusUpdate: ({ status }, { status: old }) => [
    ...validateCounts(status, COUNTS),
    ...validateParts(status, PARTS),
    ...validateAvailable(status, 'cannot be greater than status.readyReplicas'),
    ...validateCollisions(status, old),
  ],
  warnings,
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
