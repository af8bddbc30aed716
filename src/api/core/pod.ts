import { ageOf } from '../age';
import { conditionOf } from '../condition';
import { GatedFields } from '../features/gated-fields';
import { defineKind, type KindRules } from '../kind';
import type { Draft } from '../object';
import type { Pod, PodSpec } from '../schema/objects';
import { podWarnings } from '../warnings/pod';
import { podOnlyDefaults, podSpecDefaults } from './pod-defaults';
import { podGatedFields } from './pod-gated-fields';
import { mergeLabelKeys } from './pod-label-keys';
import { podParts } from './pod-parts';
import {
  isAvailable,
  isFinished,
  isReady,
  isRunning,
  isScheduled,
  isTerminating,
  qosClass,
} from './pod-states';
import { podStatusText, readyText, restartsText } from './pod-status-text';
import { validateNewPod } from './pod-validation';
import { validatePodStatusUpdate } from './pod-validation/status';
import { validatePodUpdate } from './pod-validation/update';

const rules: KindRules<Pod> = {
  revalidatesMetadata: 'after',
  statusKeeps: ['ownerReferences'],
  hasGeneration: true,
  watchField: { path: 'spec.nodeName', of: (pod) => pod.spec.nodeName ?? '' },
  defaults(draft) {
    podSpecDefaults(draft.spec);
    podOnlyDefaults(draft.spec);
  },
  prepareForCreate(draft, { features }) {
    mergeLabelKeys(draft, features);
    draft.status = { phase: 'Pending', qosClass: qosClass(draft.spec as PodSpec) };
    if ((draft.spec.schedulingGates ?? []).length > 0) {
      draft.status.conditions = [
        {
          type: 'PodScheduled',
          status: 'False',
          reason: 'SchedulingGated',
          message: 'Scheduling is blocked due to non-empty scheduling gates',
          lastProbeTime: null,
          lastTransitionTime: null,
        },
      ];
    }
  },
  gated: new GatedFields([
    ...podGatedFields('spec'),
    { gate: 'PodObservedGenerationTracking', path: 'status.observedGeneration' },
    { gate: 'PodObservedGenerationTracking', path: 'status.conditions[].observedGeneration' },
  ]),
  validate: validateNewPod,
  validateReplacement: validatePodUpdate,
  validateStatusUpdate: validatePodStatusUpdate,
  // upstream: updates of Pods are many and made by programs
  warnings: (pod, old) => (old === undefined ? podWarnings(pod) : []),
  parts: podParts,
  // upstream: registry core/pod, CheckGracefulDelete
  gracePeriod(pod, asked) {
    const period = asked ?? pod.spec.terminationGracePeriodSeconds ?? 0;
    if (!isScheduled(pod) || isFinished(pod)) return 0;
    return period < 0 ? 1 : period;
  },
  selectableFields: {
    'spec.nodeName': (pod) => pod.spec.nodeName ?? '',
    'spec.restartPolicy': (pod) => pod.spec.restartPolicy ?? '',
    'spec.schedulerName': (pod) => pod.spec.schedulerName ?? '',
    'spec.serviceAccountName': (pod) => pod.spec.serviceAccountName ?? '',
    'spec.hostNetwork': (pod) => String(pod.spec.hostNetwork === true),
    'status.phase': (pod) => pod.status.phase ?? '',
    'status.podIP': (pod) => pod.status.podIP ?? '',
    'status.nominatedNodeName': (pod) => pod.status.nominatedNodeName ?? '',
  },
  states: {
    ready: (pod) => isReady(pod) || notReady(pod),
    available: (pod) => isAvailable(pod, 0, 0) || notReady(pod),
    running: (pod) => isRunning(pod) || `it is ${podStatusText(pod)}`,
    pending: (pod) => pod.status.phase === 'Pending' || `it is ${podStatusText(pod)}`,
    scheduled: (pod) => isScheduled(pod) || notScheduled(pod),
    terminating: (pod) => isTerminating(pod) || `it is ${podStatusText(pod)}`,
    complete: (pod) => pod.status.phase === 'Succeeded' || `it is ${podStatusText(pod)}`,
    failed: (pod) => pod.status.phase === 'Failed' || `it is ${podStatusText(pod)}`,
  },
  row(pod, now) {
    const gates = pod.spec.readinessGates ?? [];
    const met = gates.filter(
      (gate) => conditionOf(pod.status.conditions, gate.conditionType)?.status === 'True',
    );
    return [
      pod.metadata.name,
      readyText(pod),
      podStatusText(pod),
      restartsText(pod, now),
      ageOf(pod, now),
      pod.status.podIP ?? '<none>',
      pod.spec.nodeName ?? '<none>',
      pod.status.nominatedNodeName ?? '<none>',
      gates.length === 0 ? '<none>' : `${met.length}/${gates.length}`,
    ];
  },
};

function notReady(pod: Pod): string {
  const ready = conditionOf(pod.status.conditions, 'Ready');
  const why = ready?.message ?? ready?.reason;
  return `it is ${podStatusText(pod)}${why === undefined ? '' : `: ${why}`}`;
}

function notScheduled(pod: Pod): string {
  const message = conditionOf(pod.status.conditions, 'PodScheduled')?.message;
  return message === undefined ? 'the scheduler has not seen it yet' : message;
}

export const Pods = defineKind<Pod>('v1', 'Pod', rules);

/** The rules of a Pod's template, for the kinds that have one. */
export function templateDefaults(template: Draft<{ readonly spec?: PodSpec }>): void {
  if (template.spec !== undefined) podSpecDefaults(template.spec);
}
