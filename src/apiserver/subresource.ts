import { Namespaces } from '../api/core/namespace';
import { ApiError, invalidError } from '../api/errors';
import { finalizerErrors } from '../api/finalizer';
import type { Kind } from '../api/kind';
import { isJsonObject, type KubeObject } from '../api/object';
import type { UpdateOptions, User } from './api';
import { approve } from './approval';
import { admitChange } from './change-admission';
import { patched, patchObject } from './patch';
import { hasSubresource, patchScale, replaceScale } from './scale';
import type { ApiServer } from './server';
import type { Patching, Write } from './write';

function mustHave(kind: Kind, subresource: string): void {
  if (hasSubresource(kind, subresource)) return;
  throw new ApiError('NotFound', 'the server could not find the requested resource', {});
}

function notSimulated(): ApiError {
  return new ApiError(
    'MethodNotAllowed',
    'the server does not allow this method on the requested resource',
    {},
  );
}

/** True when the body of the subresource is the whole object, which the write path knows: it can be applied as well. */
export function isWhole({ rules }: Kind, subresource: string): boolean {
  return subresource === '' || subresource === 'status' || rules.parts?.[subresource] !== undefined;
}

/** Replaces a subresource: the body of `scale` is a Scale, that of the others the whole object. */
export function updateSubresource<T extends KubeObject>(
  server: ApiServer,
  write: Write<T>,
  object: T,
): object {
  const { user, kind, options } = write;
  const { subresource = '' } = options;
  mustHave(kind, subresource);
  if (kind.rules.parts?.[subresource] !== undefined) return server.update(write, object);
  switch (subresource) {
    case 'status':
      return server.update(write, object);
    case 'approval':
      return approve(server, write, server.decode(kind, object, options) as T);
    case 'scale':
      return replaceScale(server, user, kind, object as { readonly metadata: object }, options);
    case 'finalize': {
      const { metadata } = object;
      const spec = (object as { spec?: unknown }).spec;
      const finalizers =
        isJsonObject(spec) && Array.isArray(spec.finalizers) ? spec.finalizers : [];
      return finalizeNamespace(
        server,
        user,
        metadata.name,
        finalizers as readonly string[],
        options,
      );
    }
    default:
      throw notSimulated();
  }
}

/** Patches a subresource. */
export function patchSubresource<T extends KubeObject>(
  server: ApiServer,
  patching: Patching<T>,
): object {
  const { kind, ref, patch, options } = patching;
  const { subresource = '' } = options;
  mustHave(kind, subresource);
  if (isWhole(kind, subresource)) return patchObject(server, patching);
  if (subresource === 'scale') return patchScale(server, patching);
  if (subresource === 'approval') {
    const result = patched(server.mustGet(kind, ref), patch, kind.struct, options);
    return approve(server, patching, server.decode(kind, result, options) as T);
  }
  throw notSimulated();
}

/** Sets the finalizers that keep a Namespace; one that is being deleted and has none left is gone. */
export function finalizeNamespace(
  server: ApiServer,
  user: User,
  name: string,
  finalizers: readonly string[],
  options: UpdateOptions = {},
): object {
  const old = server.mustGet(Namespaces, { name });
  const errors = finalizers.flatMap((finalizer, index) =>
    finalizerErrors(`spec.finalizers[${index}]`, finalizer),
  );
  if (errors.length > 0) throw invalidError(Namespaces, name, errors);
  const asked = { ...old, spec: { ...old.spec, finalizers } };
  const write = { user, kind: Namespaces, options: { ...options, subresource: 'finalize' } };
  const namespace = admitChange(server, write, asked, old);
  if (options.dryRun === true) return namespace;
  const type = server.isReleased(Namespaces, namespace) ? 'DELETED' : 'MODIFIED';
  return server.commit(write, type, namespace);
}
