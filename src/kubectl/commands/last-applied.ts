import { deepEqual, isJsonObject, type JsonObject } from '../../api/object';
import type { Command } from '../command';
import { CommandError, throwAll } from '../errors';
import { report } from '../print/printer';
import { yamlText } from '../print/yaml';
import { type Item, NOTHING_GIVEN, readFiles, select } from '../select';
import type { Session } from '../session';
import { LAST_APPLIED, withLastApplied } from './apply';

/** What was applied last; the annotation's text when it is no object. */
function lastOf(item: Item): JsonObject | undefined {
  const text = item.object.metadata.annotations?.[LAST_APPLIED];
  const value: unknown = text === undefined ? undefined : JSON.parse(text);
  return isJsonObject(value) ? value : undefined;
}

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
    for (const item of items) {
      const last = lastOf(item);
      if (last === undefined) continue;
      session.write(output === 'yaml' ? yamlText(last) : `${JSON.stringify(last, null, 2)}\n`);
    }
    throwAll(errors);
    return undefined;
  },
};

function setOne(session: Session, { kind, object }: Item): void {
  const { name, namespace } = object.metadata;
  const live = session.api.get(kind, { namespace, name });
  const old = live.metadata.annotations?.[LAST_APPLIED];
  if (old === undefined && !session.flags.boolean('create-annotation'))
    throw new CommandError(
      `no last-applied-configuration annotation found on resource: ${name}, to create the annotation, run the command with --create-annotation`,
    );
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
    const failures = session.each(items, (item) => setOne(session, item));
    throwAll([...errors, ...failures]);
    return undefined;
  },
};
