import { goJsonText } from '../../api/jsonpath';
import { isJsonObject } from '../../api/object';

/** A JSON value as `kubectl -o json` prints it: sorted keys, four blanks, Go's escapes, a last line end. */
export function jsonText(value: unknown): string {
  return `${indented(value, '')}\n`;
}

function indented(value: unknown, indent: string): string {
  const deeper = `${indent}    `;
  if (Array.isArray(value)) {
    if (value.length === 0) return '[]';
    return `[\n${value.map((item) => deeper + indented(item, deeper)).join(',\n')}\n${indent}]`;
  }
  if (!isJsonObject(value)) return goJsonText(JSON.stringify(value) ?? 'null');
  const keys = Object.keys(value)
    .filter((key) => value[key] !== undefined)
    .sort();
  if (keys.length === 0) return '{}';
  const members = keys.map(
    (key) => `${deeper}${goJsonText(JSON.stringify(key))}: ${indented(value[key], deeper)}`,
  );
  return `{\n${members.join(',\n')}\n${indent}}`;
}
