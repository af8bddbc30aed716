import type { ConformanceSubject } from './subject';

/** A test of the list by its whole name, and the walk that holds it; or why none does. */
export interface ConformanceRow {
  readonly name: string;
  readonly suite?: string;
  readonly walk?: string;
  readonly not?: string;
}

/** The rows of a subject, with whole names. */
export function rowsOf({ subject, tests }: ConformanceSubject): readonly ConformanceRow[] {
  return Object.entries(tests).map(([rest, held]) => {
    const name = `${subject} ${rest}`;
    if (typeof held !== 'string') return { name, not: held.not };
    const [suite = '', walk = ''] = held.split(' > ');
    return { name, suite, walk };
  });
}

const SUITES = '../http/conformance';

function cellOf({ suite, walk, not }: ConformanceRow): string {
  if (suite === undefined) return `**no**: ${not}`;
  const shown = suite.split('/').at(-1);
  return `[${shown}](${SUITES}/${suite}.test.ts): ${walk}`;
}

const escaped = (text: string) => text.replaceAll('|', '\\|').replaceAll('*', '\\*');

/** Which test of the list is held by which walk, subject by subject. */
export function conformanceTable(subjects: readonly ConformanceSubject[]): string {
  const rows = subjects.flatMap(rowsOf);
  const held = rows.filter(({ walk }) => walk !== undefined).length;
  const lines = [`${held} of ${rows.length} are held.`];
  for (const one of subjects) {
    lines.push('', `## ${escaped(one.subject)}`, '', '| test | held by |', '|---|---|');
    for (const row of rowsOf(one)) {
      const rest = row.name.slice(one.subject.length + 1);
      lines.push(`| ${escaped(rest)} | ${escaped(cellOf(row))} |`);
    }
  }
  return lines.join('\n');
}
