import type { KubeObject } from '../../api/object';
import type { ParamKind, ParamRef } from '../../api/schema/objects';
import { matchesSelector } from '../../api/selector';
import type { Request } from '../request';

/** What a binding says of its parameters cannot be done; the message is upstream's. */
export class ParamError extends Error {
  override readonly name = 'ParamError';
}

const NONE: readonly (KubeObject | undefined)[] = [undefined];

/**
 * The parameters with which a policy looks at a request: once with each; once without any when it wants none.
 * A ParamError when the binding is wrong or they are missing. upstream: policy/generic, CollectParams
 */
export function paramsOf(
  { paramKind, paramRef }: { readonly paramKind?: ParamKind; readonly paramRef?: ParamRef },
  request: Request,
): readonly (KubeObject | undefined)[] {
  if (paramKind === undefined || paramRef === undefined) return NONE;
  const { apiVersion = '', kind: word = '' } = paramKind;
  const kind = request.kinds.of(apiVersion, word);
  if (kind === undefined) {
    throw new ParamError(
      `paramKind kind \`&ParamKind{APIVersion:${apiVersion},Kind:${word},}\` not known`,
    );
  }
  const { namespace: own = '', name = '', selector, parameterNotFoundAction } = paramRef;
  if (own !== '' && !kind.namespaced) {
    throw new ParamError(
      'paramRef.namespace must not be provided for a cluster-scoped `paramKind`',
    );
  }
  const namespace = kind.namespaced ? own || request.namespace : undefined;
  if (kind.namespaced && namespace === undefined) {
    throw new ParamError(
      'cannot use namespaced paramRef in policy binding that matches cluster-scoped resources',
    );
  }
  const found =
    name !== ''
      ? [request.store.find(kind, { namespace, name })].filter((param) => param !== undefined)
      : [...request.store.objects(kind, namespace).values()].filter(({ metadata }) =>
          matchesSelector(selector, metadata.labels),
        );
  if (found.length === 0 && parameterNotFoundAction === 'Deny') {
    throw new ParamError('no params found for policy binding with `Deny` parameterNotFoundAction');
  }
  return found;
}
