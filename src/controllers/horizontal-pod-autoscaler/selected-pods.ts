import { Pods } from '../../api/core/pod';
import type { Pod } from '../../api/schema/objects';
import { matchesRequirements, parseSelector, type Requirement } from '../../api/selector';
import type { Env } from '../../runtime/env';
import type { View } from '../../runtime/informer';

/** The Pods that a selector picks, kept up to date change by change. */
class Selected implements View<Pod> {
  private readonly pods = new Map<string, Pod>();
  private sorted: readonly Pod[] | undefined;

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
    else if (!this.pods.delete(key)) return;
    this.sorted = undefined;
  }

  get byName(): readonly Pod[] {
    this.sorted ??= [...this.pods.values()].sort(({ metadata: a }, { metadata: b }) =>
      a.name < b.name ? -1 : 1,
    );
    return this.sorted;
  }
}

/** The Pods of a namespace that a scale's selector picks, by name. */
export function podsOf(env: Env, namespace: string, selector: string): readonly Pod[] {
  const make = () => new Selected(namespace, parseSelector(selector));
  return env.cache.informer(Pods).view(`selected ${namespace}/${selector}`, make).byName;
}
