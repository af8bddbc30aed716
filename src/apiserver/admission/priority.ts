import { Pods } from '../../api/core/pod';
import { forbiddenError } from '../../api/errors';
import type { Draft } from '../../api/object';
import { PriorityClasses } from '../../api/scheduling/priority-class';
import type { Pod, PriorityClass } from '../../api/schema/objects';
import type { AdmissionPlugin } from '../request';
import type { Store } from '../store';

/** The PriorityClass of Pods that name none; of several the one with the lowest value. */
export function defaultClass(store: Store): PriorityClass | undefined {
  let found: PriorityClass | undefined;
  for (const candidate of store.objects(PriorityClasses).values()) {
    if (candidate.globalDefault !== true) continue;
    if (found === undefined || candidate.value < found.value) found = candidate;
  }
  return found;
}

/** Gives each Pod the number of its PriorityClass. upstream: plugin/pkg/admission/priority */
export const priority: AdmissionPlugin = {
  name: 'Priority',
  kinds: [Pods.id],
  verbs: ['create'],
  mutate({ name, store }, draft) {
    const { spec } = draft as Draft<Pod>;
    let value = 0;
    let policy = 'PreemptLowerPriority';
    const wanted = spec.priorityClassName;
    const found = wanted ? store.get(PriorityClasses, wanted) : defaultClass(store);
    if (wanted && found === undefined) {
      throw forbiddenError(Pods, name, `no PriorityClass with name ${wanted} was found`);
    }
    if (found !== undefined) {
      spec.priorityClassName = found.metadata.name;
      value = found.value;
      policy = found.preemptionPolicy ?? policy;
    }
    if (spec.priority !== undefined && spec.priority !== value) {
      throw forbiddenError(
        Pods,
        name,
        `the integer value of priority (${spec.priority}) must not be provided in pod spec; priority admission controller computed ${value} from the given PriorityClass name`,
      );
    }
    if (spec.preemptionPolicy !== undefined && spec.preemptionPolicy !== policy) {
      throw forbiddenError(
        Pods,
        name,
        `the string value of PreemptionPolicy (${spec.preemptionPolicy}) must not be provided in pod spec; priority admission controller computed ${policy} from the given PriorityClass name`,
      );
    }
    spec.priority = value;
    spec.preemptionPolicy = policy;
  },
};
