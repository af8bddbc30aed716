import { Pods } from '../../api/core/pod';
import type { Kind } from '../../api/kind';
import { isUnderstood } from '../../kubelet/command';
import type { Command } from '../command';
import { CommandError, UsageError } from '../errors';
import type { Session } from '../session';
import { containerOf, podOf } from './pod-of';

/** The Pod's word and the command. upstream: ExecOptions.Complete */
function readWords(session: Session): {
  readonly pod: string;
  readonly command: readonly string[];
} {
  const { words, dash, flags } = session;
  if (flags.has('filename')) throw new CommandError('exec -f is not simulated: name the Pod');
  const [pod, ...command] = words;
  if (pod === undefined || dash === 0)
    throw new CommandError('pod, type/name or --filename must be specified');
  if (command.length === 0)
    throw new CommandError('you must specify at least one command for the container');
  if (dash !== 1)
    throw new UsageError(
      'exec [POD] [COMMAND] is not supported anymore. Use exec [POD] -- [COMMAND] instead',
      'exec',
    );
  return { pod, command };
}

/** `kubectl exec`: commands that a simulated container understands; what it writes comes out of one pipe. */
export const execCommand: Command = {
  path: 'exec',
  flags: ['container', 'filename', 'pod-running-timeout', 'quiet', 'stdin', 'tty'],
  run(session) {
    const { pod: word, command } = readWords(session);
    const pod = podOf(session, word);
    const { name, namespace } = pod.metadata;
    const { phase } = pod.status;
    if (phase === 'Succeeded' || phase === 'Failed')
      throw new CommandError(
        `cannot exec into a container in a completed pod; current phase is ${phase}`,
      );
    const container = containerOf(session, pod);
    const { server, exec } = session.target;
    server.admitRequest(session.api.user, 'create', Pods as Kind, { name, namespace }, 'exec');
    if (exec === undefined) throw new CommandError('there are no containers here');
    if (!isUnderstood(command))
      throw new CommandError(
        `${JSON.stringify(command[0])} is no command that a simulated container understands; a shell with its built-in commands, cat, ls, env, sleep and others are`,
      );
    const outcome = session.target.exec?.(pod, container, command);
    if (outcome === undefined)
      throw new CommandError(
        `Internal error occurred: unable to upgrade connection: container not found (${JSON.stringify(container)})`,
      );
    session.write(outcome.output);
    if (outcome.code !== 0) session.warn(`command terminated with exit code ${outcome.code}`);
    return outcome.code;
  },
};
