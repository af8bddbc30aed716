import { goJsonText } from '../../api/json-text';
import { isJsonObject } from '../../api/object';

/** The order of an object's keys: of the alphabet, or as they stand in it. */
export type KeyOrder = 'sorted' | 'given';

/** A JSON value as `kubectl -o json` prints it: four blanks, Go's escapes, a last line end. */
export function jsonText(value: unknown, order: KeyOrder = 'sorted'): string {
  return `${indented(value, '', order)}\n`;
}

function indented(value: unknown, indent: string, order: KeyOrder): string {
  const deeper = `${indent}    `;
  if (Array.isArray(value)) {
    if (value.length === 0) return '[]';
    return `[\n${value.map((item) => deeper + indented(item, deeper, order)).join(',\n')}\n${indent}]`;
  }
  if (!isJsonObject(value)) return goJsonText(JSON.stringify(value) ?? 'null');
  const keys = Object.keys(value).filter((key) => value[key] !== undefined);
  if (order === 'sorted') keys.sort();
  if (keys.length === 0) return '{}';
  const members = keys.map(
    (key) => `${deeper}${goJsonText(JSON.stringify(key))}: ${indented(value[key], deeper, order)}`,
  );
  return `{\n${members.join(',\n')}\n${indent}}`;
}
