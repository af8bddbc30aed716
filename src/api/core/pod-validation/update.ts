import type { FeatureGates } from '../../features/feature-gates';
import { type FieldError, forbidden, invalid, required } from '../../field-error';
import { goLines } from '../../go-value';
import { lineDifference } from '../../line-difference';
import { deepEqual } from '../../object';
import type {
  Container,
  NodeAffinity,
  NodeSelectorTerm,
  Pod,
  PodSpec,
  Toleration,
} from '../../schema/objects';
import { validateAnnotationUpdate } from './annotations';
import { imageErrors } from './containers';
import { validatePodMetadataAndSpec } from './index';

const SPEC = 'io.k8s.api.core.v1.PodSpec';
const INT32_MAX = 2_147_483_647;
const REQUIRED = 'requiredDuringSchedulingIgnoredDuringExecution';
const CHANGEABLE =
  '`spec.containers[*].image`,`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,`spec.tolerations` (only additions to existing tolerations),`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)';

type ContainerList = 'containers' | 'initContainers';

/** What is wrong with the images; undefined when containers came or went, which ends the look at the rest. */
function validateImages(list: ContainerList, pod: Pod, old: Pod): FieldError[] | undefined {
  const containers = pod.spec[list] ?? [];
  if (containers.length !== (old.spec[list] ?? []).length) return undefined;
  return containers.flatMap((container, index) => {
    const at = `spec.${list}[${index}]`;
    const errors = container.image ? [] : [required(`${at}.image`)];
    return [...errors, ...imageErrors(container, at)];
  });
}

/** A deadline may come, or come nearer; `ends` when upstream looks no further. */
function validateDeadline({ spec }: Pod, { spec: old }: Pod) {
  const path = 'spec.activeDeadlineSeconds';
  const { activeDeadlineSeconds: now } = spec;
  const { activeDeadlineSeconds: before } = old;
  const wrong = (why: string, ends: boolean) => ({ errors: [invalid(path, now, why)], ends });
  if (now === undefined) {
    if (before === undefined) return { errors: [], ends: false };
    return wrong('must not update from a positive integer to nil value', false);
  }
  if (now < 0 || now > INT32_MAX)
    return wrong(`must be between 0 and ${INT32_MAX}, inclusive`, true);
  if (before !== undefined && before < now) {
    return wrong('must be less than or equal to previous value', true);
  }
  return { errors: [], ends: false };
}

function validateTolerationUpdate({ spec }: Pod, { spec: old }: Pod): FieldError[] {
  const bare = ({ tolerationSeconds: _seconds, ...rest }: Toleration) => rest;
  const isKept = (toleration: Toleration) =>
    (spec.tolerations ?? []).some((other) => deepEqual(bare(other), bare(toleration)));
  if ((old.tolerations ?? []).every(isKept)) return [];
  const why = 'existing toleration can not be modified except its tolerationSeconds';
  return [forbidden('spec.tolerations', why)];
}

function validateGateUpdate({ spec }: Pod, { spec: old }: Pod): FieldError[] {
  const before = new Set((old.schedulingGates ?? []).map(({ name }) => name));
  return (spec.schedulingGates ?? []).flatMap(({ name }, index) => {
    if (before.has(name)) return [];
    const why = `only deletion is allowed, but found new scheduling gate '${name}'`;
    return [forbidden(`spec.schedulingGates[${index}].name`, why)];
  });
}

/** A gated Pod may be told more of where to go, not less. upstream: validateNodeSelectorMutation */
function validateNodeSelectorUpdate(spec: PodSpec, old: PodSpec): FieldError[] {
  const path = 'spec.nodeSelector';
  for (const [key, value] of Object.entries(old.nodeSelector ?? {})) {
    if (spec.nodeSelector?.[key] === value) continue;
    return [
      invalid(
        path,
        spec.nodeSelector,
        'only additions to spec.nodeSelector are allowed (no mutations or deletions)',
      ),
    ];
  }
  return [];
}

function isNarrowed(now: NodeSelectorTerm, before: NodeSelectorTerm): boolean {
  const keeps = <T>(list: readonly T[] = [], old: readonly T[] = []) =>
    old.every((item) => list.some((other) => deepEqual(other, item)));
  return (
    keeps(now.matchExpressions, before.matchExpressions) &&
    keeps(now.matchFields, before.matchFields)
  );
}

// upstream: core validation, validateNodeAffinityMutation
function validateNodeAffinityUpdate(
  now: NodeAffinity | undefined,
  before: NodeAffinity | undefined,
): FieldError[] {
  const old = before?.[REQUIRED]?.nodeSelectorTerms;
  if (old === undefined) return [];
  const path = `spec.affinity.nodeAffinity.${REQUIRED}.nodeSelectorTerms`;
  const terms = now?.[REQUIRED]?.nodeSelectorTerms ?? [];
  if (old.length > 0 && terms.length !== old.length) {
    return [
      invalid(
        path,
        terms,
        'no additions/deletions to non-empty NodeSelectorTerms list are allowed',
      ),
    ];
  }
  return old.flatMap((term, index) => {
    const next = terms[index];
    if (next === undefined || isNarrowed(next, term)) return [];
    return [
      invalid(`${path}[${index}]`, next, 'only additions are allowed (no mutations or deletions)'),
    ];
  });
}

function withImagesOf(containers: readonly Container[], old: readonly Container[]): Container[] {
  return containers.map((container, index) => {
    const { image: _image, ...rest } = container;
    const image = old[index]?.image;
    return image === undefined ? rest : { ...rest, image };
  });
}

/** The new spec with everything that may change as it was. */
function undone(spec: PodSpec, old: PodSpec): PodSpec {
  const result: { -readonly [K in keyof PodSpec]?: PodSpec[K] | undefined } = { ...spec };
  result.containers = withImagesOf(spec.containers, old.containers);
  if (spec.initContainers !== undefined) {
    result.initContainers = withImagesOf(spec.initContainers, old.initContainers ?? []);
  }
  result.activeDeadlineSeconds = old.activeDeadlineSeconds;
  result.schedulingGates = old.schedulingGates;
  result.tolerations = old.tolerations;
  const { terminationGracePeriodSeconds: grace = 0 } = old;
  if (grace < 0 && spec.terminationGracePeriodSeconds === 1) {
    result.terminationGracePeriodSeconds = grace;
  }
  if ((old.schedulingGates ?? []).length === 0) return result as PodSpec;
  result.nodeSelector = old.nodeSelector;
  const { nodeAffinity: _own, ...others } = spec.affinity ?? {};
  const nodeAffinity = old.affinity?.nodeAffinity;
  const affinity = { ...others, ...(nodeAffinity === undefined ? {} : { nodeAffinity }) };
  const isEmpty = Object.keys(affinity).length === 0 && old.affinity === undefined;
  result.affinity = isEmpty ? undefined : affinity;
  return result as PodSpec;
}

function validateRest({ spec }: Pod, { spec: old }: Pod): FieldError[] {
  const errors: FieldError[] = [];
  if ((old.schedulingGates ?? []).length > 0) {
    errors.push(...validateNodeSelectorUpdate(spec, old));
    errors.push(
      ...validateNodeAffinityUpdate(spec.affinity?.nodeAffinity, old.affinity?.nodeAffinity),
    );
  }
  const kept = undone(spec, old);
  if (deepEqual(kept, old)) return errors;
  const difference = lineDifference(goLines(SPEC, old), goLines(SPEC, kept));
  const why = `pod updates may not change fields other than ${CHANGEABLE}\n${difference}`;
  return [...errors, forbidden('spec', why)];
}

/** Everything that is wrong with an update of a Pod's spec. upstream: core validation, ValidatePodUpdate */
export function validatePodUpdate(pod: Pod, old: Pod, features: FeatureGates): FieldError[] {
  const errors = validatePodMetadataAndSpec(pod, features);
  const { annotations } = pod.metadata;
  errors.push(
    ...validateAnnotationUpdate(annotations, old.metadata.annotations, 'metadata.annotations'),
  );
  for (const list of ['containers', 'initContainers'] as const) {
    const found = validateImages(list, pod, old);
    if (found === undefined) {
      const why = 'pod updates may not add or remove containers';
      return [...errors, forbidden(`spec.${list}`, why)];
    }
    errors.push(...found);
  }
  const deadline = validateDeadline(pod, old);
  errors.push(...deadline.errors);
  if (deadline.ends) return errors;
  return [
    ...errors,
    ...validateTolerationUpdate(pod, old),
    ...validateGateUpdate(pod, old),
    ...validateRest(pod, old),
  ];
}
