import { conditionOf } from '../../api/condition';
import { Pods } from '../../api/core/pod';
import { isFinished, isTerminating } from '../../api/core/pod-states';
import type { Pod } from '../../api/schema/objects';
import type { Env } from '../../runtime/env';
import { choose, type Expander, type Option } from './expander';
import type { Fleet } from './fleet';
import type { NodeGroup } from './node-group';
import { EXPENDABLE_BELOW } from './settings';
import type { StatusReport } from './status';

/** Why each Pod is not helped by a group, once for each group. */
type Refusals = Map<Pod, string[]>;

/** Grows groups for Pods that fit nowhere. upstream: core/scaleup/orchestrator */
export class ScaleUp {
  constructor(
    private readonly env: Env,
    private readonly fleet: Fleet,
    private readonly expander: Expander,
    private readonly status: StatusReport,
  ) {}

  /** True when it waits for machines, old or new. */
  run(): boolean {
    const { env, fleet } = this;
    const waiting = this.unschedulable();
    if (waiting.length === 0) return false;
    const placement = fleet.future();
    const homeless = waiting.filter((pod) => placement.place(pod) === undefined);
    if (homeless.length === 0)
      return fleet.groups.some((group) => fleet.upcoming(group).length > 0);
    const refusals: Refusals = new Map();
    const options: Option[] = [];
    for (const group of fleet.groups) {
      const option = this.optionOf(group, homeless, refusals);
      if (option !== undefined) options.push(option);
    }
    const chosen = choose(options, this.expander, env.random);
    if (chosen !== undefined) this.grow(chosen);
    for (const pod of homeless) {
      if (chosen?.pods.includes(pod) !== true) this.sayWhyNot(pod, refusals.get(pod) ?? []);
    }
    return chosen !== undefined;
  }

  /** Pods that the scheduler found no room for, but those that nobody would miss. */
  private unschedulable(): Pod[] {
    const found: Pod[] = [];
    for (const pod of this.env.cache.informer(Pods).all().values()) {
      if (pod.spec.nodeName || isFinished(pod) || isTerminating(pod)) continue;
      const scheduled = conditionOf(pod.status.conditions, 'PodScheduled');
      if (scheduled?.status !== 'False' || scheduled.reason !== 'Unschedulable') continue;
      if ((pod.spec.priority ?? 0) >= EXPENDABLE_BELOW) found.push(pod);
    }
    return found;
  }

  private sayWhyNot(pod: Pod, why: readonly string[]): void {
    const counts = new Map<string, number>();
    for (const reason of why) counts.set(reason, (counts.get(reason) ?? 0) + 1);
    const reasons = [...counts].sort().map(([reason, count]) => `${count} ${reason}`);
    const text = [
      "pod didn't trigger scale-up",
      ...(reasons.length > 0 ? [reasons.join(', ')] : []),
    ];
    this.env.events.record(pod, 'Normal', 'NotTriggerScaleUp', text.join(': '));
  }

  /** How many nodes of the group the Pods would fill, one after another. upstream: estimator, BinpackingNodeEstimator */
  private optionOf(group: NodeGroup, pods: readonly Pod[], refusals: Refusals): Option | undefined {
    const { fleet } = this;
    const refuse = (pod: Pod, why: string) =>
      refusals.set(pod, [...(refusals.get(pod) ?? []), why]);
    const size = fleet.sizeOf(group);
    if (size >= group.max || fleet.isBackedOff(group)) {
      const why =
        size >= group.max ? 'max node group size reached' : 'in backoff after failed scale-up';
      for (const pod of pods) refuse(pod, why);
      return undefined;
    }
    const placement = fleet.nothing();
    const taken: Pod[] = [];
    let nodes = 0;
    for (const pod of pods) {
      if (placement.place(pod) !== undefined) {
        taken.push(pod);
        continue;
      }
      const name = `${group.name}-estimate-${nodes}`;
      placement.addNode(fleet.template(group, name));
      if (placement.place(pod) !== undefined && size + nodes < group.max) {
        taken.push(pod);
        nodes++;
        continue;
      }
      const isFull = size + nodes >= group.max;
      const reasons = isFull ? ['max node group size reached'] : placement.reasons(pod);
      for (const reason of reasons) refuse(pod, reason);
      placement.removeNode(name);
    }
    return nodes === 0 ? undefined : { group, nodes, pods: taken };
  }

  private grow({ group, nodes, pods }: Option): void {
    const { env, fleet, status } = this;
    const size = fleet.sizeOf(group);
    const target = size + nodes;
    const change = `size to ${target} instead of ${size} (max: ${group.max})`;
    status.say('ScaledUpGroup', `Scale-up: setting group ${group.name} ${change}`);
    for (let i = 0; i < nodes; i++) fleet.request(group);
    status.say(
      'ScaledUpGroup',
      `Scale-up: group ${group.name} size set to ${target} instead of ${size} (max: ${group.max})`,
    );
    const text = `pod triggered scale-up: [{${group.name} ${size}->${target} (max: ${group.max})}]`;
    for (const pod of pods) env.events.record(pod, 'Normal', 'TriggeredScaleUp', text);
  }
}
