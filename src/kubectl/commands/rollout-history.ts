import type { Command } from '../command';
import { podTemplateLines } from '../describe/pod-template';
import { CommandError, throwAll } from '../errors';
import { slashName } from '../print/name';
import { formatOf, writeObject } from '../print/printer';
import { align, DESCRIBE } from '../print/tabwriter';
import type { Item } from '../read-files';
import { type Revision, revisionsOf } from '../rollout/history';
import { select } from '../select';
import { forEach, type Session } from '../session';
import { requireResources } from './rollout-pause';

function table(revisions: readonly Revision[]): string {
  if (revisions.length === 0) return 'No rollout history found.';
  const rows = revisions.map(
    ({ number, cause }) => `${number}\t${cause === '' ? '<none>' : cause}`,
  );
  return `${align(['REVISION\tCHANGE-CAUSE', ...rows].join('\n'), DESCRIBE)}\n`;
}

function show(session: Session, { kind, object }: Item): void {
  const number = session.flags.number('revision');
  const revisions = revisionsOf(session, kind, object);
  const name = slashName(kind, object.metadata.name);
  const format = formatOf(session);
  if (format.name !== '') {
    const wanted = revisions.filter((revision) => number === 0 || revision.number === number);
    if (wanted.length === 0) throw new CommandError('unable to find the specified revision');
    for (const { shown } of wanted) {
      const shownKind = session.api.kinds.of(shown.apiVersion, shown.kind) ?? kind;
      writeObject(session, format, shownKind, shown);
    }
    return;
  }
  if (number === 0) {
    session.print(`${name} `);
    session.print(table(revisions));
    return;
  }
  const revision = revisions.find((each) => each.number === number);
  if (revision === undefined) throw new CommandError('unable to find the specified revision');
  session.print(`${name} with revision #${number}`);
  session.print(`${podTemplateLines(withCause(revision)).join('\n')}\n`);
}

/** The template as it is shown: with the change's cause among its annotations. */
function withCause({ template, cause }: Revision): Revision['template'] {
  if (cause === '') return template;
  const annotations = { ...template.metadata?.annotations, 'kubernetes.io/change-cause': cause };
  return { ...template, metadata: { ...template.metadata, annotations } };
}

/** `kubectl rollout history`. */
export const rolloutHistoryCommand: Command = {
  path: 'rollout history',
  typed: true,
  flags: ['filename', 'output', 'recursive', 'revision', 'selector', 'template', 'kustomize'],
  run(session) {
    requireResources(session);
    if (session.flags.number('revision') < 0) {
      throw new CommandError(
        `revision must be a positive integer: ${session.flags.number('revision')}`,
      );
    }
    const selection = select(session, { latest: true, listAll: true });
    const failures = forEach(selection.items, (item) => show(session, item));
    throwAll([...selection.errors, ...failures]);
    return undefined;
  },
};
