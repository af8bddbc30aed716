import { forbiddenError } from '../../api/errors';
import { PriorityClasses } from '../../api/scheduling/priority-class';
import type { PriorityClass } from '../../api/schema/objects';
import type { AdmissionPlugin } from '../request';
import { defaultClass } from './priority';

/** One PriorityClass at most is the default of all Pods. upstream: plugin/pkg/admission/priority, validatePriorityClass */
export const oneDefaultPriority: AdmissionPlugin = {
  name: 'OneDefaultPriority',
  kinds: [PriorityClasses.id],
  verbs: ['create', 'update'],
  validate({ name, store }, object) {
    const other = defaultClass(store);
    if ((object as PriorityClass).globalDefault !== true || other === undefined) return;
    if (other.metadata.name === object.metadata.name) return;
    throw forbiddenError(
      PriorityClasses,
      name,
      `PriorityClass ${other.metadata.name} is already marked as default. Only one default can exist`,
    );
  },
};
