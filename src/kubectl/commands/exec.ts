import { Pods } from '../../api/core/pod';
import type { Kind } from '../../api/kind';
import type { Pod } from '../../api/schema/objects';
import type { Session as ClientSession, ClientStreams } from '../../kubelet/exec-session';
import type { Command } from '../command';
import { CommandError } from '../errors';
import type { Session } from '../session';
import type { RunningContainer } from '../target';
import { containerOf, podOf } from './pod-of';

type Subresource = 'exec' | 'attach';

/** The Pod's word and the command. upstream: ExecOptions.Complete */
function readWords(session: Session): {
  readonly word: string;
  readonly command: readonly string[];
} {
  const { words, dash, flags } = session;
  if (flags.has('filename')) throw new CommandError('exec -f is not simulated: name the Pod');
  const [word, ...command] = words;
  if (word === undefined || dash === 0)
    throw new CommandError('pod, type/name or --filename must be specified');
  if (command.length === 0)
    throw new CommandError('you must specify at least one command for the container');
  if (dash !== 1)
    throw session.usage(
      'exec [POD] [COMMAND] is not supported anymore. Use exec [POD] -- [COMMAND] instead',
    );
  return { word, command };
}

function mustRun(pod: Pod, verb: string): void {
  const { phase } = pod.status;
  if (phase === 'Succeeded' || phase === 'Failed')
    throw new CommandError(`cannot ${verb} a completed pod; current phase is ${phase}`);
}

/** The running container, for who may come to it. */
function reach(session: Session, pod: Pod, name: string, sub: Subresource): RunningContainer {
  const { server } = session.target;
  const ref = { name: pod.metadata.name, namespace: pod.metadata.namespace };
  server.admitRequest(session.api.user, 'create', Pods as Kind, ref, sub);
  const running = session.target.container?.(pod, name);
  if (running === undefined)
    throw new CommandError(
      `Internal error occurred: unable to upgrade connection: container not found (${JSON.stringify(`${pod.metadata.name}_${name}`)})`,
    );
  return running;
}

/** Stays with a program until it ends; returns its exit code. A command's input ends, the main program's goes on. */
function stay(
  session: Session,
  sub: Subresource,
  start: (streams: ClientStreams) => ClientSession,
): number {
  let code: number | undefined;
  const client = start({
    out: (text) => session.write(text),
    err: (text) => {
      session.stderr += text;
    },
    ended: (exit) => {
      code = exit;
    },
  });
  try {
    if (session.flags.boolean('stdin')) client.send(session.context.stdin ?? '');
    if (sub === 'exec') client.sendEnd();
    session.wait(() => code !== undefined, 0);
  } finally {
    client.stop();
  }
  return code ?? 1;
}

/** `kubectl exec`: commands that a simulated container understands. */
export const execCommand: Command = {
  path: 'exec',
  flags: ['container', 'filename', 'pod-running-timeout', 'quiet', 'stdin', 'tty'],
  run(session) {
    const { word, command } = readWords(session);
    const pod = podOf(session, word);
    mustRun(pod, 'exec into a container in');
    const container = reach(session, pod, containerOf(session, pod), 'exec');
    const isTerminal = session.flags.boolean('tty') && session.flags.boolean('stdin');
    const code = stay(session, 'exec', (streams) => container.exec(command, streams, isTerminal));
    if (code !== 0) session.warn(`command terminated with exit code ${code}`);
    return code;
  },
};

/** `kubectl attach`: what the main program writes until it ends. */
export const attachCommand: Command = {
  path: 'attach',
  flags: ['container', 'pod-running-timeout', 'quiet', 'stdin', 'tty'],
  run(session) {
    const { words, flags } = session;
    const [word] = words;
    if (word === undefined) throw new CommandError('at least 1 argument is required for attach');
    if (words.length > 1)
      throw session.usage(
        `expected POD, TYPE/NAME, or TYPE NAME, (at most 2 arguments) saw ${words.length}: [${words.join(' ')}]`,
      );
    const pod = podOf(session, word);
    mustRun(pod, 'attach a container in');
    const container = reach(session, pod, containerOf(session, pod), 'attach');
    if (!flags.boolean('quiet')) {
      session.warn(
        'All commands and output from this session will be recorded in container logs, including credentials and sensitive information passed through the command prompt.',
      );
      session.warn("If you don't see a command prompt, try pressing enter.");
    }
    return stay(session, 'attach', (streams) => container.attach(streams));
  },
};
