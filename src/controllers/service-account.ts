import { Namespaces } from '../api/core/namespace';
import { ServiceAccounts } from '../api/core/service-account';
import { isApiError } from '../api/errors';
import type { Namespace } from '../api/schema/objects';
import { type Controller, NO_KEYS } from '../runtime/controller';

const NAME = 'default';

/** Every namespace has a ServiceAccount "default". upstream: pkg/controller/serviceaccount */
export const serviceAccountController: Controller<Namespace> = {
  name: 'service-account-controller',
  reconciles: Namespaces,
  watches: [
    {
      kind: ServiceAccounts,
      keys(_env, { type, object }) {
        const { name, namespace = '' } = object.metadata;
        return type === 'DELETED' && name === NAME ? [namespace] : NO_KEYS;
      },
    },
  ],
  reconcile(env, namespace) {
    if (namespace === undefined || namespace.metadata.deletionTimestamp !== undefined) return;
    const { name } = namespace.metadata;
    if (env.cache.informer(ServiceAccounts).find(name, NAME) !== undefined) return;
    try {
      env.api.create(ServiceAccounts, { metadata: { name: NAME, namespace: name } });
    } catch (error) {
      if (!isApiError(error, 'AlreadyExists')) throw error;
    }
  },
};
