import { ManifestError, parseManifests } from '../../api/manifest';
import { deepEqual, type KubeObject } from '../../api/object';
import { yamlText } from '../../api/yaml-text';
import { CommandError } from '../errors';
import { jsonText } from '../print/json';
import type { Item } from '../read-files';
import type { Session } from '../session';
import { editorOf } from './editor';

const HEADER = `# Please edit the object below. Lines beginning with a '#' will be ignored,
# and an empty file will abort the edit. If an error occurs while saving this file will be
# reopened with the relevant failures.
#
`;
/** An editor that always finds something else to do would be opened for ever. */
const MOST_ROUNDS = 10;

function idOf({ group, plural }: Item['kind']): string {
  return group === '' ? plural : `${plural}.${group}`;
}

/** The text without its comments, by which two edits are told apart. */
function bare(text: string): string {
  return text
    .split('\n')
    .filter((line) => !line.trimStart().startsWith('#'))
    .join('\n')
    .trim();
}

/** Where kubectl keeps what was not saved; its name is made by chance in life, by the time here. */
export function keptFile(session: Session): string {
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
  const { uid, name: named } = edited.metadata ?? {};
  const item =
    items.find(({ object }) => uid !== undefined && object.metadata.uid === uid) ??
    (uid === undefined ? items.find(({ object }) => object.metadata.name === named) : undefined);
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

/** What is edited of objects, and what becomes of it. */
export interface Editing {
  shown(item: Item): KubeObject;
  /** False when the server finds it invalid and the editor opens again. */
  save(item: Item, edited: KubeObject): boolean;
}

/** Opens the editor until what it leaves is saved, or given up. upstream: kubectl editor, EditOptions.Run */
export function editAll(session: Session, items: readonly Item[], how: Editing): void {
  const editor = editorOf(session);
  const isJson = session.flags.text('output') === 'json';
  const shown = items.map((item) => how.shown(item));
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
    text = edited;
    const objects = bare(edited) === '' ? [] : parse(edited);
    if (objects === undefined) continue;
    if (objects.length === 0) {
      for (const { kind, object } of items.slice(0, 1))
        session.warn(`error: ${idOf(kind)} "${object.metadata.name}" is invalid`);
      continue;
    }
    const pairs = objects.map((object) => ({ object, item: original(session, items, object) }));
    const changed = pairs.filter(({ object, item }) => !deepEqual(object, how.shown(item)));
    const saved = changed.map(({ object, item }) => how.save(item, object));
    if (!saved.includes(false)) return;
  }
  throw cancel(session, 'Edit cancelled, the editor never leaves the text as it is.');
}
