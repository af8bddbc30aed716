import { ageOf } from '../age';
import { templateDefaults } from '../core/pod';
import { type FieldError, invalid } from '../field-error';
import { defineKind } from '../kind';
import { type Draft, deepEqual } from '../object';
import type { DaemonSet, DaemonSetSpec } from '../schema/objects';
import { formatSelector } from '../selector';
import { validateSelectorAndTemplate } from './template-validation';

/** Counts the changes of the template, for old clients. upstream: DeprecatedTemplateGeneration */
const TEMPLATE_GENERATION = 'deprecated.daemonset.template.generation';

function setTemplateGeneration(draft: Draft<DaemonSet>, generation: number): void {
  const { annotations } = draft.metadata;
  if (annotations?.[TEMPLATE_GENERATION] === `${generation}`) return;
  const own = { ...annotations, [TEMPLATE_GENERATION]: `${generation}` };
  draft.metadata = { ...draft.metadata, annotations: own };
}

function isNothing(value: number | string | undefined): boolean {
  return value === undefined || value === 0 || /^0*%?$/.test(String(value));
}

function validateStrategy({ updateStrategy }: DaemonSetSpec): FieldError[] {
  const path = 'spec.updateStrategy';
  const { type = '', rollingUpdate } = updateStrategy ?? {};
  if (type === 'OnDelete') return [];
  if (type !== 'RollingUpdate') {
    return [invalid(path, updateStrategy, "must be 'RollingUpdate' or 'OnDelete'")];
  }
  const { maxSurge, maxUnavailable } = rollingUpdate ?? {};
  const field = `${path}.rollingUpdate`;
  if (isNothing(maxSurge) && isNothing(maxUnavailable)) {
    return [invalid(`${field}.maxUnavailable`, maxUnavailable, 'cannot be 0 when maxSurge is 0')];
  }
  if (!isNothing(maxSurge) && !isNothing(maxUnavailable)) {
    return [
      invalid(`${field}.maxSurge`, maxSurge, 'may not be set when maxUnavailable is non-zero'),
    ];
  }
  return [];
}

/** Whether a rollout has come to its end. upstream: kubectl rollout status */
function complete({ metadata, status }: DaemonSet): true | string {
  if ((status.observedGeneration ?? 0) < (metadata.generation ?? 0)) {
    return 'the daemonset controller has not seen the latest change';
  }
  const desired = status.desiredNumberScheduled;
  const updated = status.updatedNumberScheduled ?? 0;
  const available = status.numberAvailable ?? 0;
  if (updated < desired) return `${updated} of ${desired} Pods are updated`;
  return available >= desired || `${available} of ${desired} Pods are available`;
}

export const DaemonSets = defineKind<DaemonSet>('apps/v1', 'DaemonSet', {
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
  validate: ({ spec }) => [
    ...validateSelectorAndTemplate(spec.selector, spec.template),
    ...validateStrategy(spec),
    ...((spec.minReadySeconds ?? 0) < 0
      ? [
          invalid(
            'spec.minReadySeconds',
            spec.minReadySeconds,
            'must be greater than or equal to 0',
          ),
        ]
      : []),
  ],
  validateUpdate: ({ spec }, old) =>
    deepEqual(spec.selector, old.spec.selector)
      ? []
      : [invalid('spec.selector', spec.selector, 'field is immutable')],
  states: {
    ready: ({ status }) =>
      status.numberReady >= status.desiredNumberScheduled ||
      `${status.numberReady} of ${status.desiredNumberScheduled} Pods are ready`,
    available({ metadata, status }) {
      if ((status.observedGeneration ?? 0) < (metadata.generation ?? 0)) {
        return 'the daemonset controller has not seen the latest change';
      }
      const available = status.numberAvailable ?? 0;
      const desired = status.desiredNumberScheduled;
      return available >= desired || `${available} of ${desired} Pods are available`;
    },
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
