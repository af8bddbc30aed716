import { Pods } from '../api/core/pod';
import type { Node, ObjectReference, Pod } from '../api/schema/objects';
import type { Actor, Env } from '../runtime/env';
import type { Link } from '../runtime/link';
import type { Duration } from '../sim/loop';
import type { Random } from '../sim/random';
import { type Refusal, refusalOf } from './admit';
import { BackOff, crashBackOff } from './back-off';
import type { ContainerRuntime } from './container/container-runtime';
import type { Outside } from './container/process';
import { EvictionManager } from './eviction';
import { Heartbeat, type HeartbeatOptions } from './heartbeat';
import { NETWORK_NOT_READY, type NodeNetwork } from './node-network';
import { NodeRoom } from './node-room';
import { PodWorker } from './pod-worker';
import { Resizes } from './resizes';
import type { Scarce, Trouble } from './shortage';
import { StatusWriter } from './status-writer';

/** Pods of which the API server knows nothing end so soon after the kubelet's start. upstream: housekeepingPeriod */
const HOUSEKEEPING = 2000;

// upstream: pkg/kubelet/nodeshutdown
const SHUTDOWN_MESSAGE = 'Pod was terminated in response to imminent node shutdown.';
const SHUTTING_DOWN: Trouble = {
  type: 'Ready',
  status: 'False',
  reason: 'KubeletNotReady',
  message: 'node is shutting down',
};
const NO_NETWORK: Trouble = {
  type: 'Ready',
  status: 'False',
  reason: 'KubeletNotReady',
  message: NETWORK_NOT_READY,
};
/** The kubelet looks for the node's range of addresses so soon after its start, and then each second. */
const NETWORK_FIRST = 5;
const NETWORK_AGAIN = 1000;

const NODE_SHUTDOWN: Refusal = {
  reason: 'NodeShutdown',
  message: 'Pod was rejected as the node is shutting down.',
};

/** What the workers of a kubelet share. */
export interface KubeletParts {
  readonly env: Env;
  readonly random: Random;
  readonly runtime: ContainerRuntime;
  readonly outside: Outside;
  readonly writer: StatusWriter;
  readonly crashes: BackOff;
  readonly pulls: BackOff;
  readonly nodeIP: string;
  /** Who of the node's Pods asks for another size. */
  readonly resizes: Resizes;
  /** Hears of each Pod that may take more or less of the node than before. */
  readonly room: Pick<NodeRoom, 'doubt'>;
  /** The Pod is gone, and nothing of it is left. */
  readonly gone: (podUid: string) => void;
}

/** What a kubelet runs on. */
export interface KubeletOptions extends Omit<HeartbeatOptions, 'phase' | 'troubles' | 'beats'> {
  readonly random: Random;
  readonly outside: Outside;
  readonly podNetwork: NodeNetwork;
  readonly nodeIP: string;
  readonly link: Link;
  /** How much there is of something scarce, and how much is left. */
  readonly supply: (scarce: Scarce) => { readonly capacity: number; readonly left: number };
  /** What a Pod's containers use of it. */
  readonly usage: (podUid: string, scarce: Scarce) => number;
  /** True when the machine was switched on anew since the node was registered. */
  readonly rebooted: boolean;
}

/** The kubelet of one machine: registers the node, gives signs of life, and works for the Pods bound to it. */
export class Kubelet implements Actor {
  readonly name = 'kubelet';
  readonly user: string;
  private workers = new Map<string, PodWorker>();
  private room = this.emptyRoom();
  private heartbeat: Heartbeat | undefined;
  private eviction: EvictionManager | undefined;
  private stopping: Trouble | undefined;

  constructor(
    private readonly nodeName: string,
    private readonly options: () => KubeletOptions,
  ) {
    this.user = `system:node:${nodeName}`;
  }

  /** The worker of a Pod, by its UID. */
  worker(podUid: string): PodWorker | undefined {
    return this.workers.get(podUid);
  }

  start(env: Env): void {
    const options = this.options();
    const phase = options.random.below(options.settings.leaseRenewal);
    this.workers = new Map();
    this.room = this.emptyRoom();
    this.stopping = undefined;
    this.heartbeat = new Heartbeat(env, {
      ...options,
      phase,
      troubles: () => this.troubles(options.podNetwork),
      beats: () => {
        if (options.runtime.usesMemory) this.eviction?.check();
      },
    });
    this.eviction = this.evictionManager(env, options);
    env.scope.own(() => {
      this.eviction = undefined;
    });
    this.heartbeat.start((node) => {
      this.announce(env, options, node);
      this.watchPods(env, options);
      this.joinNetwork(env, options.podNetwork, NETWORK_FIRST);
      this.eviction?.check();
    });
  }

  private emptyRoom(): NodeRoom {
    return new NodeRoom((podUid) => this.granted(podUid));
  }

  /** Looks whether the machine runs short of anything. */
  checkShortage(): void {
    this.eviction?.check();
  }

  /** The machine is about to be switched off: says so, takes no more Pods, and ends those that `wants` names. */
  shutDown(wants: (pod: Pod) => boolean, grace: Duration): void {
    this.stopping = SHUTTING_DOWN;
    this.heartbeat?.hurry();
    for (const worker of [...this.workers.values()]) {
      const { pod } = worker.state;
      if (!worker.isActive || !wants(pod)) continue;
      const own = (pod.spec.terminationGracePeriodSeconds ?? 30) * 1000;
      worker.disrupt('Terminated', SHUTDOWN_MESSAGE, Math.min(own, grace));
    }
  }

  private troubles({ isReady }: NodeNetwork): readonly Trouble[] {
    const short = this.eviction?.troubles ?? [];
    if (this.stopping !== undefined) return [...short, this.stopping];
    return isReady ? short : [...short, NO_NETWORK];
  }

  /** Waits until the Node has a range of addresses; without one it is not ready. */
  private joinNetwork(env: Env, network: NodeNetwork, delay: Duration): void {
    if (network.isReady) return;
    const mode = delay === NETWORK_FIRST ? 'foreground' : 'background';
    const look = () => {
      const range = this.heartbeat?.look()?.spec.podCIDR;
      if (!range) {
        this.joinNetwork(env, network, NETWORK_AGAIN);
        return;
      }
      network.use(range);
      this.heartbeat?.hurry();
    };
    env.scope.after(delay, 'pod network', look, mode);
  }

  private evictionManager(env: Env, options: KubeletOptions): EvictionManager {
    const { nodeName } = this;
    const about: ObjectReference = { kind: 'Node', name: nodeName, uid: nodeName };
    return new EvictionManager({
      env,
      node: nodeName,
      supply: options.supply,
      pods: (scarce) =>
        [...this.workers.values()]
          .filter(({ isActive, isEnding }) => isActive && !isEnding)
          .map(({ state: { pod } }) => ({ pod, usage: options.usage(pod.metadata.uid, scarce) })),
      evict: ({ metadata }, message) => {
        this.workers.get(metadata.uid)?.evict(message);
      },
      tell: (type, reason, message) => env.events.recordFor(about, type, reason, message),
      changed: () => this.heartbeat?.hurry(),
    });
  }

  private announce(env: Env, options: KubeletOptions, node: Node): void {
    const { name } = node.metadata;
    // upstream: the kubelet's Events name the Node by its name, also in place of the UID
    const about: ObjectReference = { kind: 'Node', name, uid: name };
    const say = (type: 'Normal' | 'Warning', reason: string, message: string) =>
      env.events.recordFor(about, type, reason, message);
    say('Normal', 'Starting', 'Starting kubelet.');
    if (options.rebooted) {
      const { bootID } = options.ids;
      say('Warning', 'Rebooted', `Node ${name} has been rebooted, boot id: ${bootID}`);
    }
    const reasons = ['NodeHasSufficientMemory', 'NodeHasNoDiskPressure', 'NodeHasSufficientPID'];
    for (const reason of [...reasons, 'NodeReady']) {
      say('Normal', reason, `Node ${name} status is now: ${reason}`);
    }
  }

  private watchPods(env: Env, options: KubeletOptions): void {
    const { runtime, random, outside, nodeIP, link } = options;
    const writer = new StatusWriter(env);
    const { workers } = this;
    const resizes = new Resizes({
      scope: env.scope,
      node: () => this.heartbeat?.look(),
      refusal: (pod, node) => this.refusalBeside(pod, node),
    });
    const parts: KubeletParts = {
      env,
      random,
      runtime,
      outside,
      writer,
      crashes: crashBackOff(env.features),
      pulls: new BackOff(),
      nodeIP,
      resizes,
      room: this.room,
      gone: (podUid) => {
        workers.delete(podUid);
        this.room.doubt(podUid);
        resizes.retry();
      },
    };
    link.onHeal(() => {
      if (env.scope.alive) writer.hurry();
    });
    env.scope.own(() => {
      for (const worker of workers.values()) worker.stop();
    });
    const informer = env.cache.informer(Pods, `spec.nodeName=${this.nodeName}`);
    informer.onChange(({ type, object }) => {
      if (type === 'DELETED') this.workers.get(object.metadata.uid)?.remove();
      else this.see(parts, object);
    });
    const pods = [...informer.all().values()];
    // upstream: Pods are taken in order of their creation
    pods.sort((a, b) => (a.metadata.creationTimestamp < b.metadata.creationTimestamp ? -1 : 1));
    for (const pod of pods) this.see(parts, pod);
    env.scope.after(HOUSEKEEPING, 'housekeeping', () => this.clean(runtime), 'background');
  }

  private see(parts: KubeletParts, pod: Pod): void {
    const known = this.workers.get(pod.metadata.uid);
    if (known !== undefined) {
      known.update(pod);
      return;
    }
    const refusal = this.refusal(parts, pod);
    const worker = new PodWorker(parts, pod);
    this.workers.set(pod.metadata.uid, worker);
    if (refusal === undefined) worker.begin();
    else worker.reject(refusal.reason, refusal.message);
  }

  private refusal(parts: KubeletParts, pod: Pod): Refusal | undefined {
    const { phase } = pod.status;
    const node = this.heartbeat?.look();
    const isNew = parts.runtime.sandbox(pod.metadata.uid) === undefined;
    const isOver = phase === 'Succeeded' || phase === 'Failed';
    const isDeleted = pod.metadata.deletionTimestamp !== undefined;
    if (node === undefined || !isNew || isOver || isDeleted) return undefined;
    if (this.stopping !== undefined) return NODE_SHUTDOWN;
    return this.refusalBeside(pod, node);
  }

  /** Why the node does not take the Pod, at this size, beside its others at the sizes that they were granted. */
  private refusalBeside(pod: Pod, node: Node): Refusal | undefined {
    const { uid } = pod.metadata;
    const others = { taken: this.room.beside(uid), pods: () => this.grantedBeside(uid) };
    return this.eviction?.refusal(pod) ?? refusalOf(pod, node, others);
  }

  private *grantedBeside(podUid: string): Generator<Pod> {
    for (const uid of this.workers.keys()) {
      const granted = uid === podUid ? undefined : this.granted(uid);
      if (granted !== undefined) yield granted;
    }
  }

  /** A Pod at the size that it was granted; undefined when it takes no room. */
  private granted(podUid: string): Pod | undefined {
    const worker = this.workers.get(podUid);
    return worker?.holdsRoom === true ? worker.resize.granted : undefined;
  }

  /** Ends what runs of Pods that were deleted while no kubelet was there. */
  private clean(runtime: ContainerRuntime): void {
    for (const sandbox of [...runtime.all()]) {
      if (this.workers.has(sandbox.podUid)) continue;
      for (const runs of sandbox.containers.values()) for (const run of runs) run.kill();
      runtime.remove(sandbox.podUid);
    }
  }
}
