import type { KubeObject } from '../../api/object';
import type { Command } from '../command';
import { CommandError, throwAll } from '../errors';
import { report } from '../print/printer';
import type { Item } from '../read-files';
import { forEach, type Session } from '../session';
import { selectForChange } from './change';
import { isChangeWord, type MetadataChange, metadataWords, versionOf } from './metadata-words';
import { recordCause } from './record-cause';

function overwritten(object: KubeObject, change: MetadataChange): string[] {
  const old = object.metadata.annotations ?? {};
  return [...change.set].flatMap(([key, value]) =>
    old[key] !== undefined && old[key] !== value
      ? [`'${key}' already has a value (${old[key]})`]
      : [],
  );
}

function annotateOne(session: Session, { kind, object }: Item, change: MetadataChange): void {
  const { flags } = session;
  if (flags.boolean('list')) {
    const entries = Object.entries(object.metadata.annotations ?? {}).sort(([a], [b]) =>
      a < b ? -1 : 1,
    );
    for (const [key, value] of entries) session.print(`${key}=${value}`);
    return;
  }
  const conflicts = flags.boolean('overwrite') ? [] : overwritten(object, change);
  if (conflicts.length > 0) {
    throw new CommandError(
      `--overwrite is false but found the following declared annotation(s): ${conflicts.join('; ')}`,
    );
  }
  const annotations: Record<string, string> = {
    ...object.metadata.annotations,
    ...Object.fromEntries(change.set),
  };
  for (const key of change.remove) delete annotations[key];
  const next = { ...object, metadata: { ...object.metadata, annotations } };
  if (flags.boolean('local') || session.dryRun === 'client') {
    report(session, kind, next, 'annotated');
    return;
  }
  const patch: Record<string, string | null> = Object.fromEntries(change.set);
  for (const key of change.remove) patch[key] = null;
  const { name, namespace } = object.metadata;
  const patched = session.api.patch(
    kind,
    { namespace, name },
    { metadata: { annotations: patch, ...versionOf(session) } },
    {
      ...session.writeOptions,
      type: 'merge',
    },
  );
  recordCause(session, kind, patched);
  report(session, kind, patched, 'annotated');
}

/** `kubectl annotate`. */
export const annotateCommand: Command = {
  path: 'annotate',
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
    const { names, set, remove, both } = change;
    if (both.length > 0) {
      throw new CommandError(
        `can not both modify and remove the following annotation(s) in the same command: ${both.join(', ')}`,
      );
    }
    if (names.length === 0 && !session.flags.has('filename')) {
      throw new CommandError(
        'one or more resources must be specified as <resource> <name> or <resource>/<name>',
      );
    }
    if (set.size === 0 && remove.length === 0 && !session.flags.boolean('list')) {
      throw new CommandError('at least one annotation update is required');
    }
    const selection = selectForChange(session, names);
    const failures = forEach(selection.items, (item) => annotateOne(session, item, change));
    throwAll([...selection.errors, ...failures]);
    return undefined;
  },
};
