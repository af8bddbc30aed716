import type { JSONSchemaProps } from '../schema/objects';
import { mapValuesOf } from './schema-parts';

/** Where a path leads. */
export interface FoundField {
  /** The names on the way. */
  readonly names: readonly string[];
  readonly schema: JSONSchemaProps;
}

const NOWHERE = 'does not refer to a valid field';
const CUT_OFF = 'unexpected end of JSON path';
const TOKENS = /'(?:[^'\\]|\\.)*'|[.[\]]|[^.[\]]+/gs;

function below(schema: JSONSchemaProps, name: string): JSONSchemaProps | undefined {
  return schema.properties === undefined
    ? mapValuesOf(schema)
    : Object.hasOwn(schema.properties, name)
      ? schema.properties[name]
      : undefined;
}

/** The name in brackets at a place; what is wrong with it otherwise. */
function bracketed(tokens: readonly string[], at: number): { readonly name: string } | string {
  const token = tokens[at];
  if (token === undefined) return CUT_OFF;
  const isQuoted = token.length >= 2 && token.startsWith("'") && token.endsWith("'");
  if (!isQuoted) return `expected single quoted string but got ${token}`;
  const end = tokens[at + 1];
  if (end === undefined) return CUT_OFF;
  return end === ']'
    ? { name: token.slice(1, -1).replace(/\\(.)/g, '$1') }
    : `expected ] but got ${end}`;
}

/**
 * The field of a schema to which a path of dots and quoted brackets leads, or what is wrong with the path. upstream:
 * apiextensions-apiserver, schema/cel, ValidFieldPath
 */
export function fieldAt(
  path: string,
  root: JSONSchemaProps,
  { brackets }: { readonly brackets: boolean },
): FoundField | string {
  const tokens = path.match(TOKENS) ?? [];
  const names: string[] = [];
  let schema = root;
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i] as string;
    let name: string;
    if (token === '[') {
      if (!brackets) return 'array notation is not allowed';
      const found = bracketed(tokens, i + 1);
      if (typeof found === 'string') return found;
      name = found.name;
      i += 2;
    } else if (token === '.') {
      const next = tokens[++i];
      if (next === undefined) return CUT_OFF;
      name = next;
    } else return `expected [ or . but got: ${token}`;
    const next = below(schema, name);
    if (next === undefined) return NOWHERE;
    names.push(name);
    schema = next;
  }
  return { names, schema };
}
