import { Pods } from '../../api/core/pod';
import type { Kind } from '../../api/kind';
import type { Pod } from '../../api/schema/objects';
import { containerState } from '../../apiserver/pod-log';
import { CommandError } from '../errors';
import { current, type Session } from '../session';
import { attachTo } from './exec';
import { LogStream } from './log-stream';

function now(session: Session, pod: Pod): Pod | undefined {
  return current(session, Pods as Kind, pod) as Pod | undefined;
}

function hasEnded(pod: Pod | undefined): boolean {
  return pod === undefined || pod.status.phase === 'Succeeded' || pod.status.phase === 'Failed';
}

/** Waits until the Pod runs or has ended; what it is then. */
function begun(session: Session, pod: Pod): Pod {
  const isBegun = () => {
    const seen = now(session, pod);
    return hasEnded(seen) || seen?.status.phase === 'Running';
  };
  if (!session.wait(isBegun, session.flags.duration('pod-running-timeout')))
    throw new CommandError('timed out waiting for the condition');
  return now(session, pod) ?? pod;
}

/** Fails as the container of a Pod that ended did. */
function checkExit(pod: Pod): void {
  if (pod.status.phase !== 'Failed') return;
  const { name, namespace } = pod.metadata;
  const {
    reason = '',
    message = '',
    exitCode = 0,
  } = pod.status.containerStatuses?.[0]?.state?.terminated ?? {};
  if (exitCode === 0)
    throw new CommandError(`pod ${namespace}/${name} failed with unknown exit code`);
  const words = `pod ${namespace}/${name} terminated (${reason})`;
  throw new CommandError(message === '' ? words : `${words}\n${message}`, true, exitCode);
}

function showLog(session: Session, pod: Pod, container: string): void {
  new LogStream(session, { pod, container }, { previous: false }, undefined).show();
}

/** A container that has ended meanwhile has left its log. */
function attachOrLog(session: Session, pod: Pod, container: string): void {
  try {
    attachTo(session, pod, container);
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    session.warn(
      `warning: couldn't attach to pod/${pod.metadata.name}, falling back to streaming logs: ${error.message}`,
    );
    showLog(session, pod, container);
  }
}

/** Waits until a container of a Pod runs or has ended, and stays with it. */
export function stayWith(session: Session, pod: Pod, container: string): void {
  const stateOf = () => containerState(now(session, pod) ?? pod, container);
  session.wait(() => stateOf()?.running !== undefined || stateOf()?.terminated !== undefined, 0);
  const latest = now(session, pod) ?? pod;
  if (stateOf()?.terminated !== undefined) showLog(session, latest, container);
  else attachOrLog(session, latest, container);
}

/**
 * `run --attach`: stays with the new Pod's container until it ends; one that has ended before is read from its log.
 * upstream: kubectl run, RunRun
 */
export function runAttached(session: Session, created: Pod): void {
  const { flags } = session;
  const container = created.spec.containers[0]?.name ?? '';
  const pod = begun(session, created);
  if (hasEnded(pod)) showLog(session, pod, container);
  else attachOrLog(session, pod, container);
  const staysOpen = flags.boolean('leave-stdin-open') || pod.spec.restartPolicy === 'Always';
  if (staysOpen) return;
  session.wait(() => hasEnded(now(session, pod)), 0);
  const last = now(session, pod);
  if (last !== undefined) checkExit(last);
}

/** `run --rm`: takes the Pod away again. */
export function removeRun(session: Session, { metadata }: Pod): void {
  const { name, namespace } = metadata;
  session.api.delete(Pods as Kind, { namespace, name }, { propagationPolicy: 'Background' });
  if (!session.flags.boolean('quiet'))
    session.print(`pod "${name}" deleted from ${namespace} namespace`);
}
