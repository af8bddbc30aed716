import { isApiError } from '../../api/errors';
import { sortedJson } from '../../api/json-text';
import { deepEqual, isJsonObject, type JsonObject, type KubeObject } from '../../api/object';
import { yamlText } from '../../api/yaml-text';
import type { Command } from '../command';
import { editAll } from '../edit/rounds';
import { CommandError, throwAll } from '../errors';
import { LAST_APPLIED, withLastApplied } from '../last-applied';
import { report } from '../print/printer';
import { type Item, readFiles } from '../read-files';
import { NOTHING_GIVEN, select } from '../select';
import type { Session } from '../session';
import { checkOutput } from './edit';

/** What was applied last; the annotation's text when it is no object. */
function lastOf(item: Item): JsonObject | undefined {
  const text = item.object.metadata.annotations?.[LAST_APPLIED];
  const value: unknown = text === undefined ? undefined : JSON.parse(text);
  return isJsonObject(value) ? value : undefined;
}

/** Throws what is found first: of these commands each error is the last. */
function throwFirst(errors: readonly unknown[]): void {
  const first = errors.find((error) => isApiError(error)) ?? errors[0];
  if (first !== undefined) throw first;
}

const NONE_APPLIED =
  'no last-applied-configuration annotation found on resources, to create the annotation, use command `kubectl apply set-last-applied --create-annotation`';

/** `kubectl apply edit-last-applied`. */
export const editLastAppliedCommand: Command = {
  path: 'apply edit-last-applied',
  flags: ['filename', 'kustomize', 'output', 'recursive', 'template'],
  run(session) {
    checkOutput(session);
    const { items, errors } = select(session, { latest: true, listAll: true });
    throwAll(errors);
    const applied = items.filter((item) => lastOf(item) !== undefined);
    if (applied.length === 0) throw new CommandError(NONE_APPLIED);
    editAll(session, applied, {
      shown: (item) => lastOf(item) as unknown as KubeObject,
      save({ kind, object }, edited) {
        const { name, namespace } = object.metadata;
        const annotations = { [LAST_APPLIED]: `${sortedJson(edited)}\n` };
        const options = { ...session.writeOptions, type: 'merge' } as const;
        const patch = { metadata: { annotations } };
        report(
          session,
          kind,
          session.api.patch(kind, { namespace, name }, patch, options),
          'edited',
        );
        return true;
      },
    });
    return undefined;
  },
};

/** `kubectl apply view-last-applied`. */
export const viewLastAppliedCommand: Command = {
  path: 'apply view-last-applied',
  flags: ['all', 'filename', 'kustomize', 'output', 'recursive', 'selector'],
  run(session) {
    const output = session.flags.text('output');
    if (!['yaml', 'json'].includes(output))
      throw session.usage(
        `Unexpected -o output mode: ${output}, the flag 'output' must be one of yaml|json`,
      );
    const { items, errors } = select(session, { latest: true });
    throwFirst(errors);
    for (const item of items) {
      const last = lastOf(item);
      if (last === undefined) continue;
      session.write(output === 'yaml' ? yamlText(last) : `${JSON.stringify(last, null, 2)}\n`);
    }
    return undefined;
  },
};

/** The object as it is; the command fails when it has no annotation and gets none. */
function mustTakeAnnotation(session: Session, { kind, object }: Item): KubeObject {
  const { name, namespace } = object.metadata;
  const live = session.api.get(kind, { namespace, name });
  if (
    live.metadata.annotations?.[LAST_APPLIED] === undefined &&
    !session.flags.boolean('create-annotation')
  )
    throw new CommandError(
      `no last-applied-configuration annotation found on resource: ${name}, to create the annotation, run the command with --create-annotation`,
    );
  return live;
}

function setOne(session: Session, item: Item): void {
  const { kind, object } = item;
  const { name, namespace } = object.metadata;
  const live = mustTakeAnnotation(session, item);
  const old = live.metadata.annotations?.[LAST_APPLIED];
  const text = withLastApplied(object).metadata.annotations?.[LAST_APPLIED];
  if (old !== undefined && deepEqual(JSON.parse(old), JSON.parse(text ?? '{}'))) {
    session.print(`set-last-applied ${name}: no changes required.`);
    return;
  }
  if (session.dryRun === 'client') {
    report(session, kind, live, 'configured');
    return;
  }
  const patch = { metadata: { annotations: { [LAST_APPLIED]: text } } };
  const options = { ...session.writeOptions, type: 'merge' } as const;
  report(session, kind, session.api.patch(kind, { namespace, name }, patch, options), 'configured');
}

/** `kubectl apply set-last-applied`. */
export const setLastAppliedCommand: Command = {
  path: 'apply set-last-applied',
  flags: ['create-annotation', 'dry-run', 'filename', 'output', 'template'],
  run(session) {
    if (!session.flags.has('filename')) throw new CommandError(NOTHING_GIVEN);
    const { items, errors } = readFiles(session);
    // all are looked at before one is changed
    const [first] = items;
    if (errors.length > 0 && first !== undefined) mustTakeAnnotation(session, first);
    throwFirst(errors);
    for (const item of items) mustTakeAnnotation(session, item);
    for (const item of items) setOne(session, item);
    return undefined;
  },
};
