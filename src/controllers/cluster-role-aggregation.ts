import { deepEqual } from '../api/object';
import { ClusterRoles } from '../api/rbac/cluster-role';
import type { ClusterRole, PolicyRule } from '../api/schema/objects';
import { matchesSelector } from '../api/selector';
import { type Controller, NO_KEYS } from '../runtime/controller';
import type { Env } from '../runtime/env';

function selects({ aggregationRule }: ClusterRole, { metadata }: ClusterRole): boolean {
  const selectors = aggregationRule?.clusterRoleSelectors ?? [];
  return selectors.some((selector) => matchesSelector(selector, metadata.labels));
}

/** The rules of all that the role selects, by name, each once. */
function gathered(env: Env, role: ClusterRole): readonly PolicyRule[] {
  const parts = [...env.cache.informer(ClusterRoles).all().values()]
    .filter((part) => part.metadata.name !== role.metadata.name && selects(role, part))
    .sort((a, b) => (a.metadata.name < b.metadata.name ? -1 : 1));
  const rules: PolicyRule[] = [];
  for (const rule of parts.flatMap((part) => part.rules ?? [])) {
    if (!rules.some((known) => deepEqual(known, rule))) rules.push(rule);
  }
  return rules;
}

/**
 * A ClusterRole with an aggregation rule has the rules of those that it selects. upstream:
 * pkg/controller/clusterroleaggregation
 */
export const clusterRoleAggregation: Controller<ClusterRole> = {
  name: 'clusterrole-aggregation-controller',
  reconciles: ClusterRoles,
  // what selects nothing never changes by what others say
  patience: ({ aggregationRule }) => (aggregationRule === undefined ? undefined : 0),
  watches: [
    {
      kind: ClusterRoles,
      keys(env) {
        const names: string[] = [];
        for (const { metadata, aggregationRule } of env.cache
          .informer(ClusterRoles)
          .all()
          .values()) {
          if (aggregationRule !== undefined) names.push(metadata.name);
        }
        return names.length === 0 ? NO_KEYS : names;
      },
    },
  ],
  reconcile(env, role) {
    if (role?.aggregationRule === undefined) return;
    const rules = gathered(env, role);
    if (deepEqual(rules, role.rules ?? [])) return;
    env.api.update(ClusterRoles, { ...role, rules });
  },
};
