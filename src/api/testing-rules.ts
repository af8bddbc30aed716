import { it } from 'node:test';
import { assert } from 'chai';
import { defaultFeatures, type FeatureGates } from './features/feature-gates';
import { formatFieldError } from './field-error';
import type { Kind } from './kind';
import { type Draft, draftOf, type KubeObject } from './object';
import { decode } from './schema/decode';

const CONTEXT = { now: 0, user: { name: 'kim', groups: ['dev'] } };

/** Changes of a good manifest: where, and what stands there then; undefined takes it away. */
export type Change = Readonly<Record<string, unknown>>;

/** Sets the value at a path such as `spec.rules[0].host` in a copy of a tree. */
function changed(tree: unknown, change: Change): object {
  const copy = draftOf(tree) as Record<string, unknown>;
  for (const [path, value] of Object.entries(change)) {
    const steps = path.replace(/\[(\d+)\]/g, '.$1').split('.');
    const last = steps.pop() ?? '';
    let at: Record<string, unknown> = copy;
    for (const step of steps) {
      at[step] ??= {};
      at = at[step] as Record<string, unknown>;
    }
    if (value === undefined) delete at[last];
    else at[last] = value;
  }
  return copy;
}

/** A manifest as the server would store it. */
export function stored<T extends KubeObject>(
  kind: Kind<T>,
  manifest: object,
  features: FeatureGates = defaultFeatures,
): T {
  const named = {
    apiVersion: kind.apiVersion,
    kind: kind.kind,
    metadata: { name: 'x' },
    ...manifest,
  };
  const draft = decode(kind.struct, named).value as Draft<T>;
  kind.rules.defaults?.(draft, features);
  kind.rules.gated?.drop(draft, undefined, features);
  kind.rules.prepareForCreate?.(draft, { ...CONTEXT, features, apiVersion: kind.apiVersion });
  return decode(kind.struct, draft).value as T;
}

/** A row of a table of refusals: what is changed in the good manifest, and what is then wrong. */
export type Refusal = readonly [change: Change, ...errors: string[]];

/** The good manifest is right, and each change of it is refused in these words. */
export function testCreate<T extends KubeObject>(
  kind: Kind<T>,
  good: object,
  refusals: readonly Refusal[],
  features: FeatureGates = defaultFeatures,
): void {
  const errorsOf = (manifest: object) =>
    kind.rules.validate?.(stored(kind, manifest, features), features).map(formatFieldError) ?? [];
  it(`takes a good ${kind.kind}`, () => assert.deepEqual(errorsOf(good), []));
  for (const [change, ...errors] of refusals) {
    it(`refuses a ${kind.kind} with ${JSON.stringify(change).slice(0, 100)}`, () =>
      assert.deepEqual(errorsOf(changed(good, change)), errors));
  }
}

/** Each change of a stored object is refused in these words; without words it is taken. */
export function testUpdate<T extends KubeObject>(
  kind: Kind<T>,
  good: object,
  refusals: readonly Refusal[],
): void {
  const { rules } = kind;
  const old = stored(kind, good);
  for (const [change, ...errors] of refusals) {
    it(`updates a ${kind.kind} to ${JSON.stringify(change).slice(0, 100)}`, () => {
      const next = decode(kind.struct, changed(old, change)).value as T;
      const found = rules.validateReplacement?.(next, old, defaultFeatures) ?? [
        ...(rules.validateUpdate?.(next, old, defaultFeatures) ?? []),
        ...(rules.validate?.(next, defaultFeatures) ?? []),
      ];
      assert.deepEqual(found.map(formatFieldError), errors);
    });
  }
}

/** Each change of a stored object's status is refused in these words; without words it is taken. */
export function testStatusUpdate<T extends KubeObject>(
  kind: Kind<T>,
  good: object,
  refusals: readonly Refusal[],
): void {
  const old = stored(kind, good);
  for (const [change, ...errors] of refusals) {
    it(`updates the status of a ${kind.kind} to ${JSON.stringify(change).slice(0, 100)}`, () => {
      const next = decode(kind.struct, changed(old, change)).value as T;
      const found = kind.rules.validateStatusUpdate?.(next, old, defaultFeatures) ?? [];
      assert.deepEqual(found.map(formatFieldError), errors);
    });
  }
}

/** What the server adds to a manifest. */
export function testDefaults<T extends KubeObject>(
  kind: Kind<T>,
  given: object,
  expected: object,
): void {
  it(`fills in the defaults of a ${kind.kind}`, () => {
    const { kind: _kind, apiVersion: _version, metadata: _metadata, ...rest } = stored(kind, given);
    assert.deepEqual(JSON.parse(JSON.stringify(rest)), expected);
  });
}
