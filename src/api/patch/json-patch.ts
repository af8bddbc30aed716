import { applyPatch, type Operation } from 'rfc6902';
import { draftOf } from '../object';

/** A patch that cannot be applied; the message says why. */
export class PatchError extends Error {
  override readonly name = 'PatchError';
}

/** Applies a JSON patch (RFC 6902) to a copy of the target; throws {@link PatchError}. */
export function applyJsonPatch(target: unknown, patch: unknown): unknown {
  if (!Array.isArray(patch))
    throw new PatchError('json: cannot unmarshal object into Go value of type jsonpatch.Patch');
  for (const operation of patch as { path?: unknown }[]) {
    if (String(operation.path).split('/').includes('__proto__')) {
      throw new PatchError(`invalid path ${String(operation.path)}`);
    }
  }
  const copy = draftOf(target);
  const failure = applyPatch(copy, patch as Operation[]).find((error) => error !== null);
  if (failure === undefined || failure === null) return copy;
  throw new PatchError(describe(failure, patch as Operation[]));
}

function describe(failure: Error, patch: readonly Operation[]): string {
  if (failure.name === 'TestError')
    return `testing value ${patch.find((o) => o.op === 'test')?.path ?? ''} failed: test failed`;
  const missing = patch.find((o) => o.op === 'remove' || o.op === 'replace');
  if (failure.name === 'MissingError' && missing !== undefined) {
    return `${missing.op} operation does not apply: doc is missing key: ${missing.path}: missing value`;
  }
  return failure.message;
}
