import { nearestWords } from '../api/edit-distance';
import { isApiError } from '../api/errors';
import { type Manifest, ManifestError, type ManifestProblem } from '../api/manifest';
import { isJsonObject } from '../api/object';
import { parseQuantity } from '../api/quantity';
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
const NO_QUANTITY = /quantities must match the regular expression/;
const NOT_SET = /error validating data: \[?(apiVersion|kind) not set/;
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

/** A value in an object and where it stands: `spec.containers[0].image`. */
interface Place {
  readonly path: string;
  readonly value: unknown;
}

/** All that stands at a path which leaves out the indexes of lists: `spec.containers.image`. */
function placesAt(place: Place, names: readonly string[]): Place[] {
  const { path, value } = place;
  if (Array.isArray(value)) {
    return value.flatMap((item, index) =>
      placesAt({ path: `${path}[${index}]`, value: item }, names),
    );
  }
  const [name, ...rest] = names;
  if (name === undefined) return [place];
  if (!isJsonObject(value) || !(name in value)) return [];
  return placesAt({ path: path === '' ? name : `${path}.${name}`, value: value[name] }, rest);
}

/** The quantities of an object that are none. */
function wrongQuantities({ path, value }: Place, shape: Shape): Place[] {
  if (shape.form === 'list' && Array.isArray(value)) {
    return value.flatMap((item, index) =>
      wrongQuantities({ path: `${path}[${index}]`, value: item }, shape.of),
    );
  }
  if (shape.form === 'scalar') {
    const isWrong = shape.scalar === 'quantity' && parseQuantity(String(value)) === undefined;
    return isWrong ? [{ path, value }] : [];
  }
  if (!isJsonObject(value) || shape.form === 'open') return [];
  return Object.entries(value).flatMap(([name, below]) => {
    const next = shape.form === 'struct' ? shape.struct.fields.get(name)?.shape : shape.of;
    const place = { path: path === '' ? name : `${path}.${name}`, value: below };
    return next === undefined ? [] : wrongQuantities(place, next);
  });
}

/** Go's word for what a JSON value is. */
function jsonType(value: unknown): string {
  if (typeof value === 'boolean') return 'bool';
  return Array.isArray(value) ? 'array' : typeof value;
}

function faultsOf(
  error: unknown,
  { object }: Manifest,
  kinds: KindRegistry,
  struct: Struct | undefined,
): Fault[] {
  const message = messageOf(error);
  const strict = [...message.matchAll(STRICT)];
  if (strict.length > 0) {
    return strict.map(([reason, field = '']) => ({ field, reason: reason + hint(field, struct) }));
  }
  if (isApiError(error) && error.reason === 'Invalid') {
    return (error.details.causes ?? []).flatMap(({ field, message: text }) =>
      field === undefined || field === '' ? [] : [{ field, reason: `${field}: ${text ?? ''}` }],
    );
  }
  const [, type = '', names] = WRONG_TYPE.exec(message) ?? [];
  if (names !== undefined) {
    const places = placesAt({ path: '', value: object }, names.split('.'));
    const { path = names } = places.find(({ value }) => jsonType(value) === type) ?? {};
    return [{ field: path, reason: `${path} cannot be a ${type}` }];
  }
  if (NO_QUANTITY.test(message) && struct !== undefined) {
    const shape = { form: 'struct', struct } as const;
    return wrongQuantities({ path: '', value: object }, shape).map(({ path, value }) => ({
      field: path,
      reason: `${path}: "${value}" is no quantity; write it like 500m, 2 or 1.5Gi`,
    }));
  }
  const [, missing] = NOT_SET.exec(message) ?? [];
  if (missing !== undefined) return [{ field: '', reason: `${missing} is not set` }];
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
    return faultsOf(each, manifest, kinds, struct).map(({ field, reason }) => {
      const position = manifest.positionOf(field);
      return { source: manifest.source, reason, position, excerpt: manifest.excerpt(position) };
    });
  });
}
