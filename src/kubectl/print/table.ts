import { ageOf } from '../../api/age';
import type { Column, Kind } from '../../api/kind';
import type { KubeObject } from '../../api/object';
import { cellsOf, columnsOf } from '../../apiserver/table';
import type { Time } from '../../sim/loop';
import { kindWord } from './name';
import { align, GET_TABLE } from './tabwriter';

/** Which parts of a table are shown. */
export interface TableOptions {
  readonly wide: boolean;
  readonly headers: boolean;
  readonly showKind: boolean;
  readonly showLabels: boolean;
  readonly showNamespace: boolean;
  readonly labelColumns: readonly string[];
  /** What happened to each object, for a column of its own. */
  readonly events?: readonly string[];
  /** True when kubectl makes the table, which knows no more of any kind than name and age. */
  readonly plain?: boolean;
  /** How wide columns were in the rows before; kept up to date. */
  readonly widths?: number[];
}

/** Labels as kubectl lists them: `a=b,c=d`, `<none>` without any. */
function labelsText(labels: Readonly<Record<string, string>> | undefined): string {
  const entries = Object.entries(labels ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
  return entries.length === 0
    ? '<none>'
    : entries.map(([key, value]) => `${key}=${value}`).join(',');
}

function cellText(cell: unknown): string {
  if (cell === null || cell === undefined) return '';
  const text = String(cell);
  const end = text.search(/[\f\n\r]/);
  return end < 0 ? text : `${text.slice(0, end)}...`;
}

const PLAIN: readonly Column[] = [
  { name: 'Name', type: 'string', format: 'name', priority: 0 },
  { name: 'Age', type: 'string', format: '', priority: 0 },
];

/** The rows of `kubectl get` for objects of one kind, aligned, one line each. */
export function tableText(
  kind: Kind,
  objects: readonly KubeObject[],
  now: Time,
  options: TableOptions,
): string {
  const columns = options.plain === true ? PLAIN : columnsOf(kind);
  const shown = columns
    .map((_, index) => index)
    .filter((i) => options.wide || columns[i]?.priority === 0);
  const header = [
    ...(options.events === undefined ? [] : ['EVENT']),
    ...(options.showNamespace ? ['NAMESPACE'] : []),
    ...shown.map((i) => (columns[i]?.name ?? '').toUpperCase()),
    ...options.labelColumns.map((label) => (label.split('/').at(-1) ?? '').toUpperCase()),
    ...(options.showLabels ? ['LABELS'] : []),
  ];
  const rows = objects.map((object, index) => {
    const cells =
      options.plain === true
        ? [object.metadata.name, ageOf(object, now)]
        : cellsOf(kind, object, now);
    const { namespace = '', labels } = object.metadata;
    return [
      ...(options.events === undefined ? [] : [options.events[index] ?? '']),
      ...(options.showNamespace ? [namespace] : []),
      ...shown.map((i) => {
        const text = cellText(cells[i]);
        return options.showKind && columns[i]?.format === 'name'
          ? `${kindWord(kind)}/${text}`
          : text;
      }),
      ...options.labelColumns.map((label) => labels?.[label] ?? ''),
      ...(options.showLabels ? [labelsText(labels)] : []),
    ];
  });
  const lines = [...(options.headers ? [header] : []), ...rows].map((cells) => cells.join('\t'));
  return `${align(lines.join('\n'), GET_TABLE, options.widths)}\n`;
}
