import type { Kind } from '../../api/kind';
import type { KubeObject } from '../../api/object';
import type { Command } from '../command';
import { CommandError, throwAll } from '../errors';
import { customColumnsText } from '../print/custom-columns';
import { slashName } from '../print/name';
import { type Format, formatOf, formatted, shownObject } from '../print/printer';
import { sortObjects } from '../print/sort';
import { tableText } from '../print/table';
import { type Item, isMissing, type Selection, select } from '../select';
import type { Session } from '../session';

const MISSING_TYPE = `You must specify the type of resource to get. Use "kubectl api-resources" for a complete list of supported resources.

error: Required resource not specified.
Use "kubectl explain <resource>" for a detailed description of that resource (e.g. kubectl explain pods).
See 'kubectl get -h' for help and examples`;

function printTables(session: Session, selection: Selection, wide: boolean): boolean {
  const { flags } = session;
  const groups = new Map<Kind, KubeObject[]>();
  for (const { kind, object } of selection.items) {
    const group = groups.get(kind);
    if (group === undefined) groups.set(kind, [object]);
    else group.push(object);
  }
  let printed = false;
  for (const [kind, objects] of groups) {
    if (printed) session.print('');
    const options = {
      wide,
      headers: !flags.boolean('no-headers'),
      showKind: flags.boolean('show-kind') || selection.kinds.length > 1,
      showLabels: flags.boolean('show-labels'),
      showNamespace:
        flags.boolean('all-namespaces') && (kind.namespaced || selection.kinds.length > 1),
      labelColumns: flags.list('label-columns'),
    };
    session.write(
      tableText(kind, sortObjects(flags.text('sort-by'), objects, true), session.now, options),
    );
    printed = true;
  }
  return printed;
}

function printWhole(session: Session, format: Format, selection: Selection): void {
  const sorted = sortObjects(
    session.flags.text('sort-by'),
    selection.items.map(({ object }) => object),
  ).map((object) => shownObject(session, object));
  const [only] = sorted;
  if (selection.single && only !== undefined) {
    session.write(formatted(format, only));
    return;
  }
  if (selection.single) return;
  const list = { apiVersion: 'v1', items: sorted, kind: 'List', metadata: { resourceVersion: '' } };
  session.write(formatted(format, list));
}

function printNames(session: Session, items: readonly Item[]): void {
  for (const { kind, object } of items) session.print(slashName(kind, object.metadata.name));
}

function printSelection(session: Session, format: Format, selection: Selection): boolean {
  const { items } = selection;
  switch (format.name) {
    case '':
    case 'wide':
      return printTables(session, selection, format.name === 'wide');
    case 'name':
      printNames(session, items);
      return items.length > 0;
    case 'custom-columns':
      if (items.length > 0) {
        const objects = sortObjects(
          session.flags.text('sort-by'),
          items.map(({ object }) => object),
        );
        session.write(
          customColumnsText(format.value, objects, !session.flags.boolean('no-headers')),
        );
      }
      return items.length > 0;
    default:
      printWhole(session, format, selection);
      return true;
  }
}

/** `kubectl get`. */
export const getCommand: Command = {
  path: 'get',
  flags: [
    'all-namespaces',
    'field-selector',
    'filename',
    'ignore-not-found',
    'label-columns',
    'no-headers',
    'output',
    'recursive',
    'selector',
    'show-kind',
    'show-labels',
    'show-managed-fields',
    'sort-by',
    'template',
    'kustomize',
  ],
  run(session) {
    const { flags, words } = session;
    if (words.length === 0 && !flags.has('filename')) throw new CommandError(MISSING_TYPE, true);
    const selection = select(session, { listAll: true, latest: true });
    if (selection.single && selection.items.length === 0)
      throwAll(
        selection.errors.filter((error) => !flags.boolean('ignore-not-found') || !isMissing(error)),
      );
    const format = formatOf(session, ['wide', 'custom-columns']);
    const tolerant = flags.boolean('ignore-not-found');
    const errors = selection.errors.filter((error) => !tolerant || !isMissing(error));
    const printed = printSelection(session, format, selection);
    if (!printed && errors.length === 0 && !tolerant) {
      const everywhere =
        flags.boolean('all-namespaces') || selection.kinds.some((kind) => !kind.namespaced);
      session.warn(`No resources found${everywhere ? '' : ` in ${session.namespace} namespace.`}`);
    }
    throwAll(errors);
    return undefined;
  },
};
