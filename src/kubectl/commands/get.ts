import type { Kind } from '../../api/kind';
import type { KubeObject } from '../../api/object';
import type { Command } from '../command';
import { CommandError, throwAll, throwTogether } from '../errors';
import { customColumnsText } from '../print/custom-columns';
import { slashName } from '../print/name';
import { columnsOf, type Format, formatOf, shownObject, writeValue } from '../print/printer';
import { noSuchField, sortObjects } from '../print/sort';
import { type TableOptions, tableText } from '../print/table';
import type { Item } from '../read-files';
import { isMissing, type Selection, select } from '../select';
import type { Session } from '../session';
import { watchSelection } from './get-watch';
import { getRaw } from './raw';

const MISSING_TYPE = `You must specify the type of resource to get. Use "kubectl api-resources" for a complete list of supported resources.

error: Required resource not specified.
Use "kubectl explain <resource>" for a detailed description of that resource (e.g. kubectl explain pods).
See 'kubectl get -h' for help and examples`;

interface Group {
  readonly kind: Kind;
  readonly objects: KubeObject[];
}

/** Objects of one kind that follow each other share a table. */
function groupsOf(items: readonly Item[]): readonly Group[] {
  const groups: Group[] = [];
  for (const { kind, object } of items) {
    const last = groups.at(-1);
    if (last?.kind === kind) last.objects.push(object);
    else groups.push({ kind, objects: [object] });
  }
  return groups;
}

/** Objects in the order that is asked for; one that is named needs none. */
function sortedItems(session: Session, { items, listed }: Selection): readonly Item[] {
  const expression = session.flags.text('sort-by');
  if (expression === '' || (!listed && items.length < 2)) return items;
  const kinds = new Map(items.map(({ kind, object }) => [object, kind]));
  return sortObjects(expression, [...kinds.keys()]).flatMap((object) => {
    const kind = kinds.get(object);
    return kind === undefined ? [] : [{ kind, object }];
  });
}

/**
 * The rows of tables in their order. The real kubectl sorts one table only: several have no field in common, and of
 * one without the field nothing is shown.
 */
function sortedRows(session: Session, selection: Selection): readonly Item[] {
  const { items, kinds } = selection;
  const expression = session.flags.text('sort-by');
  const tables = selection.listed ? kinds.length : items.length;
  if (expression !== '' && tables > 1) throw noSuchField(expression);
  try {
    return sortedItems(session, selection);
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    return [];
  }
}

/** Which parts of tables are shown; `several` kinds are told apart. */
function tableOptions(
  { flags }: Session,
  kind: Kind | undefined,
  { wide, several }: { readonly wide: boolean; readonly several: boolean },
): TableOptions {
  return {
    wide,
    headers: !flags.boolean('no-headers'),
    showKind: flags.boolean('show-kind') || several,
    showLabels: flags.boolean('show-labels'),
    showNamespace: flags.boolean('all-namespaces') && (kind?.namespaced === true || several),
    labelColumns: flags.list('label-columns'),
    plain: !flags.boolean('server-print'),
  };
}

function printTables(session: Session, selection: Selection, wide: boolean): boolean {
  const { flags } = session;
  const headers = !flags.boolean('no-headers');
  const groups = groupsOf(sortedRows(session, selection));
  const several = selection.kinds.length > 1;
  groups.forEach(({ kind, objects }, index) => {
    if (index > 0 && headers) session.print('');
    session.write(
      tableText(kind, objects, session.now, tableOptions(session, kind, { wide, several })),
    );
  });
  return groups.length > 0;
}

function wholeObjects(
  session: Session,
  format: Format,
  selection: Selection,
): readonly KubeObject[] {
  return sortedItems(session, selection).map(({ kind, object }) =>
    shownObject(session, kind, object, format),
  );
}

/** True for one file: nothing of it is shown whole when something of it is not there. upstream: IntoSingleItemImplied */
function isOneFile({ flags }: Session): boolean {
  const [file, ...more] = flags.list('filename');
  return file !== undefined && file !== '-' && more.length === 0 && !flags.has('kustomize');
}

function printWhole(session: Session, format: Format, selection: Selection): void {
  const sorted = wholeObjects(session, format, selection);
  const [only] = sorted;
  if (selection.single && only !== undefined) {
    writeValue(session, format, only);
    return;
  }
  if (selection.single) return;
  const list = { apiVersion: 'v1', items: sorted, kind: 'List', metadata: { resourceVersion: '' } };
  writeValue(session, format, list);
}

function printNames(session: Session, selection: Selection): void {
  for (const { kind, object } of sortedItems(session, selection))
    session.print(slashName(kind, object.metadata.name));
}

function printSelection(session: Session, format: Format, selection: Selection): boolean {
  const { items } = selection;
  const { flags } = session;
  switch (format.name) {
    case '':
    case 'wide':
      return printTables(session, selection, format.name === 'wide');
    case 'name':
      printNames(session, selection);
      return items.length > 0;
    case 'custom-columns':
    case 'custom-columns-file':
      if (items.length > 0) {
        const objects = wholeObjects(session, format, selection);
        session.write(
          customColumnsText(columnsOf(session, format), objects, !flags.boolean('no-headers')),
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
    'output-watch-events',
    'raw',
    'recursive',
    'selector',
    'server-print',
    'show-kind',
    'show-labels',
    'show-managed-fields',
    'sort-by',
    'subresource',
    'template',
    'watch',
    'watch-only',
    'kustomize',
  ],
  run(session) {
    const { flags, words } = session;
    if (flags.has('raw')) {
      getRaw(session);
      return undefined;
    }
    if (words.length === 0 && !flags.has('filename') && !flags.has('kustomize'))
      throw new CommandError(MISSING_TYPE, true);
    const subresource = flags.text('subresource');
    const selection = select(session, { listAll: true, latest: true, subresource });
    if (subresource !== '' && selection.listed)
      throw new CommandError('subresource cannot be used when bulk resources are specified');
    const fail = flags.has('filename') ? throwTogether : throwAll;
    if (selection.single && selection.items.length === 0)
      fail(
        selection.errors.filter((error) => !flags.boolean('ignore-not-found') || !isMissing(error)),
      );
    const format = formatOf(session, ['custom-columns', 'custom-columns-file', 'wide']);
    if (flags.boolean('watch') || flags.boolean('watch-only')) {
      fail(selection.errors);
      const table = { wide: format.name === 'wide', several: false };
      watchSelection(session, format, selection, tableOptions(session, selection.kinds[0], table));
      return undefined;
    }
    const tolerant = flags.boolean('ignore-not-found');
    const errors = selection.errors.filter((error) => !tolerant || !isMissing(error));
    const isTable = format.name === '' || format.name === 'wide';
    if (!isTable && isOneFile(session)) fail(errors);
    const printed = printSelection(session, format, selection);
    if (!printed && errors.length === 0 && !tolerant) {
      const everywhere =
        flags.boolean('all-namespaces') || selection.kinds.some((kind) => !kind.namespaced);
      session.warn(`No resources found${everywhere ? '' : ` in ${session.namespace} namespace.`}`);
    }
    fail(errors);
    return undefined;
  },
};
