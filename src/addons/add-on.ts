import type { Pod } from '../api/schema/objects';
import type { ApiServer } from '../apiserver/server';
import type { Actor } from '../runtime/env';
import type { Loop, Time } from '../sim/loop';

/** What one container uses: CPU in thousandths, memory in bytes. */
export interface ContainerUsage {
  readonly name: string;
  readonly cpu: number;
  readonly memory: number;
  /** When it started. */
  readonly since: Time;
}

/** A row of the table below an add-on's step, by column. */
export type Row = Readonly<Record<string, string>>;

/** What a cluster offers to an add-on. */
export interface Host {
  readonly loop: Loop;
  readonly server: ApiServer;
  /** What the running containers of a Pod use now. */
  usageOf(pod: Pod): readonly ContainerUsage[];
  /** Starts a process of that name with these actors. */
  run(name: string, actors: readonly Actor[]): void;
}

/** Something that a cluster may have beside its control plane. A new add-on is one file and one line in the index. */
export interface AddOn {
  readonly name: string;
  /** Switches it on; an Error says what is wrong with the rows. */
  install(host: Host, rows: readonly Row[]): void;
}
