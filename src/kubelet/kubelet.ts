import { Pods } from '../api/core/pod';
import type { ObjectReference, Pod } from '../api/schema/objects';
import type { Actor, Env } from '../runtime/env';
import type { Link } from '../runtime/link';
import type { Duration } from '../sim/loop';
import type { Random } from '../sim/random';
import { BackOff, crashBackOff } from './back-off';
import type { ContainerRuntime } from './container/container-runtime';
import type { Outside } from './container/process';
import { EvictionManager } from './eviction';
import { Heartbeat, type HeartbeatOptions } from './heartbeat';
import { NETWORK_NOT_READY, type NodeNetwork } from './node-network';
import { NodeRoom } from './node-room';
import { PodAdmission } from './pod-admission';
import { PodWorker } from './pod-worker';
import { WaitingRoom } from './preemption';
import { Resizes } from './resizes';
import type { Scarce, Trouble } from './shortage';
import { announceStart } from './start-events';
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
  /** Something of the node has become free. */
  readonly freed: () => void;
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
  private admission: PodAdmission | undefined;
  private waiting: WaitingRoom | undefined;

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
      announceStart(env, node, options.rebooted ? options.ids.bootID : undefined);
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

  private watchPods(env: Env, options: KubeletOptions): void {
    const { runtime, random, outside, nodeIP, link } = options;
    const writer = new StatusWriter(env);
    const { workers } = this;
    const admission = this.admissionOf(runtime);
    this.admission = admission;
    const resizes = new Resizes({
      scope: env.scope,
      node: () => this.heartbeat?.look(),
      refusal: (pod, node) => admission.refusalBeside(pod, node),
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
      freed: () => {
        resizes.retry();
        this.waiting?.look();
      },
      gone: (podUid) => {
        workers.delete(podUid);
        this.room.doubt(podUid);
        parts.freed();
      },
    };
    this.waiting = new WaitingRoom({
      preempt: ({ metadata }) => workers.get(metadata.uid)?.preempt(),
      hasEnded: ({ metadata }) => workers.get(metadata.uid)?.isActive !== true,
      take: (pod) => this.see(parts, pod),
    });
    link.onHeal(() => {
      if (env.scope.alive) writer.hurry();
    });
    env.scope.own(() => {
      for (const worker of workers.values()) worker.stop();
    });
    const informer = env.cache.informer(Pods, `spec.nodeName=${this.nodeName}`);
    informer.onChange(({ type, object }) => {
      if (type === 'DELETED') {
        this.waiting?.forget(object.metadata.uid);
        this.workers.get(object.metadata.uid)?.remove();
      } else this.see(parts, object);
    });
    const pods = [...informer.all().values()];
    // upstream: Pods are taken in order of their creation
    pods.sort((a, b) => (a.metadata.creationTimestamp < b.metadata.creationTimestamp ? -1 : 1));
    for (const pod of pods) this.see(parts, pod);
    env.scope.after(HOUSEKEEPING, 'housekeeping', () => this.clean(runtime), 'background');
  }

  private admissionOf(runtime: ContainerRuntime): PodAdmission {
    return new PodAdmission({
      node: () => this.heartbeat?.look(),
      runs: ({ metadata }) => runtime.sandbox(metadata.uid) !== undefined,
      others: (podUid) => ({
        taken: this.room.beside(podUid),
        pods: () => this.grantedBeside(podUid),
      }),
      shortageRefusal: (pod) => this.eviction?.refusal(pod),
      isShuttingDown: () => this.stopping !== undefined,
    });
  }

  private see(parts: KubeletParts, pod: Pod): void {
    const known = this.workers.get(pod.metadata.uid);
    if (known !== undefined) {
      known.update(pod);
      return;
    }
    if (this.waiting?.holds(pod) === true) return;
    const verdict = this.admission?.verdict(pod);
    if (verdict !== undefined && !('reason' in verdict)) {
      this.waiting?.await(pod, verdict);
      return;
    }
    const worker = new PodWorker(parts, pod);
    this.workers.set(pod.metadata.uid, worker);
    if (verdict === undefined) worker.begin();
    else worker.reject(verdict.reason, verdict.message);
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
