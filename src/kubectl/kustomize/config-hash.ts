import { createHash } from 'node:crypto';
import { sortedJson } from '../../api/json-text';
import { isJsonObject, type JsonObject } from '../../api/object';

const LENGTH = 10;
/** Digits that could spell a word, and what stands in their place. upstream: kustomize hasher */
const HARMLESS: Readonly<Record<string, string>> = { 0: 'g', 1: 'h', 3: 'k', a: 'm', e: 't' };

/** What of an object counts for its hash. upstream: kustomize api/hasher */
function hashed(object: JsonObject): JsonObject {
  const { kind, data, stringData, binaryData, type = '' } = object;
  const metadata = isJsonObject(object.metadata) ? object.metadata : {};
  const name = metadata.name ?? '';
  if (kind === 'ConfigMap') {
    const binary = isJsonObject(binaryData) && Object.keys(binaryData).length > 0;
    return { kind, name, data: data ?? '', ...(binary ? { binaryData } : {}) };
  }
  const strings = isJsonObject(stringData) && Object.keys(stringData).length > 0;
  return { kind, name, type, data: data ?? '', ...(strings ? { stringData } : {}) };
}

/** The ten characters that kustomize and `--append-hash` add to the name of a ConfigMap or Secret. */
export function configHash(object: JsonObject): string {
  const digest = createHash('sha256')
    .update(sortedJson(hashed(object)))
    .digest('hex');
  return [...digest.slice(0, LENGTH)].map((digit) => HARMLESS[digit] ?? digit).join('');
}
