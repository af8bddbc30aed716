import { conditionOf } from '../../api/condition';
import { Leases } from '../../api/coordination/lease';
import { Nodes } from '../../api/core/node';
import { Pods } from '../../api/core/pod';
import { isApiError } from '../../api/errors';
import type { Lease, Node } from '../../api/schema/objects';
import type { Settings } from '../../api/settings';
import { timestamp } from '../../api/timestamp';
import type { Actor, Env } from '../../runtime/env';
import type { Time, Timer } from '../../sim/loop';
import { PodMarking } from './pod-marking';
import { heartbeatOf, unknownConditions } from './silence';
import { NOT_READY, setNoExecute, syncNoSchedule, UNREACHABLE } from './taints';
import { evictionRate, ZoneQueue, zoneOf, zoneState } from './zones';

/** A node that never posted a status is given this long. upstream: --node-startup-grace-period */
const STARTUP_GRACE = 60_000;
/** The pace of the passes over nodes that wait for a taint. upstream: NodeEvictionPeriod */
const EVICTION_PERIOD = 100;

/** What the controller saw of a node last, and when. */
interface Sighting {
  node: Node;
  lease: Lease | undefined;
  readonly leaseKey: string;
  zone: string;
  /** Ready, and without a taint of ours: nothing is to be done as long as it gives signs of life. */
  isWell: boolean;
  seen: Time;
}

class NodeMonitor {
  private readonly sightings = new Map<string, Sighting>();
  private readonly zones = new Map<string, ZoneQueue>();
  /** Nodes that were deleted since the last round. */
  private readonly leaving: Node[] = [];
  private readonly marking: PodMarking;
  private allDown = false;
  private pass: Timer | undefined;

  constructor(
    private readonly env: Env,
    private readonly settings: Settings,
  ) {
    this.marking = new PodMarking(env, (work) => this.attempt(work));
  }

  start(): void {
    const { env } = this;
    env.cache.informer(Leases);
    env.cache.informer(Pods).addIndex('node', (pod) => pod.spec.nodeName);
    const nodes = env.cache.informer(Nodes);
    nodes.onChange(({ type, object }) => {
      if (type === 'DELETED') this.leaving.push(object);
      else this.attempt(() => syncNoSchedule(env, object));
    });
    for (const node of nodes.all().values()) this.attempt(() => syncNoSchedule(env, node));
    env.scope.every(this.settings.nodeMonitorPeriod, 'node monitor', () => this.monitor(), 0);
  }

  private forget(node: Node): void {
    const { name } = node.metadata;
    if (this.env.cache.informer(Nodes).get(name) !== undefined) return;
    this.sightings.delete(name);
    for (const zone of this.zones.values()) zone.nodes.delete(name);
    this.report(node, 'RemovingNode', `Removing Node ${name} from Controller`);
  }

  private report(node: Node, reason: string, what: string): void {
    const text = `Node ${node.metadata.name} event: ${what}`;
    this.env.events.record(node, 'Normal', reason, text);
  }

  /** An API error costs nothing but this round. */
  private attempt(work: () => void): void {
    try {
      work();
    } catch (error) {
      if (!isApiError(error)) throw error;
      this.expectWork();
    }
  }

  private monitor(): void {
    for (const node of this.leaving.splice(0)) this.forget(node);
    const counts = new Map<string, { ready: number; notReady: number }>();
    const leases = this.env.cache.informer(Leases).all();
    for (const node of this.env.cache.informer(Nodes).all().values()) {
      const sighting = this.sight(node, leases);
      const status = this.isWell(sighting) ? 'True' : this.judge(node, sighting);
      let count = counts.get(sighting.zone);
      if (count === undefined) {
        count = { ready: 0, notReady: 0 };
        counts.set(sighting.zone, count);
      }
      if (status === 'True') count.ready++;
      else count.notReady++;
    }
    this.judgeZones(counts);
  }

  /** Notes whether the node has given a sign of life since the last round: a new Lease, or a new status. */
  private sight(node: Node, leases: ReadonlyMap<string, Lease>): Sighting {
    const { name } = node.metadata;
    const { now } = this.env.loop;
    let sighting = this.sightings.get(name);
    if (sighting === undefined) {
      const leaseKey = `kube-node-lease/${name}`;
      const lease = leases.get(leaseKey);
      sighting = { node, lease, leaseKey, zone: zoneOf(node), isWell: false, seen: now };
      this.sightings.set(name, sighting);
      this.report(node, 'RegisteredNode', `Registered Node ${name} in Controller`);
      return sighting;
    }
    const lease = leases.get(sighting.leaseKey);
    if (lease !== sighting.lease) {
      sighting.lease = lease;
      sighting.seen = now;
    }
    if (node !== sighting.node) {
      if (heartbeatOf(node) !== heartbeatOf(sighting.node)) sighting.seen = now;
      sighting.node = node;
      sighting.zone = zoneOf(node);
      sighting.isWell = false;
    }
    return sighting;
  }

  private isWell({ isWell, seen }: Sighting): boolean {
    return isWell && this.env.loop.now < seen + this.settings.nodeMonitorGracePeriod;
  }

  /** Judges one node; returns the status of its condition Ready. */
  private judge(node: Node, sighting: Sighting): string {
    const ready = conditionOf(node.status.conditions, 'Ready');
    const grace = ready === undefined ? STARTUP_GRACE : this.settings.nodeMonitorGracePeriod;
    const observed = ready?.status ?? 'Unknown';
    let current = observed;
    // rounds come a little late in life, so a round that is due when the grace ends finds it over
    if (this.env.loop.now >= sighting.seen + grace && observed !== 'Unknown') {
      this.attempt(() => this.giveUp(node));
      current = 'Unknown';
    }
    this.attempt(() => this.taint(node, observed));
    if (current !== 'True' && observed === 'True') this.reportNotReady(node);
    sighting.isWell =
      current === 'True' && !(node.spec.taints ?? []).some(({ effect }) => effect === 'NoExecute');
    return current;
  }

  private giveUp(node: Node): void {
    const conditions = unknownConditions(node, timestamp(this.env.loop.now));
    this.env.api.updateStatus(Nodes, { ...node, status: { ...node.status, conditions } });
    this.expectWork();
  }

  private reportNotReady(node: Node): void {
    const { name } = node.metadata;
    const message = `Node ${name} status is now: NodeNotReady`;
    this.env.events.record(node, 'Normal', 'NodeNotReady', message);
    this.marking.markAll(name);
  }

  /** Queues a silent node for its NoExecute taint, or frees one that is back. upstream: processTaintBaseEviction */
  private taint(node: Node, observed: string): void {
    const { name } = node.metadata;
    const zone = this.zone(zoneOf(node));
    if (observed === 'True') {
      zone.nodes.delete(name);
      if (setNoExecute(this.env, node, undefined)) this.tell(node, 'NodeReady');
      return;
    }
    const key = observed === 'False' ? NOT_READY : UNREACHABLE;
    const taints = (node.spec.taints ?? []).filter(({ effect }) => effect === 'NoExecute');
    if (taints.some((taint) => taint.key === key)) return;
    const other = taints.some((taint) => taint.key === NOT_READY || taint.key === UNREACHABLE);
    if (other) setNoExecute(this.env, node, key);
    else if (!this.allDown) {
      zone.nodes.add(name);
      this.schedulePass();
    }
  }

  private tell(node: Node, what: string): void {
    this.env.note('node', { node: node.metadata.name, what });
  }

  private zone(name: string): ZoneQueue {
    let zone = this.zones.get(name);
    if (zone === undefined) {
      zone = new ZoneQueue();
      zone.setRate(this.settings.nodeEvictionRate);
      this.zones.set(name, zone);
    }
    return zone;
  }

  /** Sets each zone's pace; when all zones are down, the fault is nearer home and nobody is given up. upstream: handleDisruption */
  private judgeZones(counts: ReadonlyMap<string, { ready: number; notReady: number }>): void {
    let allDown = counts.size > 0;
    for (const [name, { ready, notReady }] of counts) {
      const zone = this.zone(name);
      zone.state = zoneState(ready, notReady, this.settings.unhealthyZoneThreshold);
      if (zone.state !== 'FullDisruption') allDown = false;
      zone.setRate(evictionRate(zone.state, ready + notReady, this.settings));
    }
    if (allDown) for (const zone of this.zones.values()) zone.setRate(0);
    if (allDown && !this.allDown) {
      for (const zone of this.zones.values()) zone.nodes.clear();
      for (const node of [...this.env.cache.informer(Nodes).all().values()]) {
        this.attempt(() => setNoExecute(this.env, node, undefined));
      }
    }
    if (this.allDown && !allDown) {
      for (const sighting of this.sightings.values()) sighting.seen = this.env.loop.now;
    }
    this.allDown = allDown;
    this.schedulePass();
  }

  private schedulePass(): void {
    if (this.pass !== undefined) return;
    const { env } = this;
    const now = env.loop.now;
    const dues = [...this.zones.values()].map((zone) => zone.due(now));
    const next = Math.min(...dues.filter((due) => due !== undefined));
    if (!Number.isFinite(next)) return;
    this.pass = env.scope.after(Math.max(next - now, EVICTION_PERIOD), 'node eviction', () => {
      this.pass = undefined;
      this.attempt(() => this.runPass());
      this.schedulePass();
    });
  }

  private runPass(): void {
    const { env } = this;
    for (const zone of this.zones.values()) {
      for (let name = zone.take(env.loop.now); name !== undefined; name = zone.take(env.loop.now)) {
        const node = env.cache.informer(Nodes).get(name);
        const status = conditionOf(node?.status.conditions, 'Ready')?.status ?? 'Unknown';
        if (node === undefined || status === 'True') continue;
        setNoExecute(env, node, status === 'False' ? NOT_READY : UNREACHABLE);
      }
    }
  }

  /** The world is not quiet while the next round is certain to find something. */
  private expectWork(): void {
    this.env.scope.after(this.settings.nodeMonitorPeriod, 'node monitor', () => {});
  }
}

/** Watches over the nodes: conditions, taints, and at which pace lost ones are given up. upstream: pkg/controller/nodelifecycle */
export function nodeLifecycleController(settings: Settings): Actor {
  return {
    name: 'node-controller',
    user: 'system:serviceaccount:kube-system:node-controller',
    start: (env) => new NodeMonitor(env, settings).start(),
  };
}
