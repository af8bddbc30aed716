import { Leases } from '../api/coordination/lease';
import { Nodes } from '../api/core/node';
import { isApiError } from '../api/errors';
import { deepEqual, deepFreeze } from '../api/object';
import type { ContainerImage, Lease, Node, NodeCondition, NodeStatus } from '../api/schema/objects';
import type { Settings } from '../api/settings';
import { microTimestamp } from '../api/timestamp';
import type { Env } from '../runtime/env';
import type { Duration, Time, Timer } from '../sim/loop';
import type { ContainerRuntime } from './container/container-runtime';
import {
  healthyConditions,
  type MachineIds,
  type MachineReport,
  type MachineSpec,
  machineReport,
  newNode,
  nodeImages,
  nodeStatus,
  reconciledLabels,
} from './node-object';
import type { Trouble } from './shortage';

const LEASE_NAMESPACE = 'kube-node-lease';
/** upstream: kubelet nodeLeaseDurationSeconds */
const LEASE_SECONDS = 40;
/** Registration is tried again so late, doubling. upstream: registerWithAPIServer */
const REGISTER_DELAY: Duration = 100;
const REGISTER_DELAY_MAX: Duration = 7000;

/** What a heartbeat is about. */
export interface HeartbeatOptions {
  readonly spec: MachineSpec;
  readonly index: number;
  readonly ids: MachineIds;
  readonly settings: Settings;
  readonly runtime: ContainerRuntime;
  /** When the first renewal after the registration is due, so that machines do not all speak at once. */
  readonly phase: Duration;
  /** The node's conditions that are not as they should be. */
  readonly troubles: () => readonly Trouble[];
  /** Called with each beat. */
  readonly beats: () => void;
}

/**
 * The node's signs of life: its Node, registered once, its Lease, renewed every ten seconds, and its status,
 * posted when it changed or after five minutes. upstream: kubelet_node_status.go, component-helpers/lease
 */
export class Heartbeat {
  private lease: Lease | undefined;
  private node: Node | undefined;
  private reported: Time = 0;
  private images = -1;
  private imageList: readonly ContainerImage[] = [];
  private imagesListed = -1;
  private timer: Timer | undefined;
  private readonly report: MachineReport;
  private readonly ref: { readonly name: string };

  constructor(
    private readonly env: Env,
    private readonly options: HeartbeatOptions,
  ) {
    this.report = machineReport(options.spec, options.ids, options.index);
    this.ref = { name: options.spec.name };
    env.scope.own(() => this.timer?.cancel());
  }

  /** Registers the node, however long that takes, then calls `registered` and goes on for ever. */
  start(registered: (node: Node) => void): void {
    this.register(REGISTER_DELAY, registered);
  }

  /** Something of the status has changed: it is posted now. */
  hurry(): void {
    this.images = -1;
    try {
      this.syncStatus();
    } catch (error) {
      // the next beat tries again
      if (!isApiError(error)) throw error;
    }
  }

  /** The Node as it is, or as it was last when nobody answers. upstream: GetNode of the kubelet's informer */
  look(): Node | undefined {
    try {
      return this.env.api.find(Nodes, this.ref);
    } catch (error) {
      if (!isApiError(error)) throw error;
      return this.node;
    }
  }

  private register(delay: Duration, registered: (node: Node) => void): void {
    const { env, options } = this;
    try {
      const found = env.api.find(Nodes, { name: options.spec.name });
      const node =
        found === undefined
          ? env.api.create(Nodes, newNode(options.spec, this.status(undefined)))
          : env.api.update(Nodes, reconciledLabels(options.spec, found));
      this.post(node);
      this.ensureLease();
    } catch (error) {
      if (!isApiError(error)) throw error;
      const next = Math.min(delay * 2, REGISTER_DELAY_MAX);
      env.scope.after(delay, 'register', () => this.register(next, registered), 'background');
      return;
    }
    this.schedule(options.phase);
    if (this.node !== undefined) registered(this.node);
  }

  private schedule(delay: Duration): void {
    this.timer = this.env.loop.after(delay, 'heartbeat', this.beat, 'background');
  }

  private readonly beat = (): void => {
    this.schedule(this.options.settings.leaseRenewal);
    this.options.beats();
    try {
      this.renew();
      this.syncStatus();
    } catch (error) {
      // unheard; the next beat tries again
      if (!isApiError(error)) throw error;
    }
  };

  private renew(): void {
    const { lease, env } = this;
    if (lease === undefined) {
      this.ensureLease();
      return;
    }
    const renewTime = microTimestamp(env.clock.shown(env.loop.now));
    try {
      // frozen, and so known to be in the server's form already: this is by far the most frequent write
      const spec = Object.freeze({ ...lease.spec, renewTime });
      this.lease = env.api.update(Leases, { ...lease, spec });
    } catch (error) {
      if (!isApiError(error, 'NotFound') && !isApiError(error, 'Conflict')) throw error;
      this.lease = undefined;
      this.ensureLease();
    }
  }

  /** Takes the node's Lease, or makes it; without a Node there is none to own it. */
  private ensureLease(): void {
    const { env, options } = this;
    const { name } = options.spec;
    const renewTime = microTimestamp(env.clock.shown(env.loop.now));
    const found = env.api.find(Leases, { namespace: LEASE_NAMESPACE, name });
    if (found !== undefined) {
      this.lease = env.api.update(Leases, { ...found, spec: { ...found.spec, renewTime } });
      return;
    }
    const node = env.api.find(Nodes, { name });
    if (node === undefined) return;
    const owner = { apiVersion: 'v1', kind: 'Node', name, uid: node.metadata.uid };
    this.lease = env.api.create(Leases, {
      metadata: { namespace: LEASE_NAMESPACE, name, ownerReferences: [owner] },
      spec: { holderIdentity: name, leaseDurationSeconds: LEASE_SECONDS, renewTime },
    });
  }

  /** Posts the status when the Node is not as it should be, or not heard of for long. */
  private syncStatus(): void {
    const { env, options, node } = this;
    const stored = env.api.find(Nodes, this.ref);
    if (stored === undefined) {
      this.node = undefined;
      return;
    }
    const due = env.loop.now - this.reported >= options.settings.nodeStatusReport;
    if (stored === node && !due && this.images === options.runtime.imagesVersion) return;
    this.node = stored;
    if (due || !isSame(stored.status, this.status(stored.status))) this.post(stored);
    else this.images = options.runtime.imagesVersion;
  }

  private post(node: Node): void {
    const { env, options } = this;
    this.node = env.api.updateStatus(Nodes, { ...node, status: this.status(node.status) });
    this.reported = env.loop.now;
    this.images = options.runtime.imagesVersion;
  }

  private status(old: NodeStatus | undefined): NodeStatus {
    const { env, options, report } = this;
    const conditions = healthyConditions(
      old?.conditions ?? [],
      env.clock.shown(env.loop.now),
      options.troubles(),
    );
    return nodeStatus(report, this.listImages(), old, conditions);
  }

  private listImages(): readonly ContainerImage[] {
    const { runtime } = this.options;
    if (this.imagesListed !== runtime.imagesVersion) {
      this.imagesListed = runtime.imagesVersion;
      this.imageList = deepFreeze(nodeImages(runtime.listImages()));
    }
    return this.imageList;
  }
}

// upstream: nodeStatusHasChanged: heartbeat times alone are no change
function isSame(a: NodeStatus, b: NodeStatus): boolean {
  const timeless = (conditions: readonly NodeCondition[] = []) =>
    conditions.map(({ type, status, reason, message }) => ({ type, status, reason, message }));
  return deepEqual(
    { ...a, conditions: timeless(a.conditions) },
    { ...b, conditions: timeless(b.conditions) },
  );
}
