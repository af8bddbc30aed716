import type { Duration } from '../sim/loop';
import { type Candidate, Elector } from './leader-election';
import type { Link } from './link';
import { Process, type ProcessOptions, type World } from './process';
import type { Program } from './program';

/** A process that gave up its lead ends; its machine's kubelet starts it again so soon. */
const RESTART: Duration = 1_000;

/** One of several processes of a component: a candidate, and when it leads, the one that works. */
class Replica {
  private readonly work: Process;
  private candidate: Process | undefined;
  private starts = 0;

  constructor(
    private readonly world: World,
    private readonly options: ProcessOptions,
    readonly host: string,
  ) {
    this.work = new Process(world, options);
  }

  get link(): Link {
    return this.work.link;
  }

  get running(): boolean {
    return this.candidate !== undefined;
  }

  get leads(): boolean {
    return this.work.running;
  }

  start(): void {
    if (this.candidate !== undefined) return;
    const { world, options, host } = this;
    const { name } = options;
    const random = world.random.stream(`${name}/${host}/start ${++this.starts}`);
    const identity = `${host}_${random.uuid()}`;
    const elect = { name, user: `system:${name}` };
    const process = new Process(world, {
      name: `${name}/${host}`,
      link: this.link,
      actors: [
        {
          ...elect,
          start: (env) => {
            const candidate: Candidate = {
              lease: name,
              identity,
              lead: () => this.work.start(),
              lost: () => this.giveUp(),
            };
            new Elector({ ...env, random }, candidate).start();
          },
        },
      ],
    });
    this.candidate = process;
    process.start();
  }

  stop(): void {
    this.candidate?.stop();
    this.candidate = undefined;
    this.work.stop();
  }

  private giveUp(): void {
    this.stop();
    this.world.loop.after(RESTART, `${this.options.name} starts again`, () => this.start());
  }
}

/**
 * A program of the control plane: one process, or several of which the one that holds the Lease works.
 * `stop()` hits the one that works.
 */
export class Component implements Program {
  readonly name: string;
  private readonly alone: Process;
  private replicas: readonly Replica[] = [];
  /** Those that have crashed, the last one last. */
  private crashed: Replica[] = [];

  constructor(
    private readonly world: World,
    private readonly options: ProcessOptions,
  ) {
    this.name = options.name;
    this.alone = new Process(world, options);
  }

  /** True while somebody works. */
  get running(): boolean {
    return this.alone.running || this.replicas.some((replica) => replica.leads);
  }

  /** True when there is more than one process: another takes over when the leader dies. */
  get isReplicated(): boolean {
    return this.replicas.length > 0;
  }

  get users(): readonly string[] {
    return this.alone.users;
  }

  /** The wires of all its processes that run. */
  get links(): readonly Link[] {
    if (!this.isReplicated) return [this.alone.link];
    return this.replicas.filter((replica) => replica.running).map((replica) => replica.link);
  }

  /** The wire of the process that works; of the first one when none does. */
  get link(): Link {
    return this.replicas.find((replica) => replica.leads)?.link ?? this.alone.link;
  }

  /** Starts what does not run: the process that crashed last, of several. */
  start(): void {
    if (!this.isReplicated) this.alone.start();
    else this.crashed.pop()?.start();
  }

  /** A crash of the process that works, with all its memory; of nobody when none does. */
  stop(): void {
    if (!this.isReplicated) {
      this.alone.stop();
      return;
    }
    const leader = this.replicas.find((replica) => replica.leads);
    if (leader === undefined) return;
    leader.stop();
    this.crashed.push(leader);
  }

  /** From now on there are so many processes, each on its own host, which elect one of them. */
  replicate(hosts: readonly string[]): void {
    this.alone.stop();
    for (const replica of this.replicas) replica.stop();
    this.crashed = [];
    this.replicas = hosts.map((host) => new Replica(this.world, this.options, host));
    for (const replica of this.replicas) replica.start();
  }
}
