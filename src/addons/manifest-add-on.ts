import { ApiError, isApiError } from '../api/errors';
import { parseManifests } from '../api/manifest';
import type { KubeObject, New } from '../api/object';
import { MASTER } from '../apiserver/administrator';
import type { Host } from './add-on';

/** Creates the objects of a manifest that comes with an add-on; those that are there already stay as they are. */
export function createManifest({ server }: Host, name: string, yaml: string): void {
  const api = server.as(MASTER);
  for (const { object } of parseManifests(yaml, name)) {
    const { apiVersion, kind } = object as New<KubeObject>;
    const found = server.kinds.of(apiVersion ?? '', kind ?? '');
    if (found === undefined) {
      throw new ApiError('NotFound', `add-on ${name}: no kind ${kind} in ${apiVersion}`);
    }
    try {
      api.create(found, object as New<KubeObject>);
    } catch (error) {
      if (!isApiError(error, 'AlreadyExists')) throw error;
    }
  }
}
