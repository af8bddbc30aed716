import { Pods } from '../../api/core/pod';
import type { Pod } from '../../api/schema/objects';
import { matchesRequirements, parseSelector, type Requirement } from '../../api/selector';
import type { Env } from '../../runtime/env';
import type { View } from '../../runtime/informer';

/** The Pods that a selector picks, kept up to date change by change. */
class Selected implements View<Pod> {
  readonly pods = new Map<string, Pod>();

  constructor(
    private readonly namespace: string,
    private readonly selector: readonly Requirement[],
  ) {}

  replace(key: string, _old: Pod | undefined, pod: Pod | undefined): void {
    const isSelected =
      pod !== undefined &&
      pod.metadata.namespace === this.namespace &&
      matchesRequirements(this.selector, pod.metadata.labels);
    if (isSelected) this.pods.set(key, pod);
    else this.pods.delete(key);
  }
}

/** The Pods of a namespace that a scale's selector picks, by name. */
export function podsOf(env: Env, namespace: string, selector: string): Pod[] {
  const make = () => new Selected(namespace, parseSelector(selector));
  const { pods } = env.cache.informer(Pods).view(`selected ${namespace}/${selector}`, make);
  return [...pods.values()].sort((a, b) => (a.metadata.name < b.metadata.name ? -1 : 1));
}
