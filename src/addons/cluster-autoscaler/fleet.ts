import { conditionOf } from '../../api/condition';
import { Nodes } from '../../api/core/node';
import { Pods } from '../../api/core/pod';
import { isFinished } from '../../api/core/pod-states';
import { isApiError } from '../../api/errors';
import { goDuration } from '../../api/go-duration';
import type { Node, Pod } from '../../api/schema/objects';
import type { Env } from '../../runtime/env';
import type { Time } from '../../sim/loop';
import type { Host, Placement } from '../add-on';
import type { Instance, NodeGroup } from './node-group';
import type { Settings } from './settings';
import type { GroupReport, StatusReport } from './status';

/** How long a failing group is left alone. */
interface Backoff {
  readonly until: Time;
  readonly duration: number;
}

export const isReady = ({ status }: Node): boolean =>
  conditionOf(status?.conditions, 'Ready')?.status === 'True';

/** The machines of all groups: which are there, which were asked for, and which are leaving. upstream: clusterstate */
export class Fleet {
  /** When a machine was last asked for or came. */
  lastAdd: Time = Number.NEGATIVE_INFINITY;
  /** When one was last given up. */
  lastFailure: Time = Number.NEGATIVE_INFINITY;
  private readonly groupOf = new Map<string, NodeGroup>();
  private readonly requested = new Map<string, Instance>();
  private readonly backoffs = new Map<string, Backoff>();
  private readonly leaving = new Set<string>();
  private readonly place: (nodes: Iterable<Node>, pods: Iterable<Pod>) => Placement;
  readonly groups: readonly NodeGroup[];
  readonly settings: Settings;
  private serial = 0;

  constructor(
    private readonly env: Env,
    private readonly host: Host,
    { groups, settings }: Pick<Fleet, 'groups' | 'settings'>,
    private readonly status: StatusReport,
  ) {
    this.groups = groups;
    this.settings = settings;
    this.place = host.placements(env);
  }

  /** Brings each group to its least size. */
  start(): void {
    for (const group of this.groups) {
      for (let i = this.sizeOf(group); i < group.min; i++) this.request(group);
    }
  }

  /** The nodes of a group that have registered. */
  nodesOf(group: NodeGroup): Node[] {
    return this.nodes().filter(({ metadata }) => this.groupOf.get(metadata.name) === group);
  }

  /** Machines of a group that were asked for and are no ready nodes yet. */
  upcoming(group: NodeGroup): Instance[] {
    const informer = this.env.cache.informer(Nodes);
    return [...this.requested.values()].filter((instance) => {
      const node = informer.get(instance.name);
      return instance.group === group && (node === undefined || !isReady(node));
    });
  }

  /** How many machines a group is meant to have. */
  sizeOf(group: NodeGroup): number {
    let size = 0;
    for (const [name, of] of this.groupOf) if (of === group && !this.leaving.has(name)) size++;
    return size;
  }

  isBackedOff({ name }: NodeGroup): boolean {
    return (this.backoffs.get(name)?.until ?? 0) > this.env.loop.now;
  }

  /** True for a machine that comes or goes. */
  isInTransit(name: string): boolean {
    return this.leaving.has(name) || this.requested.has(name);
  }

  /** An empty placement. */
  nothing(): Placement {
    return this.place([], []);
  }

  /** The cluster as it will be when the machines that were asked for are there. */
  future(): Placement {
    const nodes = this.nodes().filter(
      (node) => isReady(node) && !this.leaving.has(node.metadata.name),
    );
    const pods = [...this.env.cache.informer(Pods).all().values()].filter(
      (pod) => pod.spec.nodeName && !isFinished(pod),
    );
    const placement = this.place(nodes, pods);
    for (const group of this.groups) {
      for (const { name } of this.upcoming(group)) placement.addNode(this.template(group, name));
    }
    return placement;
  }

  /** The Node that a machine of the group would register. */
  template(group: NodeGroup, name: string): Node {
    return this.host.cloud.nodeOf(name, group.template);
  }

  /** Asks the cloud for a machine of the group. */
  request(group: NodeGroup): void {
    const { env, host } = this;
    const name = `${group.name}-${++this.serial}`;
    this.groupOf.set(name, group);
    this.requested.set(name, { name, group, since: env.loop.now });
    this.lastAdd = env.loop.now;
    env.note('machine', { group: group.name, name, fails: group.fails });
    if (group.fails) return;
    env.scope.after(group.takes, env.name, () => {
      if (this.requested.has(name)) host.cloud.launch(name, group.template);
    });
  }

  /** Machines that do not come in time are given up, and their group is left alone for a while. */
  review(): void {
    const { now } = this.env.loop;
    for (const { name, group, since } of [...this.requested.values()]) {
      const node = this.env.cache.informer(Nodes).get(name);
      if (node !== undefined && isReady(node)) {
        this.requested.delete(name);
        this.backoffs.delete(group.name);
        this.lastAdd = now;
      } else if (now - since >= this.settings.maxProvision) {
        this.requested.delete(name);
        this.groupOf.delete(name);
        this.host.cloud.terminate(name);
        this.fail(group, since);
      }
    }
  }

  /** From now on the machine counts no more; {@link retire} takes it away. */
  beginLeaving(name: string): void {
    this.leaving.add(name);
  }

  /** The machine stays after all. */
  cancelLeaving(name: string): void {
    this.leaving.delete(name);
  }

  /** Takes the machine away. */
  retire(name: string): void {
    this.host.cloud.terminate(name);
    this.groupOf.delete(name);
    this.leaving.delete(name);
  }

  /** Puts a taint on a node, with the second as its value. */
  taint(name: string, key: string, effect: string): void {
    const node = this.env.cache.informer(Nodes).get(name);
    const taints = node?.spec.taints ?? [];
    if (node === undefined || taints.some((taint) => taint.key === key)) return;
    const value = String(Math.floor(this.env.loop.now / 1000));
    this.write({ ...node, spec: { ...node.spec, taints: [...taints, { key, value, effect }] } });
  }

  untaint(name: string, key: string): void {
    const node = this.env.cache.informer(Nodes).get(name);
    if (node?.spec.taints?.some((taint) => taint.key === key) !== true) return;
    const taints = node.spec.taints.filter((taint) => taint.key !== key);
    this.write({ ...node, spec: { ...node.spec, taints } });
  }

  /** Each group as the status shows it. */
  reports(): GroupReport[] {
    return this.groups.map((group) => {
      const nodes = this.nodesOf(group);
      return {
        name: group.name,
        ready: nodes.filter(isReady).length,
        registered: nodes.length,
        target: this.sizeOf(group),
        min: group.min,
        max: group.max,
        isBackedOff: this.isBackedOff(group),
        isGrowing: this.upcoming(group).length > 0,
      };
    });
  }

  private nodes(): Node[] {
    return [...this.env.cache.informer(Nodes).all().values()];
  }

  private fail(group: NodeGroup, since: Time): void {
    const { now } = this.env.loop;
    this.lastFailure = now;
    const waited = goDuration(Math.round((now - since) / 1000) * 1000);
    const text = `Scale-up timed out for node group ${group.name} after ${waited}`;
    this.status.say('ScaleUpTimedOut', text, 'Warning');
    if (this.isBackedOff(group)) return;
    const last = this.backoffs.get(group.name)?.duration;
    const { initialBackoff, maxBackoff } = this.settings;
    const duration = last === undefined ? initialBackoff : Math.min(2 * last, maxBackoff);
    this.backoffs.set(group.name, { until: now + duration, duration });
  }

  private write(node: Node): void {
    const { resourceVersion: _, ...metadata } = node.metadata;
    try {
      this.env.api.update(Nodes, { ...node, metadata } as Node);
    } catch (error) {
      if (!isApiError(error)) throw error;
      this.env.note('retry', { node: node.metadata.name, message: error.message });
    }
  }
}
