import type { Time } from '../../sim/loop';
import type { KubeObject } from '../object';
import type { ScopedResourceSelectorRequirement } from '../schema/objects';
import type { Amounts } from './amounts';

/** How the objects of one kind are charged to ResourceQuotas. upstream: apiserver/pkg/quota/v1 Evaluator */
export interface Evaluator<T extends KubeObject = KubeObject> {
  /** True when a change of the object, not just its creation, may cost more. */
  readonly chargesUpdates: boolean;
  /** True when the kind has to do with a resource that a quota names. */
  covers(resource: string): boolean;
  /** What the object uses now. */
  usage(object: T, now: Time): Amounts;
  /** What the object must say because a quota names these resources; undefined when it says it all. */
  missing?(object: T, resources: readonly string[]): string | undefined;
  /** True when the object falls into a scope; kinds without scopes fall into none. */
  isIn?(object: T, scope: ScopedResourceSelectorRequirement): boolean;
  /** True when a change may have freed something (a Pod that ended). Deletions always do. */
  frees?(object: T, old: T, now: Time): boolean;
}
