import { isApiError } from '../../api/errors';
import { sortedJson } from '../../api/jsonpath';
import { ManifestError, parseManifests } from '../../api/manifest';
import { deepEqual, type JsonObject, type KubeObject } from '../../api/object';
import { threeWayPatch } from '../../api/patch/three-way';
import type { Command } from '../command';
import { type Editor, editorOf } from '../edit/editor';
import { CommandError, messageOf, throwAll } from '../errors';
import { jsonText } from '../print/json';
import { slashName } from '../print/name';
import { report, shownObject } from '../print/printer';
import { yamlText } from '../print/yaml';
import { recorded } from '../record';
import { type Item, select } from '../select';
import type { Session } from '../session';
import { withLastApplied } from './apply';

const HEADER = `# Please edit the object below. Lines beginning with a '#' will be ignored,
# and an empty file will abort the edit. If an error occurs while saving this file will be
# reopened with the relevant failures.
#
`;
/** An editor that always finds something else to do would be opened for ever. */
const MOST_ROUNDS = 10;

/** The text without its comments, by which two edits are told apart. */
function bare(text: string): string {
  return text
    .split('\n')
    .filter((line) => !line.trimStart().startsWith('#'))
    .join('\n')
    .trim();
}

/** Where kubectl keeps what was not saved; its name is made by chance in life, by the time here. */
function keptFile(session: Session): string {
  const ending = session.flags.text('output') === 'json' ? 'json' : 'yaml';
  return `/tmp/kubectl-edit-${session.now % 2 ** 32}.${ending}`;
}

function cancel(session: Session, message: string): CommandError {
  session.warn(`A copy of your changes has been stored to "${keptFile(session)}"`);
  return new CommandError(message);
}

/** The objects that were edited, in the order of the file; undefined when it is no manifest. */
function parse(text: string): readonly KubeObject[] | undefined {
  try {
    return parseManifests(text, 'edited').map(({ object }) => object as unknown as KubeObject);
  } catch (error) {
    if (error instanceof ManifestError) return undefined;
    throw error;
  }
}

/** The object that an edited one was; the command fails when it was another's name that changed. */
function original(session: Session, items: readonly Item[], edited: KubeObject): Item {
  const item = items.find(({ object }) => object.metadata.uid === edited.metadata?.uid);
  if (item === undefined) throw cancel(session, 'no original object found for the edited one');
  const { apiVersion, kind, metadata } = item.object;
  if (
    edited.apiVersion !== apiVersion ||
    edited.kind !== kind ||
    edited.metadata.name !== metadata.name
  )
    throw cancel(session, 'At least one of apiVersion, kind and name was changed');
  return item;
}

/** Saves one object; false when the server finds it invalid and the editor opens again. */
function save(session: Session, item: Item, edited: KubeObject): boolean {
  const { kind, object: old } = item;
  const { name, namespace } = old.metadata;
  const wanted = session.flags.boolean('save-config') ? withLastApplied(edited) : edited;
  const patch = threeWayPatch(
    shownObject(session, old) as unknown as JsonObject,
    recorded(session, wanted) as unknown as JsonObject,
    shownObject(session, old) as unknown as JsonObject,
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

/** Opens the editor until what it leaves is saved, or given up. upstream: kubectl editor, EditOptions.Run */
function editAll(session: Session, items: readonly Item[], editor: Editor): void {
  const isJson = session.flags.text('output') === 'json';
  const shown = items.map(({ object }) => shownObject(session, object));
  const whole =
    shown.length === 1 ? shown[0] : { apiVersion: 'v1', items: shown, kind: 'List', metadata: {} };
  const first = isJson ? jsonText(whole) : HEADER + yamlText(whole);
  let text = first;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const edited = editor(text);
    if (round > 0 && bare(edited) === bare(text))
      throw cancel(session, 'Edit cancelled, no valid changes were saved.');
    if (round === 0 && bare(edited) === bare(first)) {
      session.warn('Edit cancelled, no changes made.');
      return;
    }
    if (bare(edited) === '') {
      session.warn('Edit cancelled, saved file was empty.');
      return;
    }
    text = edited;
    const objects = parse(edited);
    if (objects === undefined) continue;
    const pairs = objects.map((object) => ({ object, item: original(session, items, object) }));
    const changed = pairs.filter(({ object, item }) => !deepEqual(object, item.object));
    const saved = changed.map(({ object, item }) => save(session, item, object));
    if (!saved.includes(false)) return;
  }
  throw cancel(session, 'Edit cancelled, the editor never leaves the text as it is.');
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
    const selection = select(session, { latest: true });
    throwAll(selection.errors);
    const { items } = selection;
    if (items.length > 0) editAll(session, items, editorOf(session));
    else throw new CommandError('edit cancelled, no objects found');
    return undefined;
  },
};
