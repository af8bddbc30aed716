import { addOnNamed } from './addons';
import type { Cloud, ContainerUsage, Row } from './addons/add-on';
import { Gauges } from './addons/gauges';
import { checkTable } from './addons/table';
import { Nodes } from './api/core/node';
import { type FeatureGates, withGates } from './api/features/feature-gates';
import type { Pod } from './api/schema/objects';
import { defaultSettings, type Settings } from './api/settings';
import { MASTER } from './apiserver/administrator';
import { admissionPlugins } from './apiserver/admission';
import type { Api } from './apiserver/api';
import { bootstrap } from './apiserver/bootstrap';
import { ApiServer } from './apiserver/server';
import { type OwnWebhook, replyOf } from './apiserver/webhook/own-webhook';
import { ControlPlane } from './control-plane';
import { ClusterDns } from './kubelet/cluster-dns';
import { ClusterFirewall } from './kubelet/cluster-firewall';
import type { Container } from './kubelet/container/container';
import type { LogLine, LogOptions } from './kubelet/container/container-log';
import type { PodNetwork } from './kubelet/container/pod-http';
import { ImageCatalog } from './kubelet/image/image-catalog';
import { Load } from './kubelet/image/load';
import { usageOf } from './kubelet/image/usage';
import type { Machine, MachineSpec } from './kubelet/machine';
import { Machines } from './kubelet/machines';
import { templateNode } from './kubelet/node-object';
import { ClusterOutside, Disks } from './kubelet/outside';
import { ServiceProxy } from './network/proxy';
import type { Backend } from './network/service-rules';
import type { Traffic } from './network/traffic';
import { TrafficByService } from './network/traffic-by-service';
import type { Actor, Chance } from './runtime/env';
import { componentUser } from './runtime/identity';
import type { Link } from './runtime/link';
import { Process } from './runtime/process';
import { type Program, startAnew } from './runtime/program';
import { placements } from './scheduler/placement';
import { type Duration, Loop, type Outcome, type Time } from './sim/loop';
import { Random } from './sim/random';
import { Trace } from './sim/trace';

/** When a cluster's time begins: a Monday at midnight, UTC. */
export const CLUSTER_START: Time = Date.UTC(2026, 0, 5);

const SECOND = 1000;
const PROXY = 'kube-proxy';
/** The API server asks webhooks from outside the Pods' network. */
const CONTROL_PLANE = { namespace: 'default', address: () => '' };

export interface ClusterOptions {
  readonly seed?: number;
  /** Shuffles what is due at the same instant, by the seed. */
  readonly shuffle?: boolean;
  readonly start?: Time;
  readonly settings?: Partial<Settings>;
  /** What is switched on; the defaults of v1.34 when left out. */
  readonly features?: FeatureGates;
  /** Takes chance's place among equally good nodes, and among Pods that may as well be given up. */
  readonly chance?: Chance;
  /** Gives each ServiceAccount a token Secret unasked, as clusters did before v1.24. */
  readonly eagerTokens?: boolean;
  /** So many entries of the trace are kept; all when left out. */
  readonly keepTrace?: number;
}

/** A whole cluster in one loop: API server, controllers, scheduler and machines. The only place that knows them all. */
export class Cluster {
  readonly loop: Loop;
  readonly trace: Trace;
  readonly random: Random;
  readonly server: ApiServer;
  readonly images: ImageCatalog;
  /** What is on the persistent volumes. */
  readonly disks = new Disks();
  /** Webhooks that are functions here, by the host of the URL at which configurations look for them. */
  readonly webhooks = new Map<string, OwnWebhook>();
  readonly settings: Settings;
  readonly chance: Chance | undefined;
  /** What the names of Services and Pods stand for. */
  readonly dns: ClusterDns;
  /** What Pods have to do beside what their images tell. */
  readonly load = new Load();
  /** What a monitoring system has measured beside CPU and memory. */
  readonly gauges = new Gauges();
  /** The person at the keyboard. */
  readonly admin: Api;
  readonly controlPlane: ControlPlane;
  private readonly fleet: Machines;
  private readonly proxy = new ServiceProxy();
  /** What runs beside the control plane and the kubelets, by name. */
  private readonly others = new Map<string, Process>();
  private readonly traffic: TrafficByService;

  constructor(options: ClusterOptions = {}) {
    this.random = new Random(options.seed ?? 1);
    const ties = this.random.stream('ties');
    const rank = options.shuffle === true ? () => ties.below(1 << 30) : undefined;
    this.loop = new Loop(options.start ?? CLUSTER_START, rank);
    this.trace = new Trace(this.loop, options.keepTrace);
    this.settings = { ...defaultSettings, ...options.settings };
    this.chance = options.chance;
    const { loop, trace, random } = this;
    const { features } = options;
    this.server = new ApiServer({ loop, trace, random, admission: admissionPlugins, features });
    this.dns = new ClusterDns(this.server);
    this.images = new ImageCatalog();
    const firewall = new ClusterFirewall(this.server.store);
    const supplies = { images: this.images, disks: this.disks, firewall };
    this.fleet = new Machines(this, supplies, this.settings);
    const { fleet } = this;
    const clients = {
      nodes: () => fleet.reachable,
      connect: (to: Backend) => fleet.connect(to),
      barrier: ({ address, port }: Backend) => firewall.barrier({ from: '', to: address, port }),
    };
    this.traffic = new TrafficByService({ loop, trace, random, proxy: this.proxy, clients });
    this.admin = this.server.as(MASTER);
    bootstrap(this.server, componentUser('system:apiserver'), 'kubeadm');
    const outside = new ClusterOutside(this.server, this.disks, this.network, firewall);
    this.server.transport = (host, call) => {
      const own = this.webhooks.get(host);
      if (own !== undefined) return replyOf(own, call);
      return outside.request(host, { ...call, method: 'POST' }, CONTROL_PLANE);
    };
    this.controlPlane = new ControlPlane(this, options.eagerTokens);
    this.controlPlane.start();
  }

  /**
   * Switches features on or off: the programs end and start again with other flags. Throws a FeatureGateError when
   * gates cannot be set so.
   */
  setFeatureGates(changes: Readonly<Record<string, boolean>>): void {
    this.server.features = withGates(this.server.features, changes);
    startAnew([...this.controlPlane.apiServers.values(), ...this.programs]);
  }

  /** The machines that are there, whether the API knows them or not, in order of arrival. */
  get machines(): ReadonlyMap<string, Machine> {
    return this.fleet.byName;
  }

  /** Puts a machine into the cluster and starts its kubelet, which registers the node. */
  addMachine(spec: MachineSpec): Machine {
    return this.fleet.add(spec);
  }

  /** Takes the machine away for good, without a word to the API. */
  removeMachine(name: string): void {
    this.fleet.remove(name);
  }

  /** The cloud takes a machine away, and the Node object with it. */
  retireMachine(name: string): void {
    this.removeMachine(name);
    if (this.admin.find(Nodes, { name }) !== undefined) this.admin.delete(Nodes, { name });
  }

  /** Switches an add-on on; an Error when there is none of that name, or its rows are wrong. */
  install(name: string, rows: readonly Row[] = []): void {
    const addOn = addOnNamed(name);
    checkTable(addOn, rows);
    const { loop, server, gauges } = this;
    addOn.install(
      {
        loop,
        server,
        gauges,
        usageOf: (pod) => this.usageOf(pod),
        logOf: (pod, container) => this.fleet.logOf(pod, container),
        cloud: this.cloud,
        placements,
        run: (process, actors) => {
          this.start(process, actors);
        },
      },
      rows,
    );
  }

  /**
   * Starts somebody's own program beside the control plane; what names no user is run by those who made the cluster, as on a
   * developer's machine.
   */
  run(name: string, actors: readonly Actor[]): Program {
    return this.start(
      name,
      actors.map((actor) => (actor.user === undefined ? { ...actor, isMaster: true } : actor)),
    );
  }

  private start(name: string, actors: readonly Actor[]): Program {
    const process = new Process(this, { name, actors });
    this.others.set(name, process);
    process.start();
    return process;
  }

  /** Every program that can fail: the control plane's, those beside it, and the kubelets as `kubelet/node-1`. */
  get programs(): readonly Program[] {
    return [
      this.controlPlane.controllerManager,
      this.controlPlane.scheduler,
      ...this.others.values(),
      ...[...this.machines.values()].map(({ program }) => program),
    ];
  }

  /** The owner of the machines, as add-ons know it. */
  private get cloud(): Cloud {
    return {
      launch: (name, template) => {
        this.addMachine({ name, ...template });
      },
      terminate: (name) => this.retireMachine(name),
      nodeOf: (name, template) => templateNode({ name, ...template }, this.now),
    };
  }

  private usageOf(pod: Pod): readonly ContainerUsage[] {
    if (this.fleet.of(pod)?.isConnected !== true) return [];
    return usageOf(pod, this.images, this.load, this.now);
  }

  /** The stream of requests to a Service, by its key; nothing is sent until it has a rate. */
  trafficTo(service: string): Traffic {
    if (!this.others.has(PROXY)) this.start(PROXY, [this.proxy]);
    return this.traffic.to(service);
  }

  /** True while connections still meet what was so a moment ago. */
  get rulesAreBehind(): boolean {
    return this.others.get(PROXY)?.running === true && this.proxy.isBehind;
  }

  /** The wires of all processes that reach the API server now. */
  get links(): readonly Link[] {
    return this.programs.flatMap(({ links }) => links).filter((link) => link.connected);
  }

  /** What Pods answer to each other. */
  get network(): PodNetwork {
    return this.fleet.network;
  }

  /** A running container, for clients of its streams; undefined when it does not run or its node is out of reach. */
  container(pod: Pod, name: string): Container | undefined {
    return this.fleet.container(pod, name);
  }

  /** True when a node's machine is up and connected. */
  isReachable(node: string): boolean {
    return this.fleet.isReachable(node);
  }

  /** What a Pod's containers use now: thousandths of a CPU, and bytes. */
  usage(pod: Pod): ReturnType<Machine['usage']> {
    return this.fleet.of(pod)?.usage(pod.metadata.uid) ?? { cpu: 0, memory: 0 };
  }

  /** The present moment. */
  get now(): Time {
    return this.loop.now;
  }

  /** Lets time pass until the goal holds; true when it came about in time. */
  waitUntil(goal: () => boolean, timeout: Duration): boolean {
    return this.runUntil(goal, timeout) === 'reached';
  }

  /** What a container of a Pod wrote; undefined when its node has no such log. */
  logs(
    pod: Pod,
    container: string,
    request: LogOptions & { readonly previous: boolean },
  ): readonly LogLine[] | undefined {
    return this.fleet.logs(pod, container, request);
  }

  /** Lets `duration` pass. */
  pass(duration: Duration): void {
    this.loop.runTo(this.loop.now + duration);
  }

  /** Runs until nothing is left to do but heartbeats, at most `limit`; true when that came about. */
  settle(limit: Duration): boolean {
    return this.loop.runUntil(() => false, this.loop.now + limit) === 'quiescent';
  }

  /**
   * Runs until the goal holds, at most `limit`. The goal is asked whenever something has happened, and once a
   * second. When it did not come about, `quiescent` says that nothing was left to do but heartbeats.
   */
  runUntil(goal: () => boolean, limit: Duration): Outcome {
    const { loop, trace } = this;
    let length = -1;
    let asked = loop.now;
    const outcome = loop.runUntil(
      () => {
        if (trace.length === length && loop.now - asked < SECOND) return false;
        length = trace.length;
        asked = loop.now;
        return goal();
      },
      loop.now + limit,
      false,
    );
    if (outcome === 'reached' || goal()) return 'reached';
    return loop.quiet ? 'quiescent' : 'deadline';
  }
}
