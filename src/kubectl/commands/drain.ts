import { Pods } from '../../api/core/pod';
import { isApiError } from '../../api/errors';
import type { Node, Pod } from '../../api/schema/objects';
import { parseSelector } from '../../api/selector';
import type { Command } from '../command';
import { Evictor, graceOptions } from '../drain/evictor';
import { errorsOf, judge, type PodVerdict, warningsOf } from '../drain/filters';
import { CommandError, messageOf, SeveralErrors } from '../errors';
import { dryRunSuffix } from '../print/name';
import { current, forEach, type Session } from '../session';
import { cordonNode, selectNodes } from './cordon';

function podsOn(session: Session, node: string): readonly PodVerdict[] {
  const selector = session.flags.text('pod-selector');
  const { items } = session.api.list(Pods, {
    fields: `spec.nodeName=${node}`,
    ...(selector === '' ? {} : { labels: parseSelector(selector) }),
  });
  return items.map((pod) => judge(session, pod));
}

/** With --disable-eviction: deletes, budgets or not, and waits until all are gone. */
function deleteAll(session: Session, pods: readonly Pod[]): readonly unknown[] {
  const errors = forEach(pods, (pod) => {
    const { namespace, name } = pod.metadata;
    try {
      session.api.delete(
        Pods,
        { namespace, name },
        { ...graceOptions(session), dryRun: session.dryRun === 'server' },
      );
    } catch (error) {
      if (!isApiError(error, 'NotFound')) throw error;
    }
  });
  if (errors.length > 0 || session.dryRun === 'server') return errors;
  const isGone = (pod: Pod) => current(session, Pods, pod)?.metadata.uid !== pod.metadata.uid;
  const done = session.wait(() => pods.every(isGone), session.flags.duration('timeout'));
  for (const pod of pods.filter(isGone)) session.print(`pod/${pod.metadata.name} deleted`);
  return done
    ? []
    : [new CommandError(`drain did not complete within ${session.flags.text('timeout')}`)];
}

function removePods(session: Session, node: string): readonly unknown[] {
  const verdicts = podsOn(session, node);
  const forbidden = errorsOf(verdicts);
  if (forbidden.length > 0) return forbidden.map((text) => new CommandError(text));
  const warnings = warningsOf(verdicts);
  if (warnings !== '') session.warn(`Warning: ${warnings}`);
  const pods = verdicts.filter(({ remove }) => remove).map(({ pod }) => pod);
  if (session.dryRun === 'client') {
    for (const { metadata } of pods)
      session.print(`evicting pod ${metadata.namespace}/${metadata.name} (dry run)`);
    return [];
  }
  const errors = session.flags.boolean('disable-eviction')
    ? deleteAll(session, pods)
    : new Evictor(session, session.flags.duration('timeout')).run(pods);
  if (errors.length > 0) warnPending(session, node, errors);
  return errors;
}

function warnPending(session: Session, node: string, errors: readonly unknown[]): void {
  const pending = podsOn(session, node).filter(({ remove }) => remove);
  if (pending.length === 0) return;
  session.warn(
    `There are pending pods in node "${node}" when an error occurred: ${listed(errors)}`,
  );
  for (const { pod } of pending) session.warn(`pod/${pod.metadata.name}`);
}

function listed(errors: readonly unknown[]): string {
  return errors.length === 1 ? messageOf(errors[0]) : `[${errors.map(messageOf).join(', ')}]`;
}

function drainNode(session: Session, node: Node): readonly unknown[] {
  const { name } = node.metadata;
  const errors = removePods(session, name);
  if (errors.length === 0) {
    session.print(`node/${name} drained${dryRunSuffix(session.dryRun)}`);
    return [];
  }
  session.warn(
    `error: unable to drain node "${name}" due to error: ${listed(errors)}, continuing command...`,
  );
  return errors;
}

/** `kubectl drain`. */
export const drainCommand: Command = {
  path: 'drain',
  flags: [
    'delete-emptydir-data',
    'disable-eviction',
    'dry-run',
    'force',
    'grace-period',
    'ignore-daemonsets',
    'pod-selector',
    'selector',
    'skip-wait-for-delete-timeout',
    'timeout',
  ],
  run(session) {
    const nodes = selectNodes(session, 'drain');
    for (const node of nodes) cordonNode(session, node, true);
    const pending = new Set(nodes.map(({ metadata }) => metadata.name));
    const errors: unknown[] = [];
    for (const node of nodes) {
      const failures = drainNode(session, node);
      errors.push(...failures);
      if (failures.length === 0) pending.delete(node.metadata.name);
    }
    if (errors.length === 0) return undefined;
    session.warn('There are pending nodes to be drained:');
    for (const name of [...pending].sort()) session.warn(` ${name}`);
    throw new SeveralErrors(errors);
  },
};
