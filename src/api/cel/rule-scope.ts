import { Optional } from '@marcbachmann/cel-js';
import type { JSONSchemaProps } from '../schema/objects';
import { baseEnvironment, type CelEnvironment, type Program } from './environment';
import { declareSchema } from './schema-type';

/** What the rules of one schema may name, and how they are asked. */
export interface RuleScope {
  readonly environment: CelEnvironment;
  /**
   * Evaluates a rule about a value and what it was before; `old` is undefined for a new one. Throws a CelError.
   */
  evaluate(program: Program, self: unknown, old: unknown, note?: (cost: number) => void): unknown;
}

/** The kind of place that a schema has. */
export interface RulePlace {
  /** True for the root of a resource, or of one that is embedded. */
  readonly isRoot: boolean;
  /** True when `oldSelf` is an optional, and the rule holds of new values too. */
  readonly hasOptionalOld?: boolean;
}

const scopes = new WeakMap<JSONSchemaProps, Map<string, RuleScope | undefined>>();

/**
 * The scope of `x-kubernetes-validations` beside a schema: `self` and `oldSelf` have the type that the schema
 * describes. Undefined when expressions may not see such values. upstream: apiextensions-apiserver, cel/compilation
 */
export function ruleScope(schema: JSONSchemaProps, place: RulePlace): RuleScope | undefined {
  const key = `${place.isRoot} ${place.hasOptionalOld === true}`;
  const known = scopes.get(schema) ?? new Map<string, RuleScope | undefined>();
  scopes.set(schema, known);
  if (!known.has(key)) known.set(key, makeScope(schema, place));
  return known.get(key);
}

function makeScope(
  schema: JSONSchemaProps,
  { isRoot, hasOptionalOld = false }: RulePlace,
): RuleScope | undefined {
  let convert: ((value: unknown) => unknown) | undefined;
  const environment = baseEnvironment().extend((engine) => {
    // what may be null is so as a field; a rule is asked about values alone
    const type = declareSchema(
      engine,
      { ...schema, nullable: false },
      { name: 'selfType', isRoot },
    );
    if (type === undefined) return;
    convert = type.of;
    engine.registerVariable('self', type.name);
    engine.registerVariable('oldSelf', hasOptionalOld ? `optional<${type.name}>` : type.name);
  });
  const of = convert;
  if (of === undefined) return undefined;
  return {
    environment,
    evaluate(program, self, old, note) {
      const before = old === undefined ? undefined : of(old);
      const oldSelf = hasOptionalOld ? Optional.of(before) : before;
      return program.evaluate({ self: of(self), oldSelf }, note);
    },
  };
}
