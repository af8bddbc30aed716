import { Pods } from '../api/core/pod';
import { isApiError } from '../api/errors';
import type { Pod } from '../api/schema/objects';
import type { Api, Ref } from '../apiserver/api';

/**
 * A Pod as the API server has it now; undefined when it is gone. One that is on no node is none of a kubelet's business, so
 * the answer to the question after one that is gone is a refusal. upstream: NodeAuthorizer, authorizePod
 */
export function freshPod(api: Api, { namespace, name }: Ref): Pod | undefined {
  try {
    return api.find(Pods, { namespace, name });
  } catch (error) {
    if (!isApiError(error, 'Forbidden')) throw error;
    return undefined;
  }
}
