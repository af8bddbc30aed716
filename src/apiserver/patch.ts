import { badRequestError } from '../api/errors';
import type { Kind } from '../api/kind';
import type { KubeObject } from '../api/object';
import type { PatchOptions, Ref, User } from './api';
import type { ApiServer } from './server';

/** Applies a patch to the stored object and takes the result through the write path. */
export function patchObject<T extends KubeObject>(
  server: ApiServer,
  user: User,
  kind: Kind<T>,
  ref: Ref,
  patch: unknown,
  options: PatchOptions,
): T {
  const old = server.mustGet(kind, ref);
  throw badRequestError(`not yet: ${String(patch)} ${options.type} ${user.name} ${old.kind}`);
}
