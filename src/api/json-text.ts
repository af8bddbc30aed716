import { isJsonObject } from './object';

/** Compact JSON with sorted keys, as Go writes maps. */
export function sortedJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(sortedJson).join(',')}]`;
  if (!isJsonObject(value)) return goJsonText(JSON.stringify(value) ?? 'null');
  const members = Object.keys(value)
    .filter((key) => value[key] !== undefined)
    .sort()
    .map((key) => `${goJsonText(JSON.stringify(key))}:${sortedJson(value[key])}`);
  return `{${members.join(',')}}`;
}

const GO_ESCAPED: Readonly<Record<string, string>> = {
  '<': '\\u003c',
  '>': '\\u003e',
  '&': '\\u0026',
  '\u2028': '\\u2028',
  '\u2029': '\\u2029',
};

/** JSON text with the characters escaped that Go's encoder escapes. */
export function goJsonText(json: string): string {
  return json.replace(/[<>&\u2028\u2029]/g, (char) => GO_ESCAPED[char] ?? char);
}
