import { sortedJson } from '../api/json-text';
import { isJsonObject, type JsonObject, type KubeObject } from '../api/object';

/** The annotation in which `apply` writes down what it was given. */
export const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

/** The object with its own text in the annotation that the next apply compares with. */
export function withLastApplied(object: KubeObject): KubeObject {
  const { [LAST_APPLIED]: _old, ...annotations } = object.metadata.annotations ?? {};
  const bare = { ...object, metadata: { ...object.metadata, annotations } };
  const text = `${sortedJson(bare)}\n`;
  return {
    ...bare,
    metadata: { ...bare.metadata, annotations: { ...annotations, [LAST_APPLIED]: text } },
  };
}

/** What was applied last, by the annotation; nothing where there is none. */
export function lastApplied(object: KubeObject): JsonObject {
  const text = object.metadata.annotations?.[LAST_APPLIED];
  if (text === undefined) return {};
  const value: unknown = JSON.parse(text);
  return isJsonObject(value) ? value : {};
}
