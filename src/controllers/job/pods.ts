import { COMPLETION_INDEX, isIndexed, TRACKING_FINALIZER } from '../../api/batch/job';
import { Pods } from '../../api/core/pod';
import { isApiError } from '../../api/errors';
import type { New } from '../../api/object';
import type { Container, EnvVar, Job, Pod, PodSpec } from '../../api/schema/objects';
import type { Env } from '../../runtime/env';
import { controllerReference } from '../ownership';
import { judge } from './failure-policy';

/** How often an index has failed before this Pod, by failures that count and by those that do not. */
const FAILURES = 'batch.kubernetes.io/job-index-failure-count';
const IGNORED_FAILURES = 'batch.kubernetes.io/job-index-ignored-failure-count';
/** What a name may be long before the server's random letters. */
const GENERATE_NAME_MAX = 58;

export const isTracked = ({ metadata }: Pod): boolean =>
  metadata.finalizers?.includes(TRACKING_FINALIZER) === true;

/** True when Pods on their way out are waited for before they are replaced. */
export const waitsForTheEnd = ({ spec }: Job): boolean =>
  spec.podReplacementPolicy === 'Failed' || spec.podFailurePolicy !== undefined;

/** True when the Pod counts as failed; one that was told to go does, unless it is waited for. upstream: isPodFailed */
export function isFailed(job: Job, { metadata, status }: Pod): boolean {
  if (status.phase === 'Failed') return true;
  if (waitsForTheEnd(job)) return false;
  return metadata.deletionTimestamp !== undefined && status.phase !== 'Succeeded';
}

/** The completion index of a Pod; undefined when it has none that the Job knows. */
export function indexOf({ spec }: Job, { metadata }: Pod): number | undefined {
  const text = metadata.annotations?.[COMPLETION_INDEX];
  if (text === undefined || !/^\d+$/.test(text)) return undefined;
  const index = Number(text);
  return index < (spec.completions ?? 0) ? index : undefined;
}

function count({ metadata }: Pod, annotation: string): number {
  return Number(metadata.annotations?.[annotation] ?? 0) || 0;
}

/** How often the Pod's index had failed before it. */
export const failuresBefore = (pod: Pod): number => count(pod, FAILURES);

/** All failures of the Pod's index, its own included. */
export const failuresWith = (pod: Pod): number =>
  count(pod, FAILURES) + count(pod, IGNORED_FAILURES) + 1;

function failureCounts(job: Job, before: Pod | undefined): Readonly<Record<string, string>> {
  if (before === undefined) return { [FAILURES]: '0' };
  const { counts } = judge(job.spec.podFailurePolicy, before);
  const failures = count(before, FAILURES) + (counts ? 1 : 0);
  const ignored = count(before, IGNORED_FAILURES) + (counts ? 0 : 1);
  return {
    [FAILURES]: `${failures}`,
    ...(ignored > 0 ? { [IGNORED_FAILURES]: `${ignored}` } : {}),
  };
}

const INDEX_VARIABLE: EnvVar = {
  name: 'JOB_COMPLETION_INDEX',
  valueFrom: {
    fieldRef: { apiVersion: 'v1', fieldPath: `metadata.labels['${COMPLETION_INDEX}']` },
  },
};

function withIndex(containers: readonly Container[]): readonly Container[] {
  return containers.map((container) =>
    container.env?.some(({ name }) => name === INDEX_VARIABLE.name)
      ? container
      : { ...container, env: [...(container.env ?? []), INDEX_VARIABLE] },
  );
}

const indexed = new WeakMap<PodSpec, Pick<PodSpec, 'containers' | 'initContainers'>>();

/** The template's containers, told their index; all Pods of a template share them. */
function indexedContainers(spec: PodSpec): Pick<PodSpec, 'containers' | 'initContainers'> {
  const known = indexed.get(spec);
  if (known !== undefined) return known;
  const { containers, initContainers } = spec;
  const made = {
    containers: withIndex(containers),
    ...(initContainers === undefined ? {} : { initContainers: withIndex(initContainers) }),
  };
  indexed.set(spec, made);
  return made;
}

/** The next Pod of a Job; `before` is the failed one of its index that it replaces. */
export function newPod(job: Job, index: number | undefined, before: Pod | undefined): New<Pod> {
  const { metadata = {}, spec } = job.spec.template;
  if (spec === undefined) throw new Error(`${job.metadata.name} has no template`);
  const { annotations, labels } = metadata;
  const finalizers = [...(metadata.finalizers ?? []), TRACKING_FINALIZER];
  const { name, namespace = '' } = job.metadata;
  const common = { namespace, finalizers, ownerReferences: [controllerReference(job)] };
  if (!isIndexed(job) || index === undefined) {
    return {
      metadata: {
        ...common,
        generateName: `${name}-`,
        ...(labels === undefined ? {} : { labels }),
        ...(annotations === undefined ? {} : { annotations }),
      },
      spec,
    };
  }
  const suffix = `-${index}-`;
  const counts = job.spec.backoffLimitPerIndex === undefined ? {} : failureCounts(job, before);
  return {
    metadata: {
      ...common,
      generateName: `${name.slice(0, GENERATE_NAME_MAX - suffix.length)}${suffix}`,
      labels: { ...labels, [COMPLETION_INDEX]: `${index}` },
      annotations: { ...annotations, [COMPLETION_INDEX]: `${index}`, ...counts },
    },
    spec: { ...spec, ...indexedContainers(spec), hostname: `${name}-${index}` },
  };
}

/** Lets go of a Pod that was counted, or of which nobody keeps count any more. */
export function untrack(env: Env, { metadata }: Pod): void {
  const { uid } = metadata;
  const patch = { metadata: { uid, '$deleteFromPrimitiveList/finalizers': [TRACKING_FINALIZER] } };
  try {
    env.api.patch(Pods, metadata, patch, { type: 'strategic' });
  } catch (error) {
    // gone, or another of its name
    if (!isApiError(error, 'NotFound') && !isApiError(error, 'Conflict')) throw error;
  }
}
