import { apiServerActors, controllerActors } from './controllers';
import { Component } from './runtime/component';
import type { Actor } from './runtime/env';
import { Process, type World } from './runtime/process';
import type { Program } from './runtime/program';
import { ConfigurationError, profilesOf, schedulerActor } from './scheduler';

/** Where it runs, until it is replicated. */
const HOST = 'control-plane-1';

/** The programs that keep a cluster as it should be: API servers, controller managers and schedulers. */
export class ControlPlane {
  readonly controllerManager: Component;
  private schedulers: Component;
  /** What the API servers do beside serving, by host. */
  private readonly servers = new Map<string, Process>();

  constructor(
    private readonly world: Required<Pick<World, 'settings'>> & World,
    eagerTokens: boolean | undefined,
  ) {
    this.controllerManager = new Component(world, {
      name: 'kube-controller-manager',
      user: 'system:kube-controller-manager',
      actors: controllerActors(world.settings, eagerTokens),
    });
    this.schedulers = this.schedulerOf(schedulerActor());
  }

  /** The kube-scheduler. */
  get scheduler(): Component {
    return this.schedulers;
  }

  /** The API servers by host. All give the same answers; while one of them runs, requests are answered. */
  get apiServers(): ReadonlyMap<string, Program> {
    return this.servers;
  }

  /** Starts one of each, the API server first. */
  start(): void {
    this.startApiServer(HOST);
    this.controllerManager.start();
    this.schedulers.start();
  }

  /**
   * Replaces the kube-scheduler by one that follows a KubeSchedulerConfiguration, before its replicas are made.
   * Throws a ConfigurationError when it cannot be followed.
   */
  configureScheduler(configuration: unknown): void {
    if (this.schedulers.isReplicated) {
      throw new ConfigurationError('the scheduler is configured before its replicas are made');
    }
    const actor = schedulerActor(profilesOf(configuration));
    this.schedulers.stop();
    this.schedulers = this.schedulerOf(actor);
    this.schedulers.start();
  }

  /** Makes it highly available: so many API servers, controller managers and schedulers, one of each of the latter leads. */
  replicate(count: number): void {
    const hosts = Array.from({ length: count }, (_, index) => `control-plane-${index + 1}`);
    for (const host of hosts) if (!this.servers.has(host)) this.startApiServer(host);
    this.controllerManager.replicate(hosts);
    this.scheduler.replicate(hosts);
  }

  private schedulerOf(actor: Actor): Component {
    return new Component(this.world, { name: 'kube-scheduler', actors: [actor], newEvents: true });
  }

  private startApiServer(host: string): void {
    const process = new Process(this.world, {
      name: `kube-apiserver/${host}`,
      actors: apiServerActors(host),
    });
    this.servers.set(host, process);
    process.start();
  }
}
