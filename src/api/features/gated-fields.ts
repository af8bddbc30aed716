import type { Draft, KubeObject } from '../object';
import type { FeatureGates } from './feature-gates';
import type { GateName } from './published';

/** A field that objects have only where its gate is on, or where the stored object has it already. */
export interface GatedField {
  readonly gate: GateName;
  /** From the object down, as `spec.template.spec.containers[].restartPolicyRules`. */
  readonly path: string;
  /** True when it stays in the object, and validation has its say. */
  readonly isRefused?: boolean;
}

/** The gated fields below one place of an object. */
interface Place {
  readonly field: GatedField | undefined;
  readonly fields: readonly (readonly [name: string, below: Place])[];
  /** Below each item, where the place is a list. */
  readonly items: Place | undefined;
  /** Frozen lists in which there is none of the fields: the Pods of a template share theirs. */
  readonly clean: WeakSet<object>;
}

type Found = ReadonlySet<GateName>;
const NONE: Found = new Set();

function placeOf(
  fields: readonly (readonly [steps: readonly string[], field: GatedField])[],
): Place {
  const below = new Map<string, [readonly string[], GatedField][]>();
  let own: GatedField | undefined;
  for (const [[name, ...rest], field] of fields) {
    if (name === undefined) own = field;
    else below.set(name, [...(below.get(name) ?? []), [rest, field]]);
  }
  const places = [...below].map(([name, inner]) => [name, placeOf(inner)] as const);
  return {
    field: own,
    fields: places.filter(([name]) => name !== '[]'),
    items: places.find(([name]) => name === '[]')?.[1],
    clean: new WeakSet(),
  };
}

function stepsOf({ path }: GatedField): string[] {
  return path.replaceAll('[]', '.[]').split('.');
}

/** The gates of those fields that a value has. */
function find(value: unknown, place: Place, found: Found): Found {
  if (value === undefined || value === null) return found;
  let gates = found;
  if (place.field !== undefined) gates = new Set(gates).add(place.field.gate);
  if (place.items !== undefined && Array.isArray(value)) {
    if (place.clean.has(value)) return gates;
    const before = gates;
    for (const item of value) gates = find(item, place.items, gates);
    if (gates === before && Object.isFrozen(value)) place.clean.add(value);
  }
  for (const [name, below] of place.fields) {
    gates = find((value as Readonly<Record<string, unknown>>)[name], below, gates);
  }
  return gates;
}

/** The value without the fields of these gates; the value itself when it has none of them. */
function without(value: unknown, place: Place, gates: Found): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) {
    const { items } = place;
    if (items === undefined) return value;
    const kept = value.map((item) => without(item, items, gates));
    return kept.every((item, index) => item === value[index]) ? value : kept;
  }
  let result = value as Readonly<Record<string, unknown>>;
  for (const [name, below] of place.fields) {
    const { [name]: old, ...rest } = result;
    if (old === undefined) continue;
    const { field } = below;
    if (field !== undefined && field.isRefused !== true && gates.has(field.gate)) {
      result = rest;
      continue;
    }
    const next = without(old, below, gates);
    if (next !== old) result = { ...result, [name]: next };
  }
  return result;
}

/** The fields of a kind that depend on feature gates. upstream: the strategies' dropDisabledFields */
export class GatedFields {
  private readonly closedBy = new WeakMap<FeatureGates, Place | undefined>();
  /** The gates that were asked for last, which mostly are those that are asked for next. */
  private latest: FeatureGates | undefined;
  private latestClosed: Place | undefined;

  constructor(readonly fields: readonly GatedField[]) {}

  /**
   * Takes from the draft the fields whose gates are off, but for those of gates of which the old object has some.
   * Returns the gates as they hold for this object: such a gate counts as on.
   */
  drop<T extends KubeObject>(
    draft: Draft<T>,
    old: T | undefined,
    features: FeatureGates,
  ): FeatureGates {
    const closed = this.closed(features);
    const found = closed === undefined ? NONE : find(draft, closed, NONE);
    if (closed === undefined || found.size === 0) return features;
    const kept = old === undefined ? NONE : find(old, closed, NONE);
    const gone = new Set([...found].filter((gate) => !kept.has(gate)));
    const rest = without(draft, closed, gone) as Draft<T>;
    for (const key of Object.keys(draft) as (keyof Draft<T>)[]) draft[key] = rest[key];
    const used = [...found].filter((gate) => kept.has(gate));
    if (used.length === 0) return features;
    return { ...features, ...Object.fromEntries(used.map((gate) => [gate, true])) };
  }

  /** True when that part of the object has a field whose gate is off. */
  concerns(object: object, part: string, features: FeatureGates): boolean {
    const place = this.closed(features)?.fields.find(([name]) => name === part)?.[1];
    if (place === undefined) return false;
    return find((object as Readonly<Record<string, unknown>>)[part], place, NONE).size > 0;
  }

  private closed(features: FeatureGates): Place | undefined {
    if (features === this.latest) return this.latestClosed;
    const known = this.closedBy.has(features);
    const place = known ? this.closedBy.get(features) : this.placesClosedBy(features);
    if (!known) this.closedBy.set(features, place);
    this.latest = features;
    this.latestClosed = place;
    return place;
  }

  private placesClosedBy(features: FeatureGates): Place | undefined {
    const fields = this.fields.filter(({ gate }) => !features[gate]);
    if (fields.length === 0) return undefined;
    return placeOf(fields.map((field) => [stepsOf(field), field] as const));
  }
}
