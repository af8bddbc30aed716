import { isApiError } from '../../api/errors';
import { sortedJson } from '../../api/json-text';
import type { JsonObject, KubeObject } from '../../api/object';
import { threeWayPatch } from '../../api/patch/three-way';
import type { Command } from '../command';
import { editAll, keptFile } from '../edit/rounds';
import { CommandError, messageOf, throwAll } from '../errors';
import { withLastApplied } from '../last-applied';
import { slashName } from '../print/name';
import { report, shownObject } from '../print/printer';
import type { Item } from '../read-files';
import { recorded } from '../record';
import { select } from '../select';
import type { Session } from '../session';

/** An editor is given YAML or JSON, and nothing else. */
export function checkOutput({ flags }: Session): void {
  const output = flags.text('output');
  if (['', 'json', 'yaml'].includes(output)) return;
  throw new CommandError(
    `unable to match a printer suitable for the output format "${output}", allowed formats are: json,yaml`,
  );
}

/** What is edited has no managedFields, in whatever format. */
const YAML = { name: 'yaml', value: '' };

/** Saves one object; false when the server finds it invalid and the editor opens again. */
function save(session: Session, item: Item, edited: KubeObject): boolean {
  const { kind, object: old } = item;
  const { name, namespace } = old.metadata;
  const wanted = session.flags.boolean('save-config') ? withLastApplied(edited) : edited;
  const patch = threeWayPatch(
    shownObject(session, kind, old, YAML) as unknown as JsonObject,
    recorded(session, wanted) as unknown as JsonObject,
    shownObject(session, kind, old, YAML) as unknown as JsonObject,
    session.patchType(kind) === 'merge' ? undefined : kind.struct,
  );
  if (Object.keys(patch).length === 0) {
    session.print(`${slashName(kind, name)} skipped`);
    return true;
  }
  if (session.flags.boolean('output-patch')) session.print(`Patch: ${sortedJson(patch)}`);
  const subresource = session.flags.text('subresource');
  try {
    const next = session.api.patch(kind, { namespace, name }, patch, {
      ...session.writeOptions,
      ...(subresource === '' ? {} : { subresource }),
      fieldManager: session.flags.text('field-manager'),
      type: session.patchType(kind),
    });
    report(session, kind, next, 'edited');
    return true;
  } catch (error) {
    if (!isApiError(error)) throw error;
    const words = `${kind.plural}${kind.group === '' ? '' : `.${kind.group}`} "${name}"`;
    if (error.reason === 'Invalid') {
      session.warn(`error: ${words} is invalid`);
      return false;
    }
    session.warn(`error: ${words} could not be patched: ${messageOf(error)}`);
    throw new CommandError(
      `You can run \`kubectl replace -f ${keptFile(session)}\` to try this update again.`,
      true,
    );
  }
}

/** `kubectl edit`: with the editor that KUBE_EDITOR names. */
export const editCommand: Command = {
  path: 'edit',
  flags: [
    'filename',
    'kustomize',
    'output',
    'output-patch',
    'recursive',
    'save-config',
    'subresource',
    'template',
  ],
  run(session) {
    checkOutput(session);
    const { items, errors } = select(session, { latest: true, listAll: true });
    throwAll(errors);
    if (items.length === 0) throw new CommandError('edit cancelled, no objects found');
    editAll(session, items, {
      shown: ({ kind, object }) => shownObject(session, kind, object, YAML),
      save: (item, edited) => save(session, item, edited),
    });
    return undefined;
  },
};
