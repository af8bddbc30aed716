import { goSyntax, goText } from '../../api/go-format';
import { isJsonObject } from '../../api/object';
import type { FieldExtra, Scalar, Shape, Struct } from '../../api/schema/schema';
import { formatPath } from './field-set';
import { itemElement } from './structure';

/** What makes a configuration no object of its kind, with a path. */
export class TypedError extends Error {
  override readonly name = 'TypedError';
}

/** Throws {@link TypedError} when a configuration does not fit its kind. upstream: typed.validatingObjectWalker */
export function mustBeTyped(struct: Struct, config: unknown): void {
  const problems: string[] = [];
  checkStruct(struct, config, '', problems);
  if (problems.length === 1) throw new TypedError(problems[0]);
  if (problems.length > 1) {
    throw new TypedError(`errors:\n${problems.map((problem) => `  ${problem}`).join('\n')}`);
  }
}

const NO_EXTRA: FieldExtra = {};

function check(
  shape: Shape,
  extra: FieldExtra,
  value: unknown,
  place: { readonly path: string; readonly problems: string[] },
): void {
  // nothing fits everywhere
  if (value === null || value === undefined) return;
  const { path, problems } = place;
  switch (shape.form) {
    case 'struct':
      checkStruct(shape.struct, value, path, problems);
      return;
    case 'map':
      if (!isJsonObject(value)) problems.push(`${path}: expected map, got &{${goText(value)}}`);
      else {
        for (const [name, entry] of Object.entries(value)) {
          check(shape.of, NO_EXTRA, entry, { path: `${path}.${name}`, problems });
        }
      }
      return;
    case 'list':
      checkList(shape.of, extra, value, place);
      return;
    case 'open':
      check(shape.open.owned, shape.open.extra, value, place);
      return;
    default: {
      const wrong = scalarProblem(shape.scalar, value);
      if (wrong !== undefined) problems.push(`${path}: expected ${wrong}`);
    }
  }
}

function checkStruct(struct: Struct, value: unknown, path: string, problems: string[]): void {
  if (!isJsonObject(value)) {
    problems.push(`${path}: expected map, got &{${goText(value)}}`);
    return;
  }
  for (const [name, entry] of Object.entries(value)) {
    const here = `${path}.${name}`;
    const field = struct.fields.get(name);
    if (field !== undefined) {
      check(field.shape, field.extra, entry, { path: here, problems });
    } else if (struct.others !== undefined) {
      check(struct.others, NO_EXTRA, entry, { path: here, problems });
    } else {
      problems.push(`${here}: field not declared in schema`);
      // upstream looks at no more of the map
      return;
    }
  }
}

function checkList(
  of: Shape,
  { listType, listMapKeys = [] }: FieldExtra,
  value: unknown,
  { path, problems }: { readonly path: string; readonly problems: string[] },
): void {
  if (!Array.isArray(value)) {
    problems.push(`${path}: expected list, got &{${goText(value)}}`);
    return;
  }
  const seen = new Set<string>();
  for (const [index, item] of value.entries()) {
    let element = `i:${index}`;
    if (listType !== undefined) {
      const own = itemElement(listMapKeys, item);
      if (own === undefined) {
        problems.push(`${path}: element ${index}: ${keyProblem(item, listMapKeys)}`);
        return;
      }
      element = own;
      if (seen.has(element)) {
        problems.push(`${path}: duplicate entries for key ${formatPath([element])}`);
      }
      seen.add(element);
    }
    check(of, NO_EXTRA, item, { path: `${path}${formatPath([element])}`, problems });
  }
}

function keyProblem(item: unknown, [key = '']: readonly string[]): string {
  if (item === null) return 'associative list with keys may not have a null element';
  if (!isJsonObject(item)) return 'associative list with keys may not have non-map elements';
  return `associative list with keys has an element that omits key field ${JSON.stringify(key)} (and doesn't have default value)`;
}

/** What was expected instead of a value, and what it is; undefined when it fits. upstream: typed.validateScalar */
function scalarProblem(scalar: Scalar, value: unknown): string | undefined {
  switch (scalar) {
    case 'boolean':
      return typeof value === 'boolean' ? undefined : `boolean, got &{${goText(value)}}`;
    case 'int32':
    case 'int64':
    case 'double':
      return typeof value === 'number' ? undefined : `numeric (int or float), got ${typeOf(value)}`;
    case 'string':
    case 'time':
    case 'micro-time':
    case 'duration':
    case 'bytes':
      if (typeof value === 'string') return undefined;
      return `string, got &value.valueUnstructured{Value:${goSyntax(value)}}`;
    case 'quantity':
    case 'int-or-string':
      return typeof value === 'object' ? `any scalar, got &{${goText(value)}}` : undefined;
    default:
      return undefined;
  }
}

function typeOf(value: unknown): string {
  if (Array.isArray(value)) return '[]interface {}';
  if (typeof value === 'boolean') return 'bool';
  return typeof value === 'object' ? 'map[string]interface {}' : typeof value;
}
