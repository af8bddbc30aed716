import { ApiError, badRequestError, invalidError, staleError } from '../api/errors';
import { invalid } from '../api/field-error';
import type { Kind } from '../api/kind';
import { isJsonObject, type KubeObject } from '../api/object';
import { applyJsonPatch, PatchError } from '../api/patch/json-patch';
import { applyMergePatch } from '../api/patch/merge-patch';
import { applyStrategicPatch } from '../api/patch/strategic';
import type { PatchOptions, Ref, User } from './api';
import type { ApiServer } from './server';

function patched<T extends KubeObject>(
  kind: Kind<T>,
  old: T,
  patch: unknown,
  options: PatchOptions,
): unknown {
  switch (options.type) {
    case 'json':
      return applyJsonPatch(old, patch);
    case 'merge':
      return applyMergePatch(old, patch);
    case 'strategic':
      return applyStrategicPatch(old, patch, kind.struct);
    default:
      throw new ApiError(
        'UnsupportedMediaType',
        'server-side apply is not simulated yet: the body of the request was in an unknown format - accepted media types include: application/json-patch+json, application/merge-patch+json, application/strategic-merge-patch+json',
      );
  }
}

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
  if (options.type !== 'json' && !isJsonObject(patch)) {
    throw badRequestError(
      `json: cannot unmarshal ${Array.isArray(patch) ? 'array' : typeof patch} into Go value of type map[string]interface {}`,
    );
  }
  let result: unknown;
  try {
    result = patched(kind, old, patch, options);
  } catch (error) {
    if (!(error instanceof PatchError)) throw error;
    if (options.type === 'json')
      throw new ApiError(
        'Invalid',
        `the server rejected our request due to an error in our request: ${error.message}`,
        {},
      );
    throw badRequestError(error.message);
  }
  if (!isJsonObject(result)) throw badRequestError('the patch leaves no object');
  const decoded = server.decode(kind, result, options) as T;
  const { metadata } = decoded;
  const wanted = isJsonObject(patch) && isJsonObject(patch.metadata) ? patch.metadata : {};
  if (
    wanted.resourceVersion !== undefined &&
    wanted.resourceVersion !== old.metadata.resourceVersion
  ) {
    throw staleError(kind, ref.name);
  }
  if (metadata.name !== old.metadata.name) {
    throw invalidError(kind, ref.name, [
      invalid('metadata.name', metadata.name, 'field is immutable'),
    ]);
  }
  return server.replace({ user, kind, options }, decoded, old);
}
