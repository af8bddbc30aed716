import { noneCalled } from '../api/edit-distance';
import type { Cluster } from '../cluster';
import { TAKEOVER_MAX } from '../runtime/leader-election';
import type { Program } from '../runtime/program';
import { type Duration, Halted } from '../sim/loop';
import { type Fault, injectFault, noticeOfSilence } from './fault';

/** Which program dies, and how long after that it is started again; when it is left out, only an undo does that. */
export interface Crash {
  readonly process: string;
  readonly back?: Duration;
}

/** The program of that name; an error that names all, when there is none. */
export function programOf({ programs }: Cluster, name: string): Program {
  const found = programs.find((program) => program.name === name);
  if (found !== undefined) return found;
  throw new Error(
    noneCalled(
      'process',
      name,
      programs.map((program) => program.name),
    ),
  );
}

/**
 * The process of a program that works (the leader, when there are several) dies with all its memory; undone, it starts
 * anew.
 */
export const processCrash: Fault<Crash> = {
  name: 'process-crash',
  inject(cluster, options) {
    const program = programOf(cluster, options.process);
    const { loop } = cluster;
    const noticed = noticeOf(cluster, program);
    const undo = injectFault(cluster, processCrash.name, options, {
      act: () => program.stop(),
      undo: () => program.start(),
      ...(noticed === undefined ? {} : { noticed }),
    });
    const { back } = options;
    if (back !== undefined) loop.after(back, `${program.name} starts again`, undo);
    return undo;
  },
};

/** How long others take to notice that it is gone; undefined when nobody ever does. */
function noticeOf(cluster: Cluster, program: Program): Duration | undefined {
  if (program.isReplicated) return TAKEOVER_MAX;
  return program.name.startsWith('kubelet/') ? noticeOfSilence(cluster) : undefined;
}

/** How a program's last write is counted: 1 is the next one. Events and signs of life do not count. */
export interface CrashAtWrite extends Crash {
  readonly write: number;
}

/**
 * A program dies right after one of its next writes, and does nothing of what it wanted to do then. Undone, it starts
 * anew, or goes on if it has not come to that write.
 */
export const processCrashAtWrite: Fault<CrashAtWrite> = {
  name: 'process-crash-at-write',
  inject(cluster, { write, ...options }) {
    const { loop, trace, server } = cluster;
    const program = programOf(cluster, options.process);
    const users = new Set(program.users);
    let undo: (() => void) | undefined;
    let left = write;
    const disarm = trace.subscribe(({ type, actor, data }) => {
      if (type !== 'write' || !users.has(actor) || isEvent(data) || --left > 0) return;
      disarm();
      undo = processCrash.inject(cluster, options);
      const call = loop.calls;
      const gate = ({ user }: { readonly user: { readonly name: string } }): void => {
        if (loop.calls === call && users.has(user.name)) throw new Halted();
      };
      server.gates.push(gate);
      loop.after(0, 'the dead are silent', () => {
        server.gates.splice(server.gates.indexOf(gate), 1);
      });
    });
    return () => {
      disarm();
      undo?.();
    };
  },
};

function isEvent(data: unknown): boolean {
  return (data as { readonly kind: string }).kind === 'Event';
}
