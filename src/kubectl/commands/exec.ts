import { Pods } from '../../api/core/pod';
import type { Kind } from '../../api/kind';
import type { Pod } from '../../api/schema/objects';
import { admitConnection, type ConnectOptions } from '../../apiserver/body-admission';
import { containerNames, loggedContainer, mustHaveHost } from '../../apiserver/pod-log';
import { absentContainer } from '../../kubelet/container/absent-container';
import type { Session as ClientSession, ClientStreams } from '../../kubelet/container/exec-session';
import type { Command } from '../command';
import { CommandError, throwAll } from '../errors';
import { select } from '../select';
import type { Session } from '../session';
import type { RunningContainer } from '../target';
import { meantContainer, podBehind, podOf } from './pod-of';

const NO_TERMINAL = 'Unable to use a TTY - input is not a terminal or the right kind of file';

type Subresource = 'exec' | 'attach';

/** The Pod's word and the command. upstream: ExecOptions.Complete */
function readWords(session: Session): {
  /** None when a file tells. */
  readonly word: string | undefined;
  readonly command: readonly string[];
} {
  const { words, dash, flags } = session;
  const isNamed = !flags.has('filename');
  const word = isNamed ? words[0] : undefined;
  const command = isNamed ? words.slice(1) : words;
  if (isNamed && (word === undefined || dash === 0))
    throw new CommandError('pod, type/name or --filename must be specified');
  checkPatience(session);
  if (command.length === 0)
    throw new CommandError('you must specify at least one command for the container');
  if (dash === undefined)
    throw session.usage(
      'exec [POD] [COMMAND] is not supported anymore. Use exec [POD] -- [COMMAND] instead',
    );
  return { word, command };
}

/** How long a Pod may take to run; it is not waited for, as time stands still while a command begins. */
function checkPatience(session: Session): void {
  if (session.flags.duration('pod-running-timeout') <= 0)
    throw session.usage('--pod-running-timeout must be higher than zero');
}

/** The Pod that the command line names, by word or by file. */
function podMeant(session: Session, word: string | undefined): Pod {
  if (word !== undefined) return podOf(session, word);
  const { items, errors } = select(session, { words: [], latest: true });
  throwAll(errors);
  const [only, ...more] = items;
  if (only === undefined || more.length > 0)
    throw new CommandError('cannot exec into multiple objects at a time');
  return podBehind(session, only.kind, only.object);
}

function mustRun(pod: Pod, verb: string): void {
  const { phase } = pod.status;
  if (phase === 'Succeeded' || phase === 'Failed')
    throw new CommandError(`cannot ${verb} a completed pod; current phase is ${phase}`);
}

/** What a client asks for, as webhooks are told. */
function optionsOf(
  { flags }: Session,
  container: string,
  command: readonly string[] | undefined,
): ConnectOptions {
  return {
    kind: command === undefined ? 'PodAttachOptions' : 'PodExecOptions',
    apiVersion: 'v1',
    ...(flags.boolean('stdin') ? { stdin: true } : {}),
    stdout: true,
    stderr: true,
    container,
    ...(command === undefined ? {} : { command }),
  };
}

/** The running container, for who may come to it; what the server finds wrong comes before what the kubelet does. */
function reach(
  session: Session,
  pod: Pod,
  asked: string,
  command?: readonly string[],
): { readonly container: RunningContainer; readonly command: readonly string[] } {
  const { server } = session.target;
  const ref = { name: pod.metadata.name, namespace: pod.metadata.namespace };
  const { user } = session.api;
  const subresource: Subresource = command === undefined ? 'attach' : 'exec';
  const exec = { kind: Pods as Kind, subresource };
  server.admitRequest(user, 'create', exec, ref);
  const wanted = admitConnection(
    server,
    { user, ref, ...exec },
    optionsOf(session, asked, command),
  );
  const name = loggedContainer(pod, wanted.container ?? '');
  mustHaveHost(pod);
  const running = session.target.container?.(pod, name);
  if (running === undefined)
    throw new CommandError(
      `unable to upgrade connection: ${absentContainer(pod, name, command === undefined ? 'attach' : 'exec')}`,
    );
  return { container: running, command: wanted.command ?? [] };
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
    // a main program that reads once goes by what its container says
    if (sub === 'exec' || session.flags.boolean('stdin')) client.sendEnd();
    session.wait(() => code !== undefined, 0);
  } finally {
    client.stop();
  }
  return code ?? 1;
}

/** What a scenario gives to a command is no terminal. */
function warnNoTerminal(session: Session): void {
  const { flags } = session;
  if (flags.boolean('tty') && flags.boolean('stdin') && !flags.boolean('quiet'))
    session.warn(NO_TERMINAL);
}

/** Stays with a container's main program until it ends. */
export function attachTo(session: Session, pod: Pod, name: string): number {
  warnNoTerminal(session);
  if (!session.flags.boolean('quiet')) {
    session.warn(
      'All commands and output from this session will be recorded in container logs, including credentials and sensitive information passed through the command prompt.',
    );
    session.warn("If you don't see a command prompt, try pressing enter.");
  }
  const { container } = reach(session, pod, name);
  return stay(session, 'attach', (streams) => container.attach(streams));
}

/** `kubectl exec`: commands that a simulated container understands. */
export const execCommand: Command = {
  path: 'exec',
  typed: true,
  flags: ['container', 'filename', 'pod-running-timeout', 'quiet', 'stdin', 'tty'],
  run(session) {
    const { word, command } = readWords(session);
    const pod = podMeant(session, word);
    mustRun(pod, 'exec into a container in');
    const name = session.flags.text('container') || meantContainer(session, pod);
    warnNoTerminal(session);
    const reached = reach(session, pod, name, command);
    const code = stay(session, 'exec', (streams) =>
      reached.container.exec(reached.command, streams, false),
    );
    if (code !== 0) session.warn(`command terminated with exit code ${code}`);
    return code;
  },
};

/** `kubectl attach`: what the main program writes until it ends. */
export const attachCommand: Command = {
  path: 'attach',
  typed: true,
  flags: ['container', 'pod-running-timeout', 'quiet', 'stdin', 'tty'],
  run(session) {
    const { words, flags } = session;
    const [first, second] = words;
    if (first === undefined) throw new CommandError('at least 1 argument is required for attach');
    if (words.length > 2)
      throw session.usage(
        `expected POD, TYPE/NAME, or TYPE NAME, (at most 2 arguments) saw ${words.length}: [${words.join(' ')}]`,
      );
    checkPatience(session);
    const pod = podOf(session, second === undefined ? first : `${first}/${second}`);
    mustRun(pod, 'attach a container in');
    const name = flags.text('container') || meantContainer(session, pod);
    if (!containerNames(pod).includes(name))
      throw new CommandError(
        `cannot attach to the container: container ${name} not found in pod ${pod.metadata.name}`,
      );
    return attachTo(session, pod, name);
  },
};
