import type { KubeObject, New } from '../../api/object';
import type { Command } from '../command';
import { CommandError, throwAll, withPrefix } from '../errors';
import { LAST_APPLIED, withLastApplied } from '../last-applied';
import { kindWord } from '../print/name';
import { report } from '../print/printer';
import { type Item, readFiles } from '../read-files';
import { current, type Session } from '../session';
import { sendRaw } from './raw';

function replaceOne(session: Session, { kind, object, manifest }: Item): void {
  const { name, namespace } = object.metadata;
  let replaced: KubeObject = object;
  if (session.dryRun !== 'client') {
    try {
      const old = session.api.get(kind, { namespace, name });
      const wanted =
        session.flags.boolean('save-config') ||
        object.metadata.annotations?.[LAST_APPLIED] !== undefined
          ? withLastApplied(object)
          : object;
      const { resourceVersion = old.metadata.resourceVersion } = wanted.metadata;
      const subresource = session.flags.text('subresource');
      replaced = session.api.update(
        kind,
        { ...wanted, metadata: { ...wanted.metadata, resourceVersion } },
        { ...session.writeOptions, ...(subresource === '' ? {} : { subresource }) },
      );
    } catch (error) {
      throw withPrefix(error, `error when replacing "${manifest?.source ?? ''}"`);
    }
  }
  report(session, kind, replaced, 'replaced');
}

/** Deletes the object, if it is there, and waits until it is gone. */
function remove(session: Session, { kind, object }: Item): void {
  const { flags } = session;
  const { name, namespace } = object.metadata;
  const old = current(session, kind, object);
  if (old === undefined) return;
  const grace = flags.number('grace-period');
  session.api.delete(
    kind,
    { namespace, name },
    { propagationPolicy: 'Background', ...(grace < 0 ? {} : { gracePeriodSeconds: grace }) },
  );
  const from = kind.namespaced ? ` from ${namespace} namespace` : '';
  session.print(`${kindWord(kind)} "${name}" deleted${from}`);
  const isGone = () => current(session, kind, object)?.metadata.uid !== old.metadata.uid;
  if (!session.wait(isGone, flags.duration('timeout')))
    throw new CommandError('timed out waiting for the condition');
}

function createAnew(session: Session, { kind, object, manifest }: Item): void {
  const wanted = session.flags.boolean('save-config') ? withLastApplied(object) : object;
  try {
    const created = session.api.create(kind, wanted as New<KubeObject>, session.writeOptions);
    report(session, kind, created, 'replaced');
  } catch (error) {
    throw withPrefix(error, `error when creating "${manifest?.source ?? ''}"`);
  }
}

/** Which flags go together. upstream: kubectl replace, Validate */
function check(session: Session): void {
  const { flags } = session;
  const force = flags.boolean('force');
  if (flags.number('grace-period') >= 0 && !force)
    throw new CommandError('--grace-period must have --force specified');
  if (flags.duration('timeout') !== 0 && !force)
    throw new CommandError('--timeout must have --force specified');
  if (force && session.dryRun !== 'none')
    throw new CommandError('--dry-run can not be used when --force is set');
  if (!flags.has('filename') && !flags.has('kustomize'))
    throw new CommandError('must specify one of -f and -k');
}

/** `kubectl replace`. */
export const replaceCommand: Command = {
  path: 'replace',
  flags: [
    'dry-run',
    'filename',
    'force',
    'grace-period',
    'output',
    'raw',
    'recursive',
    'save-config',
    'subresource',
    'template',
    'timeout',
    'kustomize',
  ],
  run(session) {
    check(session);
    if (session.flags.has('raw')) {
      sendRaw(session, 'PUT');
      return undefined;
    }
    const { items, errors } = readFiles(session);
    if (!session.flags.boolean('force')) {
      throwAll([...session.each(items, (item) => replaceOne(session, item)), ...errors]);
      return undefined;
    }
    throwAll(errors);
    throwAll(session.each(items, (item) => remove(session, item)));
    throwAll(session.each(items, (item) => createAnew(session, item)));
    return undefined;
  },
};
