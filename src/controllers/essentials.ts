import { Namespaces } from '../api/core/namespace';
import { isApiError } from '../api/errors';
import type { Kind } from '../api/kind';
import type { KubeObject, New } from '../api/object';
import { publishApi, SYSTEM_NAMESPACES } from '../apiserver/bootstrap';
import type { Actor, Env } from '../runtime/env';
import type { Duration } from '../sim/loop';

/** upstream: controlplane, DefaultEndpointReconcilerInterval and the interval of systemnamespaces */
const API_LOOK: Duration = 10_000;
const NAMESPACES_LOOK: Duration = 60_000;

/** Creates what is not there; what the server does not take now, it gets the next time. */
function restore<T extends KubeObject>({ api }: Env, kind: Kind<T>, object: New<T>): void {
  try {
    if (api.find(kind, object.metadata as { name: string }) === undefined) api.create(kind, object);
  } catch (error) {
    if (!isApiError(error)) throw error;
  }
}

/** Puts back what no cluster is without: the API's own Service with its endpoints, and the system's namespaces. */
export const essentials: Actor = {
  name: 'kube-apiserver',
  user: 'system:apiserver',
  start(env) {
    env.scope.every(API_LOOK, 'API service', () => {
      publishApi((kind, object) => restore(env, kind, object));
    });
    env.scope.every(NAMESPACES_LOOK, 'system namespaces', () => {
      for (const name of SYSTEM_NAMESPACES)
        restore(env, Namespaces, { metadata: { name }, spec: {} });
    });
  },
};
