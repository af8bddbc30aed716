import { isJsonObject, type JsonObject } from '../../api/object';
import type { RestAnswer } from '../../http/rest';
import { eventsSoFar } from '../../http/watch';
import { withJsonValues } from '../go-syntax';
import { inNewerWords } from '../newer/words';
import type { Case, Printed } from './case';

/** The parts of a text that differ between runs, as the recording normalises them. */
function normalised(text: string): string {
  return text
    .replace(/\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/g, '<uid>')
    .replace(/\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z/g, '<time>')
    .replace(/\b\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{9} [+-]\d{4}/g, '<time>')
    .replace(/\/tmp\/(LIVE|MERGED)-\d+/g, '<tmp>/$1-<rand>')
    .replace(/\/tmp\/kubectl-edit-\d+/g, '<tmp>/kubectl-edit-<rand>')
    .replace(/ /g, ' ');
}

const VARIABLE = /<(uid|time|clusterIP|nodePort|token|rand|rv|continue|age)>|0x<ptr>/;

function isSameText(expected: string, actual: string): boolean {
  const theirs = inNewerWords(normalised(expected), 'theirs');
  return (
    normalised(actual) === normalised(expected) ||
    inNewerWords(normalised(actual), 'ours') === theirs
  );
}

/** A table without the columns that newer versions have besides. */
function asWide(table: JsonObject, expected: JsonObject): JsonObject {
  const columns = (of: JsonObject) =>
    Array.isArray(of.columnDefinitions) ? (of.columnDefinitions as JsonObject[]) : [];
  const rows = Array.isArray(table.rows) ? (table.rows as JsonObject[]) : [];
  const known = new Set(columns(expected).map(({ name }) => name));
  const isKept = columns(table).map(({ name }) => known.has(name));
  const kept = (list: readonly unknown[]) => list.filter((_, index) => isKept[index] === true);
  return {
    ...table,
    columnDefinitions: kept(columns(table)),
    rows: rows.map((row) => ({ ...row, cells: kept(Array.isArray(row.cells) ? row.cells : []) })),
  };
}

/** Every recorded value is there; fields that newer versions add do not count. */
function missing(expected: unknown, actual: unknown, path: string): string | undefined {
  if (typeof expected === 'string') {
    if (VARIABLE.test(expected) || path.endsWith('.ca.crt')) return undefined;
    return typeof actual === 'string' && isSameText(expected, actual)
      ? undefined
      : `${path}: ${JSON.stringify(actual)} instead of ${JSON.stringify(expected)}`;
  }
  if (Array.isArray(expected)) {
    if (!Array.isArray(actual) || actual.length !== expected.length) {
      return `${path}: ${JSON.stringify(actual)?.slice(0, 100)} instead of ${JSON.stringify(expected).slice(0, 100)}`;
    }
    for (let i = 0; i < expected.length; i++) {
      const found = missing(expected[i], actual[i], `${path}[${i}]`);
      if (found !== undefined) return found;
    }
    return undefined;
  }
  if (isJsonObject(expected)) {
    if (!isJsonObject(actual)) return `${path}: ${JSON.stringify(actual)} instead of an object`;
    if (expected.kind === 'Table' && Array.isArray(expected.columnDefinitions)) {
      const { kind: _, ...rest } = expected;
      return missing(rest, asWide(actual, expected), path);
    }
    for (const [key, value] of Object.entries(expected)) {
      const found = missing(value, actual[key], path === '' ? key : `${path}.${key}`);
      if (found !== undefined) return found;
    }
    return undefined;
  }
  return expected === actual
    ? undefined
    : `${path}: ${String(actual)} instead of ${String(expected)}`;
}

/** How an answer differs from the recorded one; undefined when it does not. */
export function differenceOf(given: Case, answer: RestAnswer): string | undefined {
  const expected = given.response;
  const status = isJsonObject(answer.body) ? answer.body : {};
  if (answer.code !== expected.code) {
    return `code ${answer.code} instead of ${expected.code}: ${status.message ?? ''} / ${isJsonObject(expected.body) ? (expected.body.message ?? '') : ''}`;
  }
  if (expected.events !== undefined) {
    const events = answer.watch === undefined ? undefined : eventsSoFar(answer.watch);
    return missing(expected.events, events, 'events');
  }
  if (expected.text !== undefined) return missing(expected.text, String(answer.text ?? ''), 'text');
  // some answers were recorded without their body
  if (expected.body === undefined) return undefined;
  if (expected.code < 400) return missing(expected.body, answer.body, '');
  const body = isJsonObject(expected.body) ? expected.body : {};
  const ours = inNewerWords(String(status.message ?? ''), 'ours');
  const theirs = inNewerWords(withJsonValues(String(body.message ?? ''), ours), 'theirs');
  return missing(
    { reason: body.reason ?? null, message: theirs },
    { reason: status.reason ?? null, message: ours },
    '',
  );
}

/** How printed text differs, cell by cell; ages, addresses and padding do not count. */
export function printedDifference(expected: Printed, actual: Printed): string | undefined {
  const cells = (text: string) =>
    normalised(text)
      .replace(/\b10\.\d+\.\d+\.\d+\b|<clusterIP>/g, '<ip>')
      .replace(/\b(\d+[smhd])+\b/g, '<age>')
      .replace(/\w{3}, \d\d \w{3} \d{4} [\d:]{8} [+-]\d{4}/g, '<time>')
      .replace(/(?<=resourceVersion: ")\d+/g, '<rv>')
      // v1.34 says from which namespace
      .replace(/ deleted from \S+ namespace$/gm, ' deleted')
      // v1.31 and newer have a column more
      .replace(/ +VOLUMEATTRIBUTESCLASS| +<unset>(?= +)/g, '')
      .replace(/[ \t]+/g, ' ')
      .replace(/ $/gm, '')
      .trim();
  if (actual.exit !== expected.exit) {
    return `exit code ${actual.exit} instead of ${expected.exit}: ${actual.stderr.slice(0, 200)} / ${expected.stderr.slice(0, 200)}`;
  }
  for (const stream of ['stdout', 'stderr'] as const) {
    const ours = inNewerWords(actual[stream], 'ours');
    // what the older of the recorded kubectls did not show, the younger one may have shown
    const shown = inNewerWords(expected[stream], 'ours');
    const theirs = inNewerWords(withJsonValues(shown, ours), 'theirs');
    if (cells(ours) === cells(theirs)) continue;
    return `${stream} ${JSON.stringify(actual[stream].slice(0, 300))} instead of ${JSON.stringify(expected[stream].slice(0, 300))}`;
  }
  return undefined;
}
