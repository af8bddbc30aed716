import { sortedJson } from '../../api/json-text';
import { isJsonObject, type JsonObject, type KubeObject } from '../../api/object';
import type { Struct } from '../../api/schema/schema';
import { compareObjects } from './compare';
import { difference, type FieldSet, NO_FIELDS, union } from './field-set';
import { fieldsOf } from './merge';
import { TypedError } from './typed';

const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

/** The manager that may take over what client-side apply left. upstream: managedfields internal, LastAppliedManager */
export const KUBECTL = 'kubectl';

/**
 * The fields that client-side apply set and that still have the value which it gave them: server-side apply of
 * kubectl takes them without a conflict.
 */
export function lastAppliedFields(struct: Struct, live: KubeObject): FieldSet {
  const config = parsed(live.metadata.annotations?.[LAST_APPLIED]);
  if (config === undefined || config.apiVersion !== live.apiVersion) return NO_FIELDS;
  try {
    const { modified, removed } = compareObjects(struct, config, live);
    return difference(fieldsOf(struct, config), union(modified, removed));
  } catch (error) {
    if (error instanceof TypedError) return NO_FIELDS;
    throw error;
  }
}

function parsed(text: string | undefined): JsonObject | undefined {
  if (text === undefined) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return isJsonObject(value) ? value : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** The object with the annotation of client-side apply brought up to date, if it has it and kubectl applies. */
export function withLastApplied(
  object: JsonObject,
  config: JsonObject,
  manager: string | undefined,
): JsonObject {
  const { metadata } = object;
  if (manager !== KUBECTL || !isJsonObject(metadata)) return object;
  const { annotations } = metadata;
  if (!isJsonObject(annotations) || annotations[LAST_APPLIED] === undefined) return object;
  const text = `${sortedJson(withoutAnnotation(config))}\n`;
  return {
    ...object,
    metadata: { ...metadata, annotations: { ...annotations, [LAST_APPLIED]: text } },
  };
}

function withoutAnnotation(config: JsonObject): JsonObject {
  const { metadata } = config;
  if (!isJsonObject(metadata) || !isJsonObject(metadata.annotations)) return config;
  const { [LAST_APPLIED]: _old, ...annotations } = metadata.annotations;
  return { ...config, metadata: { ...metadata, annotations } };
}
