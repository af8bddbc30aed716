import { isJsonObject, type JsonObject } from '../../api/object';
import type { JSONSchemaProps } from '../../api/schema/objects';

const OBJECT_META = {
  of: 'io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta',
  description:
    "Standard object's metadata. More info: https://git.k8s.io/community/contributors/devel/sig-architecture/api-conventions.md#metadata",
};
const API_VERSION =
  'APIVersion defines the versioned schema of this representation of an object. Servers should convert recognized schemas to the latest internal value, and may reject unrecognized values. More info: https://git.k8s.io/community/contributors/devel/sig-architecture/api-conventions.md#resources';
const KIND =
  'Kind is a string value representing the REST resource this object represents. Servers may infer this from the endpoint the client submits requests to. Cannot be updated. In CamelCase. More info: https://git.k8s.io/community/contributors/devel/sig-architecture/api-conventions.md#types-kinds';

/** The schema of a version as it is published, with what all objects have. upstream: apiextensions openapi builder */
export function publishedSchema(schema: JSONSchemaProps): JsonObject {
  const { properties, ...rest } = schema;
  return {
    ...(plain(rest) as JsonObject),
    type: 'object',
    properties: {
      ...(plain(properties ?? {}) as JsonObject),
      apiVersion: { type: 'string', description: API_VERSION },
      kind: { type: 'string', description: KIND },
      metadata: OBJECT_META,
    },
  };
}

/** A copy without what is not set; `of` as a property's name must not look like a reference. */
function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, each]) => each !== undefined)
      .map(([key, each]) => [key, plain(each)]),
  );
}
