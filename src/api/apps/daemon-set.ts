import { ageOf } from '../age';
import { templateDefaults } from '../core/pod';
import { podGatedFields } from '../core/pod-gated-fields';
import { validatePodTemplate } from '../core/pod-validation';
import type { FeatureGates } from '../features/feature-gates';
import { GatedFields } from '../features/gated-fields';
import { type FieldError, invalid, nonNegative, notSupported, required } from '../field-error';
import { goStruct } from '../go-value';
import { defineKind } from '../kind';
import {
  isSelectorEmpty,
  isSelectorSound,
  shownSelector,
  validateLabelSelector,
} from '../label-selector';
import { type Draft, deepEqual } from '../object';
import type { DaemonSet, DaemonSetSpec } from '../schema/objects';
import { formatSelector } from '../selector';
import { workloadWarnings } from '../warnings/pod';
import { isZeroShare, validateAtMostAll, validateShare } from './rolling-update';
import { validateCollisions, validateCounts } from './status-validation';
import { immutableSelector, validateEndless, validateMatch } from './template-validation';

/** Counts the changes of the template, for old clients. upstream: DeprecatedTemplateGeneration */
const TEMPLATE_GENERATION = 'deprecated.daemonset.template.generation';

function setTemplateGeneration(draft: Draft<DaemonSet>, generation: number): void {
  const { annotations } = draft.metadata;
  if (annotations?.[TEMPLATE_GENERATION] === `${generation}`) return;
  const own = { ...annotations, [TEMPLATE_GENERATION]: `${generation}` };
  draft.metadata = { ...draft.metadata, annotations: own };
}

// upstream: apps validation, ValidateDaemonSetUpdateStrategy
function validateStrategy({ updateStrategy: strategy = {} }: DaemonSetSpec): FieldError[] {
  const path = 'spec.updateStrategy';
  const { type = '', rollingUpdate } = strategy;
  if (type === 'OnDelete') return [];
  if (type !== 'RollingUpdate') {
    const shown = goStruct('io.k8s.api.apps.v1.DaemonSetUpdateStrategy', strategy);
    return [notSupported(path, shown, ['RollingUpdate', 'OnDelete'])];
  }
  const at = `${path}.rollingUpdate`;
  if (rollingUpdate === undefined) return [required(at)];
  const { maxSurge, maxUnavailable } = rollingUpdate;
  const errors = [
    ...validateShare(`${at}.maxUnavailable`, maxUnavailable),
    ...validateShare(`${at}.maxSurge`, maxSurge),
    ...validateAtMostAll(`${at}.maxUnavailable`, maxUnavailable),
    ...validateAtMostAll(`${at}.maxSurge`, maxSurge),
  ];
  if (isZeroShare(maxSurge) && isZeroShare(maxUnavailable)) {
    errors.push(required(`${at}.maxUnavailable`, 'cannot be 0 when maxSurge is 0'));
  } else if (!isZeroShare(maxSurge) && !isZeroShare(maxUnavailable)) {
    const why = 'may not be set when maxUnavailable is non-zero';
    errors.push(invalid(`${at}.maxSurge`, maxSurge, why));
  }
  return errors;
}

// upstream: apps validation, ValidateDaemonSetSpec
function validate({ spec }: DaemonSet, features: FeatureGates): FieldError[] {
  const { selector, template } = spec;
  const errors = selector === undefined ? [] : validateLabelSelector(selector, 'spec.selector');
  if (selector === undefined || isSelectorSound(selector)) {
    errors.push(...validateMatch(selector, template, 'spec.template'));
  }
  if (selector !== undefined && isSelectorEmpty(selector)) {
    const why = 'empty selector is invalid for daemonset';
    errors.push(invalid('spec.selector', shownSelector(selector), why));
  }
  return [
    ...errors,
    ...validatePodTemplate(template, 'spec.template', features),
    ...validateEndless(template, 'spec.template', 'DaemonSet'),
    ...nonNegative('spec.minReadySeconds', spec.minReadySeconds),
    ...validateStrategy(spec),
    ...nonNegative('spec.revisionHistoryLimit', spec.revisionHistoryLimit),
  ];
}

const COUNTS = [
  'currentNumberScheduled',
  'numberMisscheduled',
  'desiredNumberScheduled',
  'numberReady',
  'observedGeneration',
  'updatedNumberScheduled',
  'numberAvailable',
  'numberUnavailable',
  'collisionCount',
];

/** Whether so many Pods are as many as there are to be: of what a controller last saw, and that was the present spec. */
function reached({ metadata, status }: DaemonSet, count: number, word: string): true | string {
  if ((status.observedGeneration ?? 0) < (metadata.generation ?? 0)) {
    return 'the daemonset controller has not seen the latest change';
  }
  const desired = status.desiredNumberScheduled;
  return count >= desired || `${count} of ${desired} Pods are ${word}`;
}

/** Whether a rollout has come to its end. upstream: kubectl rollout status */
function complete(set: DaemonSet): true | string {
  const { status } = set;
  const isUpdated = reached(set, status.updatedNumberScheduled ?? 0, 'updated');
  return isUpdated === true ? reached(set, status.numberAvailable ?? 0, 'available') : isUpdated;
}

export const DaemonSets = defineKind<DaemonSet>('apps/v1', 'DaemonSet', {
  revalidatesMetadata: 'before',
  hasGeneration: true,
  // upstream: apps/v1 defaults, SetDefaults_DaemonSet
  defaults({ spec }) {
    if (Object.isFrozen(spec)) return;
    spec.revisionHistoryLimit ??= 10;
    if (spec.updateStrategy === undefined || !Object.isFrozen(spec.updateStrategy)) {
      const strategy = { ...spec.updateStrategy };
      if (!strategy.type) strategy.type = 'RollingUpdate';
      if (strategy.type === 'RollingUpdate') {
        strategy.rollingUpdate = { maxUnavailable: 1, maxSurge: 0, ...strategy.rollingUpdate };
      }
      spec.updateStrategy = strategy;
    }
    templateDefaults(spec.template);
  },
  prepareForCreate(draft) {
    setTemplateGeneration(draft, 1);
    draft.status = {
      currentNumberScheduled: 0,
      desiredNumberScheduled: 0,
      numberMisscheduled: 0,
      numberReady: 0,
    };
  },
  prepareForUpdate(draft, old) {
    const before = Number(old.metadata.annotations?.[TEMPLATE_GENERATION] ?? 1);
    const isSame = deepEqual(draft.spec.template, old.spec.template);
    setTemplateGeneration(draft, isSame ? before : before + 1);
  },
  gated: new GatedFields(podGatedFields('spec.template.spec')),
  validate,
  validateReplacement: (set, old, features) => [
    ...validate(set, features),
    ...immutableSelector(set.spec, old.spec),
  ],
  validateStatusUpdate: ({ status }, { status: old }) => [
    ...validateCounts(status, COUNTS),
    ...validateCollisions(status, old),
  ],
  warnings: workloadWarnings,
  states: {
    ready: (set) => reached(set, set.status.numberReady, 'ready'),
    available: (set) => reached(set, set.status.numberAvailable ?? 0, 'available'),
    complete,
  },
  row(set, now) {
    const { metadata, spec, status } = set;
    const containers = spec.template.spec?.containers ?? [];
    const nodeSelector = Object.entries(spec.template.spec?.nodeSelector ?? {}).sort();
    return [
      metadata.name,
      status.desiredNumberScheduled,
      status.currentNumberScheduled,
      status.numberReady,
      status.updatedNumberScheduled ?? 0,
      status.numberAvailable ?? 0,
      nodeSelector.length === 0
        ? '<none>'
        : nodeSelector.map(([key, value]) => `${key}=${value}`).join(','),
      ageOf(set, now),
      containers.map(({ name }) => name).join(','),
      containers.map(({ image }) => image).join(','),
      formatSelector(spec.selector),
    ];
  },
});
