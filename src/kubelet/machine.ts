import type { Settings } from '../api/settings';
import type { HostClock } from '../runtime/host-clock';
import type { Link } from '../runtime/link';
import { Process, type World } from '../runtime/process';
import type { Program } from '../runtime/program';
import type { Duration } from '../sim/loop';
import type { Random } from '../sim/random';
import { Scope } from '../sim/scope';
import type { ClusterFirewall } from './cluster-firewall';
import type { Answer } from './container/application';
import type { Container } from './container/container';
import type { LogLine, LogOptions } from './container/container-log';
import type { ProbeKind } from './container/container-options';
import { ContainerRuntime } from './container/container-runtime';
import type { HttpReply, HttpRequest, PodNetwork } from './container/pod-http';
import { isCritical } from './critical';
import type { ImageCatalog } from './image/image-catalog';
import { Kubelet } from './kubelet';
import { cutOff } from './network-gate';
import { NodeNetwork } from './node-network';
import { type MachineIds, type MachineSpec, machineAddresses } from './node-object';
import { ClusterOutside, type Disks } from './outside';
import { SandboxNetwork } from './sandbox-network';
import type { Scarce } from './shortage';
import { Stock } from './stock';

export type { MachineSpec } from './node-object';
export type { Scarce } from './shortage';

/** upstream: shutdownGracePeriodCriticalPods as distributions set it */
const CRITICAL_GRACE: Duration = 10_000;

/** What all machines of a cluster get from elsewhere. */
export interface Supplies {
  readonly images: ImageCatalog;
  readonly disks: Disks;
  readonly network: PodNetwork;
  readonly firewall: ClusterFirewall;
}

/**
 * A physical node: its power, its network, its container runtime and its kubelet. Containers live as long as
 * the power does, whatever becomes of the kubelet and the network.
 */
export class Machine {
  readonly name: string;
  readonly nodeIP: string;
  readonly runtime: ContainerRuntime;
  private readonly process: Process;
  private readonly pods: SandboxNetwork;
  private readonly kubelet: Kubelet;
  private readonly random: Random;
  private ids: MachineIds;
  private readonly stock: Stock;
  /** What is still to come of a shutdown. */
  private ending: Scope | undefined;
  private powered = false;
  private rebooted = false;
  private reconnect: (() => void) | undefined;

  constructor(
    private readonly world: World,
    readonly spec: MachineSpec,
    { images, disks, network, firewall }: Supplies,
    settings: Settings,
    index: number,
  ) {
    this.name = spec.name;
    this.random = world.random.stream(`machine/${spec.name}`);
    const { nodeIP } = machineAddresses(index);
    this.nodeIP = nodeIP;
    const podNetwork = new NodeNetwork();
    this.runtime = new ContainerRuntime(world.loop, this.random, images, podNetwork);
    this.pods = new SandboxNetwork(this.runtime, nodeIP);
    this.stock = new Stock(spec, () => this.memoryOfPods());
    const machineID = this.random.uuid().replace(/-/g, '');
    this.ids = { machineID, systemUUID: this.random.uuid(), bootID: this.random.uuid() };
    const outside = new ClusterOutside(world.server, disks, network, firewall);
    this.kubelet = new Kubelet(spec.name, () => ({
      spec,
      index,
      ids: this.ids,
      settings,
      runtime: this.runtime,
      random: this.random,
      outside,
      podNetwork,
      nodeIP,
      link: this.process.link,
      supply: (scarce) => this.stock.of(scarce),
      usage: (podUid, scarce) => (scarce === 'memory' ? this.usage(podUid).memory : 0),
      rebooted: this.rebooted,
    }));
    this.process = new Process(world, {
      name: `kubelet/${spec.name}`,
      actors: [this.kubelet],
      host: spec.name,
    });
  }

  /** What the machine's clock shows. */
  get clock(): HostClock {
    return this.process.clock;
  }

  /** The wire between the kubelet and the API server's watches. */
  get link(): Link {
    return this.process.link;
  }

  /** True while the machine has power. */
  get isUp(): boolean {
    return this.powered;
  }

  /** True while the machine reaches, and is reached by, the rest of the world. */
  get isConnected(): boolean {
    return this.powered && this.reconnect === undefined;
  }

  /** Switches the machine on; its kubelet registers the node. */
  start(): void {
    this.powered = true;
    this.process.start();
  }

  /** The machine is gone for good, without a word to anybody. */
  stop(): void {
    this.ending?.stop();
    this.process.stop();
    this.runtime.lose();
    this.powered = false;
  }

  /** The power fails: kubelet and containers are gone at once. */
  crash(): void {
    this.stop();
  }

  /** The power is back: the kubelet starts, and starts the containers of its Pods again. */
  recover(): void {
    if (this.powered) return;
    this.ids = { ...this.ids, bootID: this.random.uuid() };
    this.rebooted = true;
    this.start();
  }

  /** The network fails: containers run on, nobody hears of them. */
  cut(): void {
    if (this.reconnect !== undefined) return;
    const users = [this.kubelet.user, this.process.name];
    this.reconnect = cutOff(this.world.server, users);
    this.process.link.cut();
    this.runtime.connected = false;
  }

  /** The network is whole again. */
  heal(): void {
    if (this.reconnect === undefined) return;
    this.reconnect();
    this.reconnect = undefined;
    this.runtime.connected = true;
    this.process.link.heal();
  }

  /** The kubelet alone: containers run on without it, and it finds them when it starts again. */
  get program(): Program {
    const { process } = this;
    return {
      name: process.name,
      running: process.running,
      isReplicated: false,
      links: process.links,
      users: process.users,
      start: () => {
        if (this.powered) process.start();
      },
      stop: () => process.stop(),
    };
  }

  /** The present run of a container, of which the name may be left out when the Pod has one only. */
  container(podUid: string, name?: string): Container | undefined {
    if (name !== undefined) return this.runtime.last(podUid, name);
    const containers = this.runtime.sandbox(podUid)?.containers.values() ?? [];
    for (const runs of containers) {
      const last = runs.at(-1);
      if (last?.running === true) return last;
    }
    return undefined;
  }

  /** Ends a container at once; false when it does not run. */
  killContainer(podUid: string, name?: string, code = 137, reason = 'Error'): boolean {
    const container = this.container(podUid, name);
    if (container?.running !== true) return false;
    container.kill({ code, reason });
    return true;
  }

  /** The kernel kills a container for its use of memory. */
  oom(podUid: string, name?: string): boolean {
    return this.killContainer(podUid, name, 137, 'OOMKilled');
  }

  /** Makes a Pod's containers stop (or resume) answering a kind of probe, until they are restarted. */
  answerProbe(podUid: string, kind: ProbeKind, answers: boolean, name?: string): void {
    const containers = this.runtime.sandbox(podUid)?.containers ?? new Map<string, Container[]>();
    for (const [container, runs] of containers) {
      if (name === undefined || name === container)
        runs.at(-1)?.application.answerProbe(kind, answers);
    }
  }

  /** Something beside the Pods takes nearly all that is left of it: half of what the kubelet wants to keep. */
  runShortOf(scarce: Scarce): void {
    this.stock.runShortOf(scarce);
    this.kubelet.checkShortage();
  }

  /** What was taken beside the Pods is free again. */
  hasEnoughOf(scarce: Scarce): void {
    this.stock.hasEnoughOf(scarce);
    this.kubelet.checkShortage();
  }

  /** Ends the Pods of a machine that is about to be switched off, the critical ones last. upstream: graceful node shutdown */
  shutDown(grace: Duration): void {
    const last = Math.min(CRITICAL_GRACE, grace / 3);
    const { loop } = this.world;
    this.kubelet.shutDown((pod) => !isCritical(pod), grace - last);
    this.ending = new Scope(loop);
    this.ending.after(grace - last, 'node shutdown', () => this.kubelet.shutDown(isCritical, last));
    this.ending.after(grace, 'node shutdown', () => this.crash());
  }

  /** The kubelet ends a Pod for good, as when the node runs short of something. */
  evict(podUid: string, reason: string, message: string, grace: Duration = 0): boolean {
    const worker = this.kubelet.worker(podUid);
    worker?.fail(reason, message, grace);
    return worker !== undefined;
  }

  /** What a client gets that connects to a Pod's address; undefined when no Pod here has it. */
  connect(address: string, port: number, podUid: string | undefined): Answer | undefined {
    const sandbox = this.pods.find(address, podUid);
    if (sandbox === undefined) return undefined;
    return this.isConnected ? this.pods.connect(sandbox, port) : 'timed out';
  }

  /** What the Pod with the address answers; undefined when there is none here, or it does not listen. */
  request(address: string, request: HttpRequest): HttpReply | undefined {
    return this.isConnected ? this.pods.request(address, request) : undefined;
  }

  /** What a container wrote; undefined when there is no such run. */
  logs(
    podUid: string,
    name: string,
    options: LogOptions & { readonly previous?: boolean } = {},
  ): readonly LogLine[] | undefined {
    const run =
      options.previous === true
        ? this.runtime.previous(podUid, name)
        : this.runtime.last(podUid, name);
    return run?.log.read(options);
  }

  /** The present run of a container, for a client of its streams; undefined when it does not run or is out of reach. */
  running(podUid: string, name: string): Container | undefined {
    const run = this.isConnected ? this.runtime.last(podUid, name) : undefined;
    return run?.running === true ? run : undefined;
  }

  /** What all containers of the machine use, in bytes. */
  private memoryOfPods(): number {
    let bytes = 0;
    for (const { podUid } of this.runtime.all()) bytes += this.usage(podUid).memory;
    return bytes;
  }

  /** What a Pod's containers use now: thousandths of a CPU, and bytes. */
  usage(podUid: string): { readonly cpu: number; readonly memory: number } {
    let cpu = 0;
    let memory = 0;
    for (const runs of this.runtime.sandbox(podUid)?.containers.values() ?? []) {
      const run = runs.at(-1);
      if (run?.running !== true) continue;
      cpu += run.options.behaviour.cpu;
      memory += run.options.behaviour.memory;
    }
    return { cpu, memory };
  }
}
