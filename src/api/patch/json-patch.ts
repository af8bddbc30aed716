import { applyPatch, type Operation } from 'rfc6902';
import { goText } from '../go-format';
import { draftOf, isJsonObject } from '../object';

/** What kind of patch it was that failed: most are the client's mistakes in form. */
export type PatchFailure = 'Malformed' | 'MissingMergeKey' | 'NotApplicable' | 'TooManyOperations';

/** A patch that cannot be applied; the message says why. */
export class PatchError extends Error {
  override readonly name = 'PatchError';

  constructor(
    message: string,
    readonly failure: PatchFailure = 'Malformed',
  ) {
    super(message);
  }
}

/** upstream: apiserver handlers, maxJSONPatchOperations */
const OPERATIONS_MAX = 10_000;
const OPERATIONS = new Set(['add', 'remove', 'replace', 'move', 'copy', 'test']);

/** Applies a JSON patch (RFC 6902) to a copy of the target; throws {@link PatchError}. */
export function applyJsonPatch(target: unknown, patch: unknown): unknown {
  if (!Array.isArray(patch)) {
    const type = isJsonObject(patch) ? 'object' : typeof patch;
    throw new PatchError(`json: cannot unmarshal ${type} into Go value of type jsonpatch.Patch`);
  }
  if (patch.length > OPERATIONS_MAX) {
    throw new PatchError(
      `The allowed maximum operations in a JSON patch is ${OPERATIONS_MAX}, got ${patch.length}`,
      'TooManyOperations',
    );
  }
  const copy = draftOf(target);
  for (const operation of patch as readonly unknown[]) {
    const failure = attempt(copy, checked(operation));
    if (failure) throw new PatchError(describe(failure, operation as Operation), 'NotApplicable');
  }
  return copy;
}

/** Applies one operation in place. The library answers some misfits (a member of a text) by throwing. */
function attempt(copy: unknown, operation: Operation): Error | null | undefined {
  try {
    return applyPatch(copy, [operation])[0];
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

/** The operation, if it has the form of one. */
function checked(operation: unknown): Operation {
  if (!isJsonObject(operation)) {
    const type = Array.isArray(operation) ? 'array' : typeof operation;
    throw new PatchError(
      `json: cannot unmarshal ${type} into Go value of type jsonpatch.Operation`,
    );
  }
  const { op, path, from, value } = operation;
  if (!OPERATIONS.has(String(op))) {
    throw new PatchError(`Unexpected kind: ${goText(op ?? 'unknown')}`, 'NotApplicable');
  }
  const needsFrom = op === 'move' || op === 'copy';
  for (const pointer of needsFrom ? [path, from] : [path]) {
    const isPointer =
      typeof pointer === 'string' &&
      (pointer === '' || pointer.startsWith('/')) &&
      !pointer.split('/').includes('__proto__');
    if (!isPointer) throw new PatchError(`invalid path ${goText(pointer)}`, 'NotApplicable');
  }
  const needsValue = op === 'add' || op === 'replace';
  if (needsValue && value === undefined) {
    throw new PatchError(`${op} operation does not apply: missing value`, 'NotApplicable');
  }
  return operation as unknown as Operation;
}

function describe(failure: Error, { op, path }: Operation): string {
  if (failure.name === 'TestError') return `testing value ${path} failed: test failed`;
  if (failure.name !== 'MissingError') return `${op} operation does not apply: ${failure.message}`;
  const text = `${op} operation does not apply: doc is missing`;
  return op === 'add' || op === 'move' || op === 'copy'
    ? `${text} path: ${JSON.stringify(path)}: missing path`
    : `${text} key: ${path}: missing value`;
}
