import { nearestWords } from '../api/edit-distance';
import { isApiError } from '../api/errors';
import { type Manifest, ManifestError, type ManifestProblem } from '../api/manifest';
import type { Shape, Struct } from '../api/schema/schema';
import type { KindRegistry } from '../apiserver/kind-registry';
import { errorsIn, messageOf } from './errors';

/** Which manifest an error is about. */
const blamed = new WeakMap<object, Manifest>();

/** Does something with an object of a manifest: what fails is known to be about that manifest. */
export function blaming(manifest: Manifest | undefined, act: () => void): void {
  try {
    act();
  } catch (error) {
    if (manifest !== undefined && error instanceof Error) blamed.set(error, manifest);
    throw error;
  }
}

/** A field that an error is about, and what is wrong with it. */
interface Fault {
  readonly field: string;
  readonly reason: string;
}

/** How far the name of a field may be from what was meant. */
const FIELD_DISTANCE = 3;
const STRICT = /\b(?:unknown|duplicate) field "([^"]+)"/g;
const WRONG_TYPE = /cannot unmarshal (.+?) into Go (?:struct field \w+\.([\w.-]+)|value) of type/;
const UNKNOWN_KIND = /no matches for kind "([^"]*)" in version|no kind "([^"]*)" is registered/;

function structIn(shape: Shape | undefined): Struct | undefined {
  if (shape?.form === 'list' || shape?.form === 'map') return structIn(shape.of);
  return shape?.form === 'struct' ? shape.struct : undefined;
}

/** Which field may have been meant by one that the type does not have. */
function hint(path: string, root: Struct | undefined): string {
  const names = path.replace(/\[\d+\]/g, '').split('.');
  const name = names.pop() ?? '';
  const struct = names.reduce((at, next) => structIn(at?.fields.get(next)?.shape), root);
  const [nearest] = nearestWords(name, struct?.fields.keys() ?? [], FIELD_DISTANCE);
  return nearest === undefined ? '' : `; did you mean ${nearest}?`;
}

function faultsOf(error: unknown, kinds: KindRegistry, struct: Struct | undefined): Fault[] {
  const message = messageOf(error);
  if (isApiError(error) && error.reason === 'Invalid') {
    return (error.details.causes ?? []).flatMap(({ field, message: text }) =>
      field === undefined || field === '' ? [] : [{ field, reason: `${field}: ${text ?? ''}` }],
    );
  }
  const strict = [...message.matchAll(STRICT)];
  if (strict.length > 0) {
    return strict.map(([reason, field = '']) => ({ field, reason: reason + hint(field, struct) }));
  }
  const wrongType = WRONG_TYPE.exec(message);
  if (wrongType?.[2] !== undefined) {
    return [{ field: wrongType[2], reason: `${wrongType[2]} cannot be a ${wrongType[1]}` }];
  }
  const [, ...words] = UNKNOWN_KIND.exec(message) ?? [];
  const unknown = words.find((word) => word !== undefined);
  if (unknown === undefined) return [];
  const [nearest] = nearestWords(
    unknown,
    kinds.all.map(({ kind }) => kind),
  );
  return [{ field: 'kind', reason: `there is no kind ${unknown}; did you mean ${nearest}?` }];
}

/** Where the files that a command has read are wrong, by line and column: kubectl itself tells less. */
export function problemsIn(error: unknown, kinds: KindRegistry): ManifestProblem[] {
  return errorsIn(error).flatMap((each) => {
    if (each instanceof ManifestError) return [each.problem];
    const manifest = each instanceof Error ? blamed.get(each) : undefined;
    if (manifest === undefined) return [];
    const { apiVersion, kind } = manifest.object;
    const { struct } = kinds.of(String(apiVersion), String(kind)) ?? {};
    return faultsOf(each, kinds, struct).map(({ field, reason }) => {
      const position = manifest.positionOf(field);
      return { source: manifest.source, reason, position, excerpt: manifest.excerpt(position) };
    });
  });
}
