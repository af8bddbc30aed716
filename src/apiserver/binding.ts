import { Pods } from '../api/core/pod';
import { conflictError } from '../api/errors';
import type { Pod } from '../api/schema/objects';
import { timestamp } from '../api/timestamp';
import type { Ref, User } from './api';
import type { ApiServer } from './server';

/** What the messages call it. */
const BINDING = { group: '', kind: 'Binding', plural: 'pods/binding' };

/** Gives a Pod its node, once. upstream: registry core/pod, BindingREST */
export function bindPod(
  server: ApiServer,
  user: User,
  ref: Ref & { readonly uid?: string },
  node: string,
): void {
  const pod = server.mustGet(Pods, ref);
  if (ref.uid !== undefined && ref.uid !== pod.metadata.uid) {
    throw conflictError(
      Pods,
      ref.name,
      `Precondition failed: UID in precondition: ${ref.uid}, UID in object meta: ${pod.metadata.uid}`,
    );
  }
  if (pod.metadata.deletionTimestamp !== undefined) {
    throw conflictError(
      BINDING,
      ref.name,
      `pod ${ref.name} is being deleted, cannot be assigned to a host`,
    );
  }
  if (pod.spec.nodeName !== undefined) {
    throw conflictError(
      BINDING,
      ref.name,
      `pod ${ref.name} is already assigned to node "${pod.spec.nodeName}"`,
    );
  }
  const scheduled = {
    type: 'PodScheduled',
    status: 'True',
    lastProbeTime: null,
    lastTransitionTime: timestamp(server.now),
  };
  const conditions = (pod.status.conditions ?? []).filter((c) => c.type !== 'PodScheduled');
  const bound: Pod = {
    ...pod,
    spec: { ...pod.spec, nodeName: node },
    status: { ...pod.status, conditions: [...conditions, scheduled] },
  };
  server.commit({ user, kind: Pods, options: {}, isServers: true }, 'MODIFIED', bound, pod);
}
