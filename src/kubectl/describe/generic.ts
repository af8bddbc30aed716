import { isJsonObject } from '../../api/object';
import { addLabelsAndAnnotations, addOwnEvents, type Describer } from './describer';
import { Lines } from './lines';

const ACRONYMS = new Set(['API', 'URL', 'UID', 'OSB', 'GUID']);
const SKIPPED = new Set([
  '.metadata.managedFields',
  '.metadata.name',
  '.metadata.namespace',
  '.metadata.labels',
  '.metadata.annotations',
]);

/** `creationTimestamp` gives `Creation Timestamp`; what is no word (`kubernetes.io/os`) stays as it is. */
function labelFor(field: string): string {
  if (!/^[\p{L}-]+$/u.test(field)) return field;
  const words = field.match(/[A-Z]+(?![a-z])|[A-Z]?[a-z]+|-+/g) ?? [field];
  return words
    .map((word) => {
      const upper = word.toUpperCase();
      return ACRONYMS.has(upper) ? upper : word.charAt(0).toUpperCase() + word.slice(1);
    })
    .join(' ');
}

function add(
  lines: Lines,
  level: number,
  content: Readonly<Record<string, unknown>>,
  path: string,
): void {
  for (const field of Object.keys(content).sort()) {
    const value = content[field];
    const here = `${path}.${field}`;
    if (value === undefined || SKIPPED.has(here)) continue;
    const label = labelFor(field);
    if (isJsonObject(value)) {
      lines.add(level, `${label}:`);
      add(lines, level + 1, value, here);
    } else if (Array.isArray(value)) {
      lines.add(level, `${label}:`);
      for (const item of value) {
        if (isJsonObject(item)) add(lines, level + 1, item, here);
        else lines.add(level + 1, String(item));
      }
    } else lines.field(level, label, value === null ? '<nil>' : String(value));
  }
}

/** Any object, field by field. upstream: kubectl describe, genericDescriber */
export const describeGeneric: Describer = (session, object) => {
  const lines = new Lines();
  lines.field(0, 'Name', object.metadata.name);
  lines.field(0, 'Namespace', object.metadata.namespace ?? '');
  addLabelsAndAnnotations(lines, object);
  add(lines, 0, object as unknown as Record<string, unknown>, '');
  addOwnEvents(lines, session, object);
  return lines;
};
