/** What a plain YAML scalar may stand for. */
export type PlainScalar = string | number | boolean | null;

const WORDS = new Map<string, boolean | null>([
  ...['', '~', 'null', 'Null', 'NULL'].map((word) => [word, null] as const),
  ...['y', 'Y', 'yes', 'Yes', 'YES', 'on', 'On', 'ON', 'true', 'True', 'TRUE'].map(
    (word) => [word, true] as const,
  ),
  ...['n', 'N', 'no', 'No', 'NO', 'off', 'Off', 'OFF', 'false', 'False', 'FALSE'].map(
    (word) => [word, false] as const,
  ),
]);

const INTEGER = /^([-+]?)(?:0[bB]([01]+)|0[oO]?([0-7]+)|0[xX]([0-9a-fA-F]+)|([1-9][0-9]*|0))$/;
const FLOAT = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/;
const SPECIAL_FLOAT = /^[-+]?\.(?:inf|Inf|INF)$|^\.(?:nan|NaN|NAN)$/;
const BASE_60 = /^[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?$/;
const TIMESTAMP =
  /^\d{4}-\d\d?-\d\d?(?:(?:[Tt]\d\d?:\d\d?:\d\d?(?:\.\d+)?(?:Z|[-+]\d\d:\d\d)?)|(?: \d\d?:\d\d?:\d\d?(?:\.\d+)?))?$/;

/**
 * What an unquoted scalar means to Kubernetes: YAML 1.1, so that `yes` and `on` are booleans and `0777` is
 * octal; times and base-60 numbers stay strings. upstream: sigs.k8s.io/yaml
 */
export function resolvePlain(text: string): PlainScalar {
  const word = WORDS.get(text);
  if (word !== undefined) return word;
  if (!/^[-+.0-9]/.test(text)) return text;
  const plain = text.replaceAll('_', '');
  const integer = INTEGER.exec(plain);
  if (integer !== null) {
    const [, sign, binary, octal, hexadecimal, decimal] = integer;
    const value =
      binary !== undefined
        ? Number.parseInt(binary, 2)
        : octal !== undefined
          ? Number.parseInt(octal, 8)
          : hexadecimal !== undefined
            ? Number.parseInt(hexadecimal, 16)
            : Number(decimal);
    return sign === '-' ? 0 - value : value;
  }
  if (FLOAT.test(plain)) return Number(plain);
  if (SPECIAL_FLOAT.test(text)) {
    return text.toLowerCase().endsWith('nan')
      ? Number.NaN
      : text.startsWith('-')
        ? -Infinity
        : Infinity;
  }
  return text;
}

/** True when the text must be quoted to be read as a string again. */
export function looksLikeOther(text: string): boolean {
  return typeof resolvePlain(text) !== 'string' || BASE_60.test(text) || TIMESTAMP.test(text);
}
