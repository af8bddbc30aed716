import { Namespaces } from '../../api/core/namespace';
import { ApiError, forbiddenError, notFoundError } from '../../api/errors';
import type { AdmissionPlugin } from '../request';

const PROTECTED = new Set(['default', 'kube-system', 'kube-public']);

/** Nothing is created in a namespace that is not there or is going; three namespaces cannot be deleted. */
export const namespaceLifecycle: AdmissionPlugin = {
  name: 'NamespaceLifecycle',
  verbs: ['create'],
  admit({ kind, namespace, name, store }) {
    if (namespace === undefined) return;
    const found = store.get(Namespaces, namespace);
    if (found === undefined) throw notFoundError(Namespaces, namespace);
    if (found.metadata.deletionTimestamp === undefined) return;
    const message = `unable to create new content in namespace ${namespace} because it is being terminated`;
    const error = forbiddenError(kind, name, message);
    throw new ApiError('Forbidden', error.message, {
      ...error.details,
      causes: [
        {
          reason: 'NamespaceTerminating',
          message: `namespace ${namespace} is being terminated`,
          field: 'metadata.namespace',
        },
      ],
    });
  },
  validateDelete({ kind, name }) {
    if (kind.id !== Namespaces.id || !PROTECTED.has(name)) return;
    throw forbiddenError(kind, name, 'this namespace may not be deleted');
  },
};
