import { Leases } from '../api/coordination/lease';
import { Nodes } from '../api/core/node';
import { Pods } from '../api/core/pod';
import { isApiError } from '../api/errors';
import type { Lease, NodeStatus, Pod } from '../api/schema/objects';
import { microTimestamp } from '../api/timestamp';
import type { Env } from '../runtime/env';
import { Process, type World } from '../runtime/process';
import type { Timer } from '../sim/loop';
import { HostLocalAddresses } from './node-network';
import {
  healthyConditions,
  type MachineSpec,
  machineAddresses,
  machineLabels,
} from './node-object';
import { type ScriptedBehaviour, type ScriptedState, scriptedStatus } from './scripted-pod';

export type { ScriptedBehaviour } from './scripted-pod';

/** What the kubelets of a recording were told, for all Pods and by the first container's image. */
export interface KubeletScript {
  readonly defaults?: ScriptedBehaviour;
  readonly images?: Readonly<Record<string, ScriptedBehaviour>>;
}

const ANNOTATION = 'sim.kubelet/behaviour';
const LEASE_PERIOD = 2500;
const STATUS_PERIOD = 10_000;
/** From the first exit to the restart, and from ErrImagePull to ImagePullBackOff, in seconds. */
const FIRST_RESTART = 0.2;
const PULL_BACKOFF = 1;
const BACKOFF_MAX = 300;
const LEASE_NAMESPACE = 'kube-node-lease';

interface Handled {
  pod: Pod;
  readonly state: ScriptedState;
  readonly behaviour: ScriptedBehaviour;
  timer: Timer | undefined;
  ending: boolean;
  over: boolean;
}

/** A node whose kubelet does what a script says, as the kubelets of the recordings did: no Events, no containers. */
export class ScriptedMachine {
  readonly user: string;
  private readonly process: Process;
  private readonly handled = new Map<string, Handled>();
  private readonly addresses: HostLocalAddresses;
  private readonly nodeIP: string;
  private env: Env | undefined;
  private lease: Lease | undefined;

  constructor(
    world: World,
    readonly spec: MachineSpec,
    private readonly script: KubeletScript,
    index: number,
  ) {
    this.user = `system:node:${spec.name}`;
    const { nodeIP, podRange } = machineAddresses(index);
    this.nodeIP = nodeIP;
    this.addresses = new HostLocalAddresses(podRange);
    this.process = new Process(world, {
      name: `kubelet/${spec.name}`,
      actors: [{ name: 'kubelet', user: this.user, start: (env) => this.begin(env) }],
      host: spec.name,
    });
  }

  get name(): string {
    return this.spec.name;
  }

  /** Registers the node and begins to handle its Pods. */
  start(): void {
    this.process.start();
  }

  /** No more Lease, status, or handling of Pods. */
  crash(): void {
    this.process.stop();
    this.env = undefined;
  }

  /** Lease and status at once, every Pod's status anew, and the removal of what is to go. */
  revive(): void {
    this.process.start();
  }

  /** Gone for good. */
  stop(): void {
    this.crash();
  }

  /** The Pods' containers exit now. */
  exit(keys: readonly string[], code: number): void {
    for (const handled of this.named(keys)) this.exited(handled, code);
  }

  /** The Pods become ready, or unready, now. */
  setReady(keys: readonly string[], ready: boolean): void {
    for (const handled of this.named(keys)) {
      handled.state.ready = ready;
      this.write(handled);
    }
  }

  /** The kubelet ends the Pods: phase Failed, conditions and containers cleared. */
  fail(keys: readonly string[], reason: string, message: string): void {
    for (const handled of this.named(keys)) {
      handled.over = true;
      handled.timer?.cancel();
      const { pod, state } = handled;
      const { qosClass, startTime } = pod.status;
      this.put(handled, {
        phase: 'Failed',
        message,
        reason,
        hostIP: this.nodeIP,
        ...(state.ip === '' ? {} : { podIP: state.ip, podIPs: [{ ip: state.ip }] }),
        ...(startTime === undefined ? {} : { startTime }),
        ...(qosClass === undefined ? {} : { qosClass }),
      });
    }
  }

  private begin(env: Env): void {
    this.env = env;
    this.register(env);
    env.scope.every(LEASE_PERIOD, 'lease', () => this.guarded(() => this.renew(env)));
    env.scope.every(STATUS_PERIOD, 'node status', () => this.guarded(() => this.post(env)));
    const informer = env.cache.informer(Pods, `spec.nodeName=${this.name}`);
    informer.onChange(({ type, object }) => {
      if (type === 'DELETED') this.forget(object);
      else this.see(object);
    });
    for (const uid of [...this.handled.keys()]) {
      const handled = this.handled.get(uid);
      if (handled === undefined) continue;
      const { namespace, name } = handled.pod.metadata;
      const present = informer.find(namespace, name);
      if (present?.metadata.uid === uid) this.resume(handled, present);
      else this.forget(handled.pod);
    }
    for (const pod of [...informer.all().values()]) this.see(pod);
  }

  private register(env: Env): void {
    const { spec } = this;
    const status = this.nodeStatus(env, undefined);
    if (env.api.find(Nodes, { name: this.name }) === undefined) {
      const taints = spec.taints ?? [];
      env.api.create(Nodes, {
        metadata: { name: this.name, labels: machineLabels(spec) },
        spec: taints.length === 0 ? {} : { taints },
        status,
      });
    }
    this.post(env);
    this.renew(env);
  }

  private renew(env: Env): void {
    const renewTime = microTimestamp(env.loop.now);
    const ref = { namespace: LEASE_NAMESPACE, name: this.name };
    const found = this.lease ?? env.api.find(Leases, ref);
    const spec = { holderIdentity: this.name, leaseDurationSeconds: 40, renewTime };
    this.lease =
      found === undefined
        ? env.api.create(Leases, { metadata: ref, spec })
        : env.api.update(Leases, { ...found, spec: { ...found.spec, renewTime } });
  }

  private post(env: Env): void {
    const node = env.api.find(Nodes, { name: this.name });
    if (node === undefined) return;
    env.api.updateStatus(Nodes, { ...node, status: this.nodeStatus(env, node.status) });
  }

  private nodeStatus(env: Env, old: NodeStatus | undefined): NodeStatus {
    const { cpu, memory, pods } = this.spec;
    const capacity = { cpu, 'ephemeral-storage': '100Gi', memory, pods: String(pods) };
    return {
      ...old,
      capacity,
      allocatable: capacity,
      conditions: healthyConditions(old?.conditions ?? [], env.clock.shown(env.loop.now)),
      addresses: [
        { type: 'InternalIP', address: this.nodeIP },
        { type: 'Hostname', address: this.name },
      ],
      daemonEndpoints: { kubeletEndpoint: { Port: 0 } },
      nodeInfo: {
        machineID: '',
        systemUUID: '',
        bootID: '',
        kernelVersion: '0-sim',
        osImage: 'sim',
        containerRuntimeVersion: 'sim://1',
        kubeletVersion: 'v1.20.2',
        kubeProxyVersion: '',
        operatingSystem: 'linux',
        architecture: 'amd64',
      },
    };
  }

  private see(pod: Pod): void {
    const { uid, deletionTimestamp } = pod.metadata;
    let handled = this.handled.get(uid);
    if (handled === undefined) {
      handled = this.take(pod);
      this.handled.set(uid, handled);
      if (deletionTimestamp === undefined && !handled.over) {
        this.write(handled);
        this.plan(handled, handled.behaviour.start ?? 1, () => this.started(handled as Handled));
      }
    }
    handled.pod = pod;
    if (deletionTimestamp !== undefined) this.end(handled);
  }

  private take(pod: Pod): Handled {
    const now = this.env?.loop.now ?? 0;
    const annotation = pod.metadata.annotations?.[ANNOTATION];
    const own = annotation === undefined ? {} : (JSON.parse(annotation) as ScriptedBehaviour);
    const byImage = this.script.images?.[pod.spec.containers[0]?.image ?? ''];
    const over = pod.status.phase === 'Succeeded' || pod.status.phase === 'Failed';
    return {
      pod,
      behaviour: { ...this.script.defaults, ...byImage, ...own },
      state: {
        step: 'creating',
        ready: false,
        ip: '',
        bound: now,
        started: now,
        finished: now,
        code: 0,
        restarts: 0,
        last: undefined,
        delay: 0,
      },
      timer: undefined,
      ending: false,
      over,
    };
  }

  /** After a crash: what was due is counted anew from now. */
  private resume(handled: Handled, pod: Pod): void {
    handled.pod = pod;
    handled.ending = false;
    if (handled.over) return;
    if (pod.metadata.deletionTimestamp !== undefined) {
      this.end(handled);
      return;
    }
    this.write(handled);
    const { state, behaviour } = handled;
    if (state.step === 'creating') {
      this.plan(handled, behaviour.start ?? 1, () => this.started(handled));
    } else if (state.step === 'running') this.afterStart(handled);
    else if (state.step === 'exited' || state.step === 'crashLoop') {
      this.plan(handled, state.delay, () => this.run(handled));
    }
  }

  private started(handled: Handled): void {
    const { state, behaviour } = handled;
    if (behaviour.pullError !== true) {
      const ip = this.addresses.take();
      state.ip = typeof ip === 'string' ? ip : '';
      this.run(handled);
      return;
    }
    state.step = 'pullError';
    this.write(handled);
    this.plan(handled, PULL_BACKOFF, () => {
      state.step = 'pullBackOff';
      this.write(handled);
    });
  }

  private run(handled: Handled): void {
    const { state, behaviour } = handled;
    if (state.step !== 'creating') {
      state.last = { code: state.code, started: state.started, finished: state.finished };
      state.restarts++;
    }
    state.step = 'running';
    state.started = this.env?.loop.now ?? 0;
    state.ready = behaviour.ready === 0;
    this.write(handled);
    this.afterStart(handled);
  }

  private afterStart(handled: Handled): void {
    const { state, behaviour } = handled;
    const { ready = 0.5, exit } = behaviour;
    const exits = () => {
      if (exit === undefined) return;
      const past = ((this.env?.loop.now ?? 0) - state.started) / 1000;
      this.plan(handled, Math.max(exit.after - past, 0), () => this.exited(handled, exit.code));
    };
    if (ready === null || state.ready || (exit !== undefined && ready > exit.after)) {
      exits();
      return;
    }
    this.plan(handled, ready, () => {
      state.ready = true;
      this.write(handled);
      exits();
    });
  }

  private exited(handled: Handled, code: number): void {
    const { state, behaviour, pod } = handled;
    if (state.step !== 'running' || handled.ending) return;
    state.code = code;
    state.finished = this.env?.loop.now ?? 0;
    state.ready = false;
    const policy = pod.spec.restartPolicy ?? 'Always';
    if (policy === 'Never' || (policy === 'OnFailure' && code === 0)) {
      state.step = 'done';
      handled.over = true;
      handled.timer?.cancel();
      this.write(handled);
      return;
    }
    state.step = state.restarts === 0 ? 'exited' : 'crashLoop';
    const base = behaviour.backoff ?? 10;
    state.delay =
      state.restarts === 0
        ? FIRST_RESTART
        : Math.min(base * 2 ** (state.restarts - 1), BACKOFF_MAX);
    this.write(handled);
    this.plan(handled, state.delay, () => this.run(handled));
  }

  private end(handled: Handled): void {
    if (handled.ending) return;
    handled.ending = true;
    this.plan(handled, handled.behaviour.terminate ?? 0.5, () => {
      const { namespace, name, uid } = handled.pod.metadata;
      this.guarded(() =>
        this.env?.api.delete(
          Pods,
          { namespace, name },
          { gracePeriodSeconds: 0, preconditions: { uid } },
        ),
      );
    });
  }

  private forget(pod: Pod): void {
    const handled = this.handled.get(pod.metadata.uid);
    if (handled === undefined) return;
    handled.timer?.cancel();
    if (handled.state.ip !== '') this.addresses.release(handled.state.ip);
    this.handled.delete(pod.metadata.uid);
  }

  private plan(handled: Handled, seconds: number, act: () => void): void {
    handled.timer?.cancel();
    handled.timer = this.env?.scope.after(seconds * 1000, 'scripted Pod', act);
  }

  private write(handled: Handled): void {
    const { env, nodeIP } = this;
    if (env === undefined) return;
    this.put(handled, scriptedStatus(this.fresh(handled), handled.state, nodeIP, env.loop.now));
  }

  private put(handled: Handled, status: Pod['status']): void {
    this.guarded(() => {
      const pod = this.fresh(handled);
      if (pod.metadata.deletionTimestamp !== undefined) return;
      handled.pod = this.env?.api.updateStatus(Pods, { ...pod, status }) ?? pod;
    });
  }

  private fresh({ pod }: Handled): Pod {
    const { namespace, name, uid } = pod.metadata;
    const found = this.env?.api.find(Pods, { namespace, name });
    return found?.metadata.uid === uid ? found : pod;
  }

  private *named(keys: readonly string[]): Iterable<Handled> {
    for (const handled of this.handled.values()) {
      const { namespace = '', name } = handled.pod.metadata;
      if (keys.includes(`${namespace}/${name}`)) yield handled;
    }
  }

  /** The API may be out of reach, or the object gone; a scripted kubelet does not mind. */
  private guarded(act: () => void): void {
    try {
      act();
    } catch (error) {
      if (!isApiError(error)) throw error;
      this.lease = undefined;
    }
  }
}
