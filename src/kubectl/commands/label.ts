import { labelValueErrors } from '../../api/names';
import type { KubeObject } from '../../api/object';
import { deepEqual } from '../../api/object';
import type { Command } from '../command';
import { CommandError, throwAll } from '../errors';
import { slashName } from '../print/name';
import { report } from '../print/printer';
import type { Item } from '../read-files';
import { forEach, type Session } from '../session';
import { selectForChange } from './change';
import { isChangeWord, type MetadataChange, metadataWords, versionOf } from './metadata-words';
import { recordCause } from './record-cause';

function checkChange({ names, set, remove, both }: MetadataChange, session: Session): void {
  const { flags } = session;
  for (const [key, value] of set) {
    const [problem] = [...labelValueErrors(value)];
    if (problem !== undefined)
      throw new CommandError(`invalid label value: "${key}=${value}": ${problem}`);
  }
  if (both.length > 0)
    throw new CommandError('can not both modify and remove a label in the same command');
  if (names.length === 0 && !flags.has('filename')) {
    throw new CommandError(
      'one or more resources must be specified as <resource> <name> or <resource>/<name>',
    );
  }
  if (set.size === 0 && remove.length === 0 && !flags.boolean('list')) {
    throw new CommandError('at least one label update is required');
  }
}

/** The labels after the change; a failure when it would overwrite one unasked. */
function changed(
  object: KubeObject,
  change: MetadataChange,
  overwrite: boolean,
): Readonly<Record<string, string>> {
  const old = object.metadata.labels ?? {};
  const labels = { ...old };
  for (const [key, value] of change.set) {
    const before = old[key];
    if (before !== undefined && before !== value && !overwrite) {
      throw new CommandError(`'${key}' already has a value (${before}), and --overwrite is false`);
    }
    labels[key] = value;
  }
  for (const key of change.remove) delete labels[key];
  return labels;
}

/** What kubectl says came of it. upstream: kubectl label, updateDataChangeMsg */
function verdict(
  object: KubeObject,
  labels: Readonly<Record<string, string>>,
  change: MetadataChange,
): string {
  const old = object.metadata.labels ?? {};
  // an object without any labels counts as changed, whatever is taken from it
  if (deepEqual(old, labels)) return Object.keys(old).length === 0 ? 'labeled' : 'not labeled';
  const isAdded = [...change.set].some(([key, value]) => old[key] !== value);
  return isAdded ? 'labeled' : change.remove.length > 0 ? 'unlabeled' : 'labeled';
}

function labelOne(session: Session, { kind, object }: Item, change: MetadataChange): void {
  const { flags } = session;
  if (flags.boolean('list')) {
    const entries = Object.entries(object.metadata.labels ?? {}).sort(([a], [b]) =>
      a < b ? -1 : 1,
    );
    if (!session.flags.has('output'))
      for (const [key, value] of entries) session.print(`${key}=${value}`);
    return;
  }
  const labels = changed(object, change, flags.boolean('overwrite'));
  for (const key of change.remove) {
    if (object.metadata.labels?.[key] === undefined) session.print(`label "${key}" not found.`);
  }
  const words = verdict(object, labels, change);
  const { name, namespace } = object.metadata;
  const before = session.target.server.fields.show(kind, object);
  const next = { ...before, metadata: { ...before.metadata, labels } };
  const isLocal = flags.boolean('local') || session.dryRun === 'client';
  if (isLocal) {
    report(session, kind, next, words);
    return;
  }
  const patch: Record<string, string | null> = Object.fromEntries(change.set);
  for (const key of change.remove) patch[key] = null;
  const patched = session.api.patch(
    kind,
    { namespace, name },
    { metadata: { labels: patch, ...versionOf(session) } },
    {
      ...session.writeOptions,
      type: 'merge',
    },
  );
  recordCause(session, kind, patched);
  // upstream prints what it had in hand, not what came back
  report(session, kind, next, words);
}

/** `kubectl label`. */
export const labelCommand: Command = {
  path: 'label',
  flags: [
    'all',
    'all-namespaces',
    'dry-run',
    'field-selector',
    'filename',
    'list',
    'local',
    'output',
    'overwrite',
    'recursive',
    'resource-version',
    'selector',
    'template',
    'kustomize',
  ],
  run(session) {
    const change = metadataWords(session.words, isChangeWord);
    checkChange(change, session);
    const selection = selectForChange(session, change.names);
    const failures = forEach(selection.items, (item) => {
      if (session.flags.boolean('list') && selection.items.length > 1) {
        const name = slashName(item.kind, item.object.metadata.name);
        session.print(
          `Listing labels for ${item.kind.kind}.${item.kind.version}${item.kind.group === '' ? '' : `.${item.kind.group}`}/${name.split('/')[1]}:`,
        );
      }
      labelOne(session, item, change);
    });
    throwAll([...selection.errors, ...failures]);
    return undefined;
  },
};
