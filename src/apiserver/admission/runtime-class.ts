import { Pods } from '../../api/core/pod';
import { forbiddenError } from '../../api/errors';
import { RuntimeClasses } from '../../api/node/runtime-class';
import type { Draft } from '../../api/object';
import { deepEqual } from '../../api/object';
import type { Pod } from '../../api/schema/objects';
import type { AdmissionPlugin } from '../request';

/**
 * Pods name a RuntimeClass that exists; it brings their overhead, and where they may run.
 * upstream: plugin/pkg/admission/runtimeclass
 */
export const runtimeClass: AdmissionPlugin = {
  name: 'RuntimeClass',
  kinds: [Pods.id],
  verbs: ['create'],
  mutate({ name, store }, draft) {
    const { spec } = draft as Draft<Pod>;
    const wanted = spec.runtimeClassName;
    if (!wanted) {
      if (spec.overhead === undefined || Object.keys(spec.overhead).length === 0) return;
      throw forbiddenError(
        Pods,
        name,
        'pod rejected: Pod Overhead set without corresponding RuntimeClass defined Overhead',
      );
    }
    const found = store.get(RuntimeClasses, wanted);
    if (found === undefined) {
      throw forbiddenError(
        Pods,
        name,
        `pod rejected: RuntimeClass ${JSON.stringify(wanted)} not found`,
      );
    }
    const { overhead, scheduling } = found;
    if (overhead?.podFixed !== undefined) {
      if (spec.overhead !== undefined && !deepEqual(spec.overhead, overhead.podFixed)) {
        throw forbiddenError(
          Pods,
          name,
          "pod rejected: Pod's Overhead doesn't match RuntimeClass's defined Overhead",
        );
      }
      spec.overhead = { ...overhead.podFixed };
    }
    const { nodeSelector = {}, tolerations = [] } = scheduling ?? {};
    for (const [key, value] of Object.entries(nodeSelector)) {
      const own = spec.nodeSelector?.[key];
      if (own === undefined || own === value) continue;
      throw forbiddenError(
        Pods,
        name,
        `conflict: runtimeClass.scheduling.nodeSelector[${key}] = ${value}; pod.spec.nodeSelector[${key}] = ${own}`,
      );
    }
    if (Object.keys(nodeSelector).length > 0) {
      spec.nodeSelector = { ...spec.nodeSelector, ...nodeSelector };
    }
    const fresh = tolerations.filter(
      (toleration) => !spec.tolerations?.some((own) => deepEqual(own, toleration)),
    );
    if (fresh.length > 0) spec.tolerations = [...(spec.tolerations ?? []), ...fresh];
  },
};
