import { type GateName, type PublishedGate, publishedGates } from './published';
import { simulatedGates } from './simulated-gates';

/** Which features a cluster has switched on, by the names of their gates. A value: a change makes another one. */
export type FeatureGates = Readonly<Record<GateName, boolean>>;

/** Feature gates that cannot be set so; the text says why, and where it can what can be set. */
export class FeatureGateError extends Error {
  override readonly name = 'FeatureGateError';
}

const byName: ReadonlyMap<string, PublishedGate> = new Map(
  publishedGates.map((gate) => [gate.name, gate]),
);

function gatesWith(set: ReadonlyMap<string, boolean>): FeatureGates {
  const entries = publishedGates.map(({ name, default: on }) => [name, set.get(name) ?? on]);
  return Object.freeze(Object.fromEntries(entries)) as FeatureGates;
}

/** A cluster's gates when nobody sets any: the defaults of v1.34. */
export const defaultFeatures: FeatureGates = gatesWith(new Map());

/** Those of the gates that are not as they are by default, as `A=true,B=false`; empty when all are. */
export function changedGates(features: FeatureGates): string {
  if (features === defaultFeatures) return '';
  return publishedGates
    .filter(({ name, default: on }) => features[name] !== on)
    .map(({ name }) => `${name}=${features[name]}`)
    .join(',');
}

/**
 * The gates with some of them set. Throws a FeatureGateError when there is no such gate, when it is locked, or when
 * what it does is not simulated. upstream: component-base featuregate, SetFromMap
 */
export function withGates(
  features: FeatureGates,
  changes: Readonly<Record<string, boolean>>,
): FeatureGates {
  const set = new Map<string, boolean>(Object.entries(features));
  for (const [name, value] of Object.entries(changes)) {
    mustBeSettable(name, value);
    set.set(name, value);
  }
  return gatesWith(set);
}

function mustBeSettable(name: string, value: boolean): void {
  if (name === 'AllAlpha' || name === 'AllBeta') {
    throw new FeatureGateError(
      `cannot set ${name}: not all that it sets is simulated; ${settable()}`,
    );
  }
  const gate = byName.get(name);
  if (gate === undefined) {
    throw new FeatureGateError(`unrecognized feature gate: ${name}; ${settable()}`);
  }
  if (value === gate.default) return;
  if (gate.locked) {
    throw new FeatureGateError(
      `cannot set feature gate ${name} to ${value}, feature is locked to ${gate.default}`,
    );
  }
  if (name in simulatedGates) return;
  throw new FeatureGateError(
    `cannot set feature gate ${name} to ${value}: what it does is not simulated; ${settable()}`,
  );
}

function settable(): string {
  return `those that can be set are ${Object.keys(simulatedGates).sort().join(', ')}`;
}

const TRUE = ['1', 't', 'T', 'TRUE', 'true', 'True'];
const FALSE = ['0', 'f', 'F', 'FALSE', 'false', 'False'];

/** Reads `A=true,B=false`, as the flag --feature-gates has it. upstream: component-base featuregate, Set */
export function parseGates(text: string): Readonly<Record<string, boolean>> {
  const gates: Record<string, boolean> = {};
  for (const item of text.split(',')) {
    if (item === '') continue;
    const [, key = item, word] = /^([^=]*)=(.*)$/s.exec(item) ?? [];
    const name = key.trim();
    if (word === undefined) throw new FeatureGateError(`missing bool value for ${name}`);
    const value = word.trim();
    if (!TRUE.includes(value) && !FALSE.includes(value)) {
      const why = `strconv.ParseBool: parsing ${JSON.stringify(value)}: invalid syntax`;
      throw new FeatureGateError(`invalid value of ${name}=${value}, err: ${why}`);
    }
    gates[name] = TRUE.includes(value);
  }
  return gates;
}
