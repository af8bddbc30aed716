import { labelValueErrors } from '../names';
import type { LabelSelector, NodeSelectorTerm } from '../schema/objects';

// upstream: api/node, deprecatedNodeLabels
const OLD: ReadonlyMap<string, string> = new Map([
  ['beta.kubernetes.io/arch', 'deprecated since v1.14; use "kubernetes.io/arch" instead'],
  ['beta.kubernetes.io/os', 'deprecated since v1.14; use "kubernetes.io/os" instead'],
  [
    'failure-domain.beta.kubernetes.io/region',
    'deprecated since v1.17; use "topology.kubernetes.io/region" instead',
  ],
  [
    'failure-domain.beta.kubernetes.io/zone',
    'deprecated since v1.17; use "topology.kubernetes.io/zone" instead',
  ],
  [
    'beta.kubernetes.io/instance-type',
    'deprecated since v1.17; use "node.kubernetes.io/instance-type" instead',
  ],
  ['app.kubernetes.io/created-by', 'deprecated since v1.9'],
  [
    'scheduler.alpha.kubernetes.io/preferAvoidPods',
    'deprecated since v1.22; use Taints and Tolerations instead',
  ],
  ['node-role.kubernetes.io/master', 'use "node-role.kubernetes.io/control-plane" instead'],
]);

/** What is to be said of a label of nodes that went out of use; undefined of all others. */
export function oldNodeLabel(key: string): string | undefined {
  return OLD.get(key);
}

/** The warning for a key that stands by itself. */
export function keyWarnings(path: string, key: string): string[] {
  const message = OLD.get(key);
  return message === undefined ? [] : [`${path}: ${key} is ${message}`];
}

/** What is odd about a term that selects nodes; its values are looked at where nobody else does. */
export function termWarnings(
  { matchExpressions = [] }: NodeSelectorTerm,
  path: string,
  checksValues: boolean,
): string[] {
  return matchExpressions.flatMap(({ key, values = [] }, index) => {
    const at = `${path}.matchExpressions[${index}]`;
    const warnings = keyWarnings(`${at}.key`, key);
    if (!checksValues) return warnings;
    const ofValues = values.flatMap((value, i) =>
      labelValueErrors(value).map((detail) => `${at}.values[${i}]: ${value} is invalid, ${detail}`),
    );
    return [...warnings, ...ofValues];
  });
}

/** What is odd about a selector of nodes by their labels. upstream: api/node, GetWarningsForNodeSelector */
export function nodeSelectorWarnings(selector: LabelSelector | undefined, path: string): string[] {
  const { matchExpressions = [], matchLabels = {} } = selector ?? {};
  return [
    ...matchExpressions.flatMap(({ key }, index) =>
      keyWarnings(`${path}.matchExpressions[${index}].key`, key),
    ),
    ...Object.keys(matchLabels).flatMap((key) => {
      const message = OLD.get(key);
      return message === undefined ? [] : [`${path}.matchLabels.${key}: ${message}`];
    }),
  ];
}
