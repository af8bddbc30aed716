import { isJsonObject } from '../object';
import type { JSONSchemaProps } from '../schema/objects';

/** The schema of a list's items; undefined without one, or when there is one for each place. */
export function itemsOf({ items }: JSONSchemaProps): JSONSchemaProps | undefined {
  return isJsonObject(items) ? (items as JSONSchemaProps) : undefined;
}

/** The schema of a map's values. */
export function mapValuesOf({
  additionalProperties: values,
}: JSONSchemaProps): JSONSchemaProps | undefined {
  return isJsonObject(values) ? (values as JSONSchemaProps) : undefined;
}
