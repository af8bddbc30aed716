import {
  expressionWarnings,
  type KnownType,
  resourcesToCheck,
} from '../api/admission-registration/type-checking';
import { ValidatingAdmissionPolicies } from '../api/admission-registration/validating-admission-policy';
import { declareStruct } from '../api/cel/struct-type';
import type { Kind } from '../api/kind';
import type { ValidatingAdmissionPolicy } from '../api/schema/objects';
import type { Controller } from '../runtime/controller';
import type { Env } from '../runtime/env';

/** The type of a kind; what stands in a schema of its own may be anything. */
function typeOf(kind: Kind | undefined): KnownType | undefined {
  if (kind === undefined) return undefined;
  const { group, version, struct } = kind;
  return {
    label: `${group}/${version}, Kind=${kind.kind}`,
    name: struct.name,
    declare: (engine) => {
      declareStruct(engine, struct);
    },
  };
}

function typesOf({ spec }: ValidatingAdmissionPolicy, { api }: Env): readonly KnownType[] {
  const named = resourcesToCheck(spec.matchConstraints?.resourceRules ?? []);
  const found = new Map<string, KnownType>();
  for (const { group, version, resource } of named) {
    const type = typeOf(api.kinds.at(group === '' ? version : `${group}/${version}`, resource));
    if (type !== undefined) found.set(type.label, type);
  }
  return [...found.values()].sort((a, b) => (a.label < b.label ? -1 : 1));
}

/**
 * Checks the expressions of policies against the types that they are about, and says in their status what it found.
 * upstream: pkg/controller/validatingadmissionpolicystatus
 */
export const validatingAdmissionPolicyStatus: Controller<ValidatingAdmissionPolicy> = {
  name: 'validatingadmissionpolicy-status-controller',
  reconciles: ValidatingAdmissionPolicies,
  ignoresStatus: 'own',
  reconcile(env, policy) {
    if (policy === undefined) return;
    const { generation = 0 } = policy.metadata;
    if ((policy.status?.observedGeneration ?? 0) >= generation) return;
    const { paramKind } = policy.spec;
    const params =
      paramKind && typeOf(env.api.kinds.of(paramKind.apiVersion ?? '', paramKind.kind ?? ''));
    const warnings = expressionWarnings(policy.spec, typesOf(policy, env), params);
    const typeChecking = warnings.length === 0 ? {} : { expressionWarnings: warnings };
    const status = { ...policy.status, observedGeneration: generation, typeChecking };
    env.api.updateStatus(ValidatingAdmissionPolicies, { ...policy, status });
  },
};
