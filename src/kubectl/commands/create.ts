import type { KubeObject, New } from '../../api/object';
import { isOrder } from '../../apiserver/unstored';
import type { Command } from '../command';
import { editAll } from '../edit/rounds';
import { CommandError, throwAll, withPrefix } from '../errors';
import { withLastApplied } from '../last-applied';
import { dryRunSuffix } from '../print/name';
import { formatOf, report, writeTyped } from '../print/printer';
import { type Item, readFiles, selected } from '../read-files';
import { recorded } from '../record';
import type { Session } from '../session';
import { sendRaw } from './raw';

function createOne(session: Session, { kind, object, manifest }: Item): void {
  const wanted = recorded(
    session,
    session.flags.boolean('save-config') ? withLastApplied(object) : object,
  );
  let created = wanted;
  if (session.dryRun !== 'client') {
    try {
      created = session.api.create(kind, wanted as New<KubeObject>, session.writeOptions);
    } catch (error) {
      throw withPrefix(error, `error when creating "${manifest?.source ?? ''}"`);
    }
  }
  if (session.dryRun !== 'client' && isOrder(kind)) reportDone(session);
  else report(session, kind, created, 'created');
}

/** What an order comes back as. */
const DONE = { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Success', code: 201 };

/** An order leaves nothing to be named: its answer is a Status, which has no name. */
function reportDone(session: Session): void {
  const format = formatOf(session);
  const name = 'status/<unknown>';
  if (format.name === '') session.print(`${name} created${dryRunSuffix(session.dryRun)}`);
  else writeTyped(session, format, DONE, name);
}

/** `create --edit`: what the editor leaves as it is, is not created. */
function createEdited(session: Session, item: Item): void {
  editAll(session, [item], {
    shown: ({ object }) => object,
    save(_, edited) {
      createOne(session, { ...item, object: edited });
      return true;
    },
  });
}

/** `kubectl create -f`. */
export const createCommand: Command = {
  path: 'create',
  flags: [
    'dry-run',
    'edit',
    'filename',
    'output',
    'raw',
    'recursive',
    'save-config',
    'template',
    'kustomize',
    'selector',
  ],
  run(session) {
    const { flags, words } = session;
    if (words.length > 0) throw session.usage(`Unexpected args: [${words.join(' ')}]`);
    if (!flags.has('filename') && !flags.has('kustomize'))
      throw new CommandError('must specify one of -f and -k');
    if (flags.has('raw')) {
      sendRaw(session, 'POST');
      return undefined;
    }
    const read = readFiles(session);
    const { errors } = read;
    const items = selected(session, read.items);
    if (items.length === 0 && errors.length === 0)
      throw new CommandError('no objects passed to create');
    const edits = flags.boolean('edit');
    const failures = session.each(items, (item) =>
      edits ? createEdited(session, item) : createOne(session, item),
    );
    throwAll([...failures, ...errors]);
    return undefined;
  },
};
