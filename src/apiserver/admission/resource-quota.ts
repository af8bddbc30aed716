import { Pods } from '../../api/core/pod';
import { ResourceQuotas } from '../../api/core/resource-quota';
import { Services } from '../../api/core/service';
import { forbiddenError } from '../../api/errors';
import type { KubeObject } from '../../api/object';
import { evaluatorOf, isInScopes, scopesOf } from '../../api/quota';
import {
  type Amounts,
  differenceOf,
  pick,
  readAmounts,
  sameAmounts,
  sumOf,
  writeAmounts,
} from '../../api/quota/amounts';
import type { Evaluator } from '../../api/quota/evaluator';
import type { ResourceQuota } from '../../api/schema/objects';
import type { AdmissionPlugin, Request } from '../request';

function listed(amounts: Amounts, names: readonly string[]): string {
  const texts = writeAmounts(pick(amounts, (name) => names.includes(name)));
  return Object.entries(texts)
    .map(([name, text]) => `${name}=${text}`)
    .join(',');
}

/** What the write costs beyond what the old object cost. */
function costOf(evaluator: Evaluator, { old, now }: Request, object: KubeObject): Amounts {
  const usage = evaluator.usage(object, now);
  const cost = old === undefined ? usage : differenceOf(usage, evaluator.usage(old, now));
  return new Map([...cost].filter(([, { nano }]) => nano !== 0n));
}

/** The quotas of the namespace that the object counts for; an error when it does not state what one of them needs. */
function quotasFor(request: Request, evaluator: Evaluator, object: KubeObject): ResourceQuota[] {
  const { kind, store, namespace } = request;
  const { name } = object.metadata;
  const found: ResourceQuota[] = [];
  for (const quota of store.objects(ResourceQuotas, namespace).values()) {
    const covered = Object.keys(quota.status?.hard ?? {}).filter((resource) =>
      evaluator.covers(resource),
    );
    if (covered.length === 0 || !isInScopes(evaluator, scopesOf(quota), object)) continue;
    const missing = evaluator.missing?.(object, covered);
    if (missing !== undefined) {
      const text = `failed quota: ${quota.metadata.name}: must specify ${missing}`;
      throw forbiddenError(kind, name, text);
    }
    const used = quota.status?.used ?? {};
    const unknown = covered.filter((resource) => used[resource] === undefined);
    if (unknown.length > 0) {
      const text = `status unknown for quota: ${quota.metadata.name}, resources: ${unknown.sort().join(',')}`;
      throw forbiddenError(kind, name, text);
    }
    found.push(quota);
  }
  return found.sort((a, b) => (a.metadata.name < b.metadata.name ? -1 : 1));
}

/** What the quota has used when the cost is added; an error when that is more than it has. */
function afterCost(request: Request, quota: ResourceQuota, cost: Amounts, name: string): Amounts {
  const hard = readAmounts(quota.status?.hard);
  const used = readAmounts(quota.status?.used);
  const asked = pick(cost, (resource) => hard.has(resource));
  const after = sumOf(used, asked);
  const exceeded = [...asked.keys()].filter(
    (resource) => (after.get(resource)?.nano ?? 0n) > (hard.get(resource)?.nano ?? 0n),
  );
  if (exceeded.length === 0) return after;
  throw forbiddenError(
    request.kind,
    name,
    `exceeded quota: ${quota.metadata.name}, requested: ${listed(asked, exceeded)}, used: ${listed(used, exceeded)}, limited: ${listed(hard, exceeded)}`,
  );
}

/** Charges a write to every quota it counts for, or refuses it; all quotas are asked before one is charged. */
function charge(request: Request, object: KubeObject): void {
  const { store, namespace, kind, options, loopback } = request;
  if (store.objects(ResourceQuotas, namespace).size === 0) return;
  const evaluator = evaluatorOf(kind);
  if (evaluator === undefined) return;
  const quotas = quotasFor(request, evaluator, object);
  if (quotas.length === 0) return;
  const cost = costOf(evaluator, request, object);
  const charged = quotas.map(
    (quota) => [quota, afterCost(request, quota, cost, object.metadata.name)] as const,
  );
  if (options.dryRun === true) return;
  for (const [quota, after] of charged) {
    if (sameAmounts(after, readAmounts(quota.status?.used))) continue;
    const status = { ...quota.status, used: writeAmounts(after) };
    loopback.updateStatus(ResourceQuotas, { ...quota, status });
  }
}

/** Nothing is created beyond a ResourceQuota. upstream: apiserver/pkg/admission/plugin/resourcequota */
export const resourceQuota: AdmissionPlugin = {
  name: 'ResourceQuota',
  verbs: ['create'],
  validate: charge,
};

/** Nor do the kinds whose changes cost something grow beyond one. */
export const resourceQuotaOfChanges: AdmissionPlugin = {
  name: 'ResourceQuota',
  kinds: [Services.id, 'persistentvolumeclaims'],
  verbs: ['update'],
  subresources: [''],
  validate: charge,
};

/** Nor do Pods that are resized. */
export const resourceQuotaOfResizes: AdmissionPlugin = {
  name: 'ResourceQuota',
  kinds: [Pods.id],
  verbs: ['update'],
  subresources: ['resize'],
  validate: charge,
};
