import type { KubeObject } from '../../api/object';
import type { Command } from '../command';
import { CommandError, throwAll, withPrefix } from '../errors';
import { report } from '../print/printer';
import { type Item, readFiles } from '../select';
import type { Session } from '../session';
import { LAST_APPLIED, withLastApplied } from './apply';

function replaceOne(session: Session, { kind, object, manifest }: Item): void {
  const { name, namespace } = object.metadata;
  let replaced: KubeObject = object;
  if (session.dryRun !== 'client') {
    try {
      const old = session.api.get(kind, { namespace, name });
      const wanted =
        session.flags.boolean('save-config') ||
        old.metadata.annotations?.[LAST_APPLIED] !== undefined
          ? withLastApplied(object)
          : object;
      const subresource = session.flags.text('subresource');
      replaced = session.api.update(kind, wanted, {
        ...session.writeOptions,
        ...(subresource === '' ? {} : { subresource }),
      });
    } catch (error) {
      throw withPrefix(error, `error when replacing "${manifest?.source ?? ''}"`);
    }
  }
  report(session, kind, replaced, 'replaced');
}

/** `kubectl replace`. */
export const replaceCommand: Command = {
  path: 'replace',
  flags: [
    'dry-run',
    'filename',
    'output',
    'recursive',
    'save-config',
    'subresource',
    'template',
    'kustomize',
  ],
  run(session) {
    const { flags } = session;
    if (!flags.has('filename') && !flags.has('kustomize'))
      throw new CommandError('must specify one of -f and -k');
    const { items, errors } = readFiles(session);
    const failures = session.each(items, (item) => replaceOne(session, item));
    throwAll([...errors, ...failures]);
    return undefined;
  },
};
