/** What an object in protobuf begins with: the envelope that names apiVersion and kind. upstream: runtime.Unknown */
export const MAGIC = Buffer.from('k8s\0');

/** The type of the schema properties of a CustomResourceDefinition, which unions of values may hold. */
export const JSON_SCHEMA_PROPS =
  'io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.JSONSchemaProps';
