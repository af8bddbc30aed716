import type { DeleteOptions, PropagationPolicy } from '../../apiserver/api';
import type { Command } from '../command';
import { CommandError, throwAll, withPrefix } from '../errors';
import { dryRunSuffix, kindWord, slashName } from '../print/name';
import type { Item } from '../read-files';
import { isMissing, select } from '../select';
import { current, type Session } from '../session';
import { sendRaw } from './raw';

const IMMEDIATE =
  'Warning: Immediate deletion does not wait for confirmation that the running resource has been terminated. The resource may continue to run on the cluster indefinitely.';

const NOT_SCOPED =
  'Warning: deleting cluster-scoped resources, not scoped to the provided namespace';

const POLICIES: Readonly<Record<string, PropagationPolicy>> = {
  background: 'Background',
  foreground: 'Foreground',
  orphan: 'Orphan',
};

/** What becomes of dependents, by --cascade. */
export function policyOf(session: Session): PropagationPolicy {
  const text = session.flags.text('cascade');
  const policy = POLICIES[text];
  if (policy !== undefined) return policy;
  if (text === 'true' || text === 'false') {
    session.warn(
      `warning: --cascade=${text} is deprecated (boolean value) and can be replaced with --cascade=${text === 'true' ? 'background' : 'orphan'}.`,
    );
    return text === 'true' ? 'Background' : 'Orphan';
  }
  throw new CommandError(
    `invalid cascade value (${text}). Must be "background", "foreground", or "orphan"`,
  );
}

/** The seconds of grace that the flags say; undefined leaves them to the object. */
function graceOf(session: Session): number | undefined {
  const { flags } = session;
  let grace = flags.number('grace-period');
  if (flags.boolean('now')) {
    if (grace !== -1)
      throw new CommandError('--now and --grace-period cannot be specified together');
    grace = 1;
  }
  const force = flags.boolean('force');
  if (grace > 0 && force)
    throw new CommandError(
      '--force and --grace-period greater than 0 cannot be specified together',
    );
  if (force) return 0;
  // a grace of 0 without force lets the kubelet confirm: the command then waits with 1 second
  if (grace === 0) return 1;
  return grace < 0 ? undefined : grace;
}

interface Deleted {
  readonly item: Item;
  readonly uid: string;
}

function deleteOne(session: Session, item: Item, options: DeleteOptions): Deleted {
  const { kind, object, manifest } = item;
  const { name, namespace } = object.metadata;
  let uid = object.metadata.uid ?? '';
  if (session.dryRun !== 'client') {
    try {
      uid = session.api.delete(kind, { namespace, name }, options).metadata.uid ?? uid;
    } catch (error) {
      throw manifest === undefined
        ? error
        : withPrefix(error, `error when deleting "${manifest.source}"`);
    }
  }
  if (session.flags.text('output') === 'name') session.print(slashName(kind, name));
  else {
    const force = session.flags.boolean('force') ? 'force ' : '';
    const from = kind.namespaced ? ` from ${namespace} namespace` : '';
    session.print(
      `${kindWord(kind)} "${name}" ${force}deleted${from}${dryRunSuffix(session.dryRun)}`,
    );
  }
  return { item, uid };
}

/** Waits until all are gone, or replaced by namesakes. */
function waitUntilGone(session: Session, deleted: readonly Deleted[]): void {
  const timeout = session.flags.duration('timeout');
  for (const { item, uid } of deleted) {
    const { kind, object } = item;
    const gone = () => {
      const now = current(session, kind, object);
      return now === undefined || now.metadata.uid !== uid;
    };
    if (
      !session.wait(gone, timeout === 0 ? 0 : Math.max(1, session.started + timeout - session.now))
    ) {
      throw new CommandError(
        `timed out waiting for the condition on ${kind.group === '' ? kind.plural : `${kind.plural}.${kind.group}`}/${object.metadata.name}`,
      );
    }
  }
}

/** `kubectl delete`. */
export const deleteCommand: Command = {
  path: 'delete',
  flags: [
    'all',
    'all-namespaces',
    'cascade',
    'dry-run',
    'field-selector',
    'filename',
    'force',
    'grace-period',
    'ignore-not-found',
    'now',
    'output',
    'raw',
    'recursive',
    'selector',
    'timeout',
    'wait',
    'kustomize',
  ],
  run(session) {
    const { flags } = session;
    if (flags.has('raw')) {
      sendRaw(session, 'DELETE');
      return undefined;
    }
    const output = flags.text('output');
    if (output !== '' && output !== 'name') {
      throw new CommandError(`unexpected -o output mode: ${output}. We only support '-o name'`);
    }
    const gracePeriodSeconds = graceOf(session);
    const options: DeleteOptions = {
      propagationPolicy: policyOf(session),
      ...(gracePeriodSeconds === undefined ? {} : { gracePeriodSeconds }),
      dryRun: session.dryRun === 'server',
    };
    const selection = select(session, { unread: true, allSelects: true });
    if (flags.boolean('force') && session.dryRun === 'none') session.warn(IMMEDIATE);
    const tolerant = flags.boolean('ignore-not-found');
    const deleted: Deleted[] = [];
    if (session.namespaceGiven && selection.items.some(({ kind }) => !kind.namespaced))
      session.warn(NOT_SCOPED);
    const failures = session.each(selection.items, (item) => {
      deleted.push(deleteOne(session, item, options));
    });
    const errors = [...failures, ...selection.errors].filter(
      (error) => !tolerant || !isMissing(error),
    );
    if (selection.items.length === 0 && errors.length === 0 && !tolerant)
      session.print('No resources found');
    const waits = flags.boolean('wait') && session.dryRun === 'none' && !flags.boolean('force');
    if (waits) waitUntilGone(session, deleted);
    throwAll(errors);
    return undefined;
  },
};
