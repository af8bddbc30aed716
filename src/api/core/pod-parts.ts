import type { PartRules } from '../kind';
import type { Container, Pod } from '../schema/objects';
import { validateEphemeralUpdate } from './pod-validation/ephemeral';
import { validatePodResize } from './pod-validation/resize';

/** The old containers at the new size; the new ones when they are not the same ones, which validation tells. */
function resized(
  next: readonly Container[] | undefined,
  old: readonly Container[] | undefined,
): readonly Container[] | undefined {
  if (next === undefined || next.length !== old?.length) return next;
  if (next.some(({ name }, index) => name !== old[index]?.name)) return next;
  return old.map((container, index) => {
    const { resources: _resources, resizePolicy: _policy, ...rest } = container;
    const { resources, resizePolicy } = next[index] ?? container;
    return {
      ...rest,
      ...(resources === undefined ? {} : { resources }),
      ...(resizePolicy === undefined ? {} : { resizePolicy }),
    };
  });
}

/** upstream: registry core/pod, podResizeStrategy */
const resize: PartRules<Pod> = {
  take(next, old) {
    const containers = resized(next.spec.containers, old.spec.containers) ?? [];
    const { initContainers: _inits, ...spec } = old.spec;
    const initContainers = resized(next.spec.initContainers, old.spec.initContainers);
    return {
      ...old,
      spec: {
        ...spec,
        containers,
        ...(initContainers === undefined ? {} : { initContainers }),
      },
    };
  },
  validate: validatePodResize,
  owns: ['containers', 'initContainers'].flatMap((list) =>
    ['resources', 'resizePolicy'].map((field) => ['spec', list, '*', field]),
  ),
};

/** upstream: registry core/pod, podEphemeralContainersStrategy */
const ephemeralcontainers: PartRules<Pod> = {
  take(next, old) {
    const { ephemeralContainers: _old, ...spec } = old.spec;
    const { ephemeralContainers } = next.spec;
    if (ephemeralContainers === undefined) return { ...old, spec };
    return { ...old, spec: { ...spec, ephemeralContainers } };
  },
  validate: validateEphemeralUpdate,
  owns: [['spec', 'ephemeralContainers']],
};

/** What of a Pod its subresources may change. */
export const podParts: Readonly<Record<string, PartRules<Pod>>> = { ephemeralcontainers, resize };
