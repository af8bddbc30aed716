import type { JsonObject } from '../../api/object';

/**
 * A version of a resource that old clients use and v1.34 no longer serves, and how it becomes the version that is
 * stored. The functions take whole objects and patches alike: what is not there they leave out.
 */
export interface Conversion {
  readonly group: string;
  readonly version: string;
  readonly plural: string;
  /** The group and version that have it today. */
  readonly to: { readonly group: string; readonly version: string };
  /** The definition of the old version, for clients that check what they send; today's when left out. */
  readonly openApi?: JsonObject;
  /** Where the fields differ, beside apiVersion. */
  readonly toStorage?: (object: JsonObject) => JsonObject;
  readonly fromStorage?: (object: JsonObject) => JsonObject;
}

/** A definition that says no more than that these fields, beside metadata, are objects or lists. */
export function looseDefinition(fields: Readonly<Record<string, JsonObject>>): JsonObject {
  return {
    type: 'object',
    properties: {
      apiVersion: { type: 'string' },
      kind: { type: 'string' },
      metadata: { of: 'io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta' },
      ...fields,
    },
  };
}
