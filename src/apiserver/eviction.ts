import { Pods } from '../api/core/pod';
import type { DeleteOptions, Ref, User } from './api';
import { deleteObject } from './deletion';
import type { ApiServer } from './server';

/** Deletes a Pod if its disruption budgets allow. */
export function evictPod(server: ApiServer, user: User, ref: Ref, options: DeleteOptions): void {
  const pod = server.mustGet(Pods, ref);
  deleteObject(server, user, Pods, pod, options);
}
