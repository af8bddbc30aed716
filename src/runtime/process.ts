import { isApiError } from '../api/errors';
import { defaultSettings, type Settings } from '../api/settings';
import type { User } from '../apiserver/api';
import type { ApiServer } from '../apiserver/server';
import { Halted, type Loop } from '../sim/loop';
import type { Random } from '../sim/random';
import { Scope } from '../sim/scope';
import type { Trace } from '../sim/trace';
import { Cache } from './cache';
import type { Actor, Chance, Env } from './env';
import { EventRecorder } from './event-recorder';
import { HostClock } from './host-clock';
import { componentUser } from './identity';
import { Link } from './link';
import type { Program } from './program';

/** How long a process that finds no API server waits before it starts again, in milliseconds. */
const START_RETRY = 1000;

const MASTERS = 'system:masters';

/** What every process of a world shares. */
export interface World {
  readonly loop: Loop;
  readonly trace: Trace;
  readonly random: Random;
  readonly server: ApiServer;
  /** Those of a real cluster when left out. */
  readonly settings?: Settings;
  readonly chance?: Chance | undefined;
}

export interface ProcessOptions {
  /** `kube-controller-manager`, `kubelet/node-1`. */
  readonly name: string;
  readonly actors: readonly Actor[];
  /** The user who lists and watches for all of them; that of the first when left out. */
  readonly user?: string;
  /** The host, as Events show it; none for the control plane's processes. */
  readonly host?: string;
  /** Events in the newer form, as the scheduler writes them. */
  readonly newEvents?: boolean;
  /** A wire that it shares with another process of the same program; its own when there is none. */
  readonly link?: Link;
}

/** Some actors with one cache and one wire to the API server, which live and die together. */
export class Process implements Program {
  readonly name: string;
  readonly link: Link;
  /** The clock of its host. */
  readonly clock = new HostClock();
  readonly isReplicated = false;
  private scope: Scope | undefined;

  constructor(
    private readonly world: World,
    private readonly options: ProcessOptions,
  ) {
    this.name = options.name;
    this.link = options.link ?? new Link();
  }

  get running(): boolean {
    return this.scope !== undefined;
  }

  get links(): readonly Link[] {
    return [this.link];
  }

  /** Who lists and watches what the actors share. */
  private get user(): User {
    const { user, actors } = this.options;
    const [first] = actors;
    if (user !== undefined || first === undefined) return componentUser(user ?? this.name);
    return userOf(first);
  }

  get users(): readonly string[] {
    return this.options.actors.map(nameOf);
  }

  /**
   * Starts all actors with empty caches; does nothing while it runs. When the API server does not answer,
   * the process waits for it, and starts as soon as it can.
   */
  start(): void {
    if (this.scope === undefined) this.attempt();
  }

  private attempt(): void {
    const { world, options } = this;
    const scope = new Scope(world.loop);
    this.scope = scope;
    const cache = new Cache(scope, world.server.as(this.user), this.link);
    try {
      for (const actor of options.actors) actor.start(this.env(actor, scope, cache));
    } catch (error) {
      if (error instanceof Halted) return;
      if (!isApiError(error)) throw error;
      // what has begun knows too little: all begin anew
      scope.stop();
      const waiting = new Scope(world.loop);
      this.scope = waiting;
      waiting.after(START_RETRY, options.name, () => this.attempt());
    }
  }

  /** A crash: every timer and every piece of memory of its actors is gone. */
  stop(): void {
    this.scope?.stop();
    this.scope = undefined;
  }

  private env(actor: Actor, scope: Scope, cache: Cache): Env {
    const { loop, trace, random, server, settings = defaultSettings, chance } = this.world;
    const api = server.as(userOf(actor));
    const { host, newEvents } = this.options;
    const source = {
      component: actor.reportsAs ?? actor.name,
      ...(host === undefined ? {} : { host }),
    };
    return {
      name: actor.name,
      loop,
      scope,
      api,
      cache,
      settings,
      features: server.features,
      chance,
      random: random.stream(`${this.name}/${actor.name}`),
      clock: this.clock,
      events: new EventRecorder(scope, api, {
        source,
        newForm: newEvents === true,
        clock: this.clock,
      }),
      // the dead say nothing
      note: (type, data) => (scope.alive ? trace.append(actor.name, type, data) : 0),
      as: (name) => this.env({ ...actor, user: nameOf(actor), name }, scope, cache),
    };
  }
}

function nameOf(actor: Actor): string {
  return actor.user ?? `system:serviceaccount:kube-system:${actor.name}`;
}

function userOf(actor: Actor): User {
  const user = componentUser(nameOf(actor));
  return actor.isMaster === true ? { ...user, groups: [...user.groups, MASTERS] } : user;
}
