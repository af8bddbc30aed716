import type { Pod } from './api/schema/objects';
import { defaultSettings, type Settings } from './api/settings';
import { admissionPlugins } from './apiserver/admission';
import type { Api } from './apiserver/api';
import { bootstrap } from './apiserver/bootstrap';
import { ApiServer } from './apiserver/server';
import { controllerActors } from './controllers';
import type { LogLine, LogOptions } from './kubelet/container-log';
import { ImageCatalog } from './kubelet/image-catalog';
import { Machine, type MachineSpec } from './kubelet/machine';
import { Process, systemUser } from './runtime/process';
import { schedulerActor } from './scheduler';
import { type Duration, Loop, type Outcome, type Time } from './sim/loop';
import { Random } from './sim/random';
import { Trace } from './sim/trace';

/** When a cluster's time begins: a Monday at midnight, UTC. */
export const CLUSTER_START: Time = Date.UTC(2026, 0, 5);

const SECOND = 1000;

export interface ClusterOptions {
  readonly seed?: number;
  /** Shuffles what is due at the same instant, by the seed. */
  readonly shuffle?: boolean;
  readonly start?: Time;
  readonly settings?: Partial<Settings>;
}

/** A whole cluster in one loop: API server, controllers, scheduler and machines. The only place that knows them all. */
export class Cluster {
  readonly loop: Loop;
  readonly trace: Trace;
  readonly random: Random;
  readonly server: ApiServer;
  readonly images: ImageCatalog;
  readonly settings: Settings;
  /** The person at the keyboard. */
  readonly admin: Api;
  readonly controllerManager: Process;
  readonly scheduler: Process;
  private readonly machinesByName = new Map<string, Machine>();
  private machineCount = 0;

  constructor(options: ClusterOptions = {}) {
    this.random = new Random(options.seed ?? 1);
    const ties = this.random.stream('ties');
    const rank = options.shuffle === true ? () => ties.below(1 << 30) : undefined;
    this.loop = new Loop(options.start ?? CLUSTER_START, rank);
    this.trace = new Trace(this.loop);
    this.settings = { ...defaultSettings, ...options.settings };
    const { loop, trace, random } = this;
    this.server = new ApiServer({ loop, trace, random, admission: admissionPlugins });
    this.images = new ImageCatalog();
    this.admin = this.server.as({ name: 'kubernetes-admin', groups: ['system:masters'] });
    bootstrap(this.server.as(systemUser('system:apiserver')));
    this.controllerManager = new Process(this, {
      name: 'kube-controller-manager',
      actors: controllerActors(this.settings),
    });
    this.scheduler = new Process(this, {
      name: 'kube-scheduler',
      actors: [schedulerActor()],
      newEvents: true,
    });
    this.controllerManager.start();
    this.scheduler.start();
  }

  /** The machines that are there, whether the API knows them or not, in order of arrival. */
  get machines(): ReadonlyMap<string, Machine> {
    return this.machinesByName;
  }

  /** Puts a machine into the cluster and starts its kubelet, which registers the node. */
  addMachine(spec: MachineSpec): Machine {
    if (this.machinesByName.has(spec.name))
      throw new Error(`there is a node "${spec.name}" already`);
    const machine = new Machine(this, spec, this.images, this.settings, ++this.machineCount);
    this.machinesByName.set(spec.name, machine);
    machine.start();
    return machine;
  }

  /** Takes the machine away for good, without a word to the API. */
  removeMachine(name: string): void {
    this.machinesByName.get(name)?.stop();
    this.machinesByName.delete(name);
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
    return this.machinesByName
      .get(pod.spec.nodeName ?? '')
      ?.logs(pod.metadata.uid, container, request);
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
        if (trace.entries.length === length && loop.now - asked < SECOND) return false;
        length = trace.entries.length;
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
