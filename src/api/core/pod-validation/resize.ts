import type { FeatureGates } from '../../features/feature-gates';
import { type FieldError, forbidden, invalid } from '../../field-error';
import { deepEqual } from '../../object';
import type { Container, Pod, ResourceRequirements } from '../../schema/objects';
import { isMirrorPod } from '../mirror-pod';
import { qosClass } from '../pod-states';
import { validatePodMetadataAndSpec } from './index';

type Amounts = Readonly<Record<string, string>>;

function isRemoved(now: Amounts = {}, before: Amounts = {}): boolean {
  return Object.keys(before).some((name) => now[name] === undefined);
}

// upstream: core validation, validateContainerResize
function validateContainer(container: Container, old: Container, path: string): FieldError[] {
  const { requests, limits } = container.resources ?? {};
  const before = old.resources ?? {};
  const errors: FieldError[] = [];
  if (isRemoved(requests, before.requests)) {
    errors.push(forbidden(`${path}.requests`, 'resource requests cannot be removed'));
  }
  if (isRemoved(limits, before.limits)) {
    errors.push(forbidden(`${path}.limits`, 'resource limits cannot be removed'));
  }
  return errors;
}

/** The container with the CPU and memory of the old one. */
function withOldSize(container: Container, old: Container): Container {
  const keep = (now: Amounts | undefined, before: Amounts | undefined) => {
    if (before === undefined) return undefined;
    const { cpu: _cpu, memory: _memory, ...others } = now ?? {};
    const { cpu, memory } = before;
    return {
      ...others,
      ...(cpu === undefined ? {} : { cpu }),
      ...(memory === undefined ? {} : { memory }),
    };
  };
  const limits = keep(container.resources?.limits, old.resources?.limits);
  const requests = keep(container.resources?.requests, old.resources?.requests);
  const resources: ResourceRequirements = {
    ...(limits === undefined ? {} : { limits }),
    ...(requests === undefined ? {} : { requests }),
  };
  return { ...container, resources };
}

function refusal({ metadata, spec }: Pod, { spec: next }: Pod): string | undefined {
  const isSized = ({ resources }: Pod['spec']) =>
    Object.keys({ ...resources?.requests, ...resources?.limits }).length > 0;
  if (isSized(spec) || isSized(next)) return 'pods with pod-level resources cannot be resized';
  if (isMirrorPod({ metadata })) return 'static pods cannot be resized';
  return spec.os?.name === 'windows' ? 'windows pods cannot be resized' : undefined;
}

function hasNoSupport({ status }: Pod): boolean {
  const running = status.containerStatuses?.find(({ state }) => state?.running !== undefined);
  return running !== undefined && running.resources === undefined;
}

/** Containers stay the same ones, in their order. upstream: validatePodResizeContainerOrdering */
function validateOrder({ spec }: Pod, { spec: old }: Pod): FieldError[] {
  return (['containers', 'initContainers'] as const).flatMap((list) => {
    const before = old[list] ?? [];
    const now = spec[list] ?? [];
    if (now.length !== before.length) {
      return [forbidden(`spec.${list}`, `${list} may not be added or removed on resize`)];
    }
    return before.flatMap(({ name }, index) =>
      name === now[index]?.name
        ? []
        : [
            forbidden(
              `spec.${list}[${index}].name`,
              `${list} may not be renamed or reordered on resize`,
            ),
          ],
    );
  });
}

/** What is wrong with a resize beside what its containers ask for. */
function validateOthers(pod: Pod, old: Pod): FieldError[] {
  const errors: FieldError[] = [];
  const undo = (list: readonly Container[], before: readonly Container[]) =>
    list.map((container, i) => withOldSize(container, before[i] ?? container));
  const containers = undo(pod.spec.containers, old.spec.containers);
  if (!deepEqual(containers, undo(old.spec.containers, old.spec.containers))) {
    errors.push(forbidden('spec', 'only cpu and memory resources are mutable'));
  }
  pod.spec.initContainers?.forEach((container, index) => {
    const before = old.spec.initContainers?.[index];
    if (before === undefined) return;
    if (container.restartPolicy !== 'Always') {
      if (deepEqual(container, before)) return;
      errors.push(forbidden('spec', 'resources for non-sidecar init containers are immutable'));
    } else if (!deepEqual(withOldSize(container, before), withOldSize(before, before))) {
      const why = 'only cpu and memory resources for sidecar containers are mutable';
      errors.push(forbidden('spec', why));
    }
  });
  return errors;
}

/**
 * Everything that is wrong with a request to the resize subresource: only the CPU and memory of containers and
 * sidecars may change. upstream: core validation, ValidatePodResize
 */
export function validatePodResize(pod: Pod, old: Pod, features: FeatureGates): FieldError[] {
  const why = refusal(old, pod);
  if (why !== undefined) return [forbidden('[]', why)];
  const errors = validatePodMetadataAndSpec(pod, features);
  const quality = qosClass(old.spec);
  if (quality !== qosClass(pod.spec)) {
    const detail = 'Pod QOS Class may not change as a result of resizing';
    errors.push(invalid('spec', quality, detail));
  }
  if (hasNoSupport(old)) {
    errors.push(forbidden('spec', 'Pod running on node without support for resize'));
  }
  const misplaced = validateOrder(pod, old);
  if (misplaced.length > 0) return [...errors, ...misplaced];
  for (const list of ['initContainers', 'containers'] as const) {
    pod.spec[list]?.forEach((container, index) => {
      const before = old.spec[list]?.[index];
      if (before === undefined) return;
      if (list === 'initContainers' && before.restartPolicy !== 'Always') return;
      errors.push(...validateContainer(container, before, `spec.${list}[${index}].resources`));
    });
  }
  return [...errors, ...validateOthers(pod, old)];
}
