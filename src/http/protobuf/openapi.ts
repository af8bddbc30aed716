import { stringify } from 'yaml';
import { isJsonObject, type JsonObject } from '../../api/object';
import { WireWriter } from './wire-writer';

/** The media type of OpenAPI v2 in protobuf, as clients ask for it and as Go can read it in an answer. */
export const OPENAPI_V2_ASKED =
  /application\/com\.github\.proto-openapi\.spec\.v2[@.]v1\.0\+protobuf/;
export const OPENAPI_V2_TYPE = 'application/com.github.proto-openapi.spec.v2.v1.0+protobuf';

function entries(value: unknown): readonly [string, JsonObject][] {
  return isJsonObject(value)
    ? Object.entries(value).filter((entry): entry is [string, JsonObject] => isJsonObject(entry[1]))
    : [];
}

function named(name: string, value: WireWriter): WireWriter {
  return new WireWriter().text(1, name).message(2, value);
}

/** What begins with `x-`, as YAML. */
function extensions(writer: WireWriter, number: number, object: JsonObject): WireWriter {
  for (const [name, value] of Object.entries(object)) {
    if (name.startsWith('x-')) writer.message(number, named(name, anyOf(value)));
  }
  return writer;
}

function anyOf(value: unknown): WireWriter {
  return new WireWriter().text(2, stringify(value));
}

function schemaOf(schema: JsonObject): WireWriter {
  const { $ref, format, description, required, enum: values, type, items, properties } = schema;
  const writer = new WireWriter().text(1, $ref).text(2, format).text(4, description);
  writer.texts(19, required);
  if (Array.isArray(values)) for (const value of values) writer.message(20, anyOf(value));
  if (isJsonObject(schema.additionalProperties)) {
    writer.message(21, new WireWriter().message(1, schemaOf(schema.additionalProperties)));
  }
  if (typeof type === 'string') writer.message(22, new WireWriter().texts(1, [type]));
  if (isJsonObject(items)) writer.message(23, new WireWriter().message(1, schemaOf(items)));
  if (isJsonObject(properties)) writer.message(25, schemasOf(properties));
  return extensions(writer, 31, schema);
}

function schemasOf(schemas: unknown): WireWriter {
  const writer = new WireWriter();
  for (const [name, schema] of entries(schemas)) writer.message(1, named(name, schemaOf(schema)));
  return writer;
}

function parameterOf({ name, in: place, required, schema, type }: JsonObject): WireWriter {
  if (place === 'body') {
    const body = new WireWriter().text(2, name).text(3, place).flag(4, required);
    if (isJsonObject(schema)) body.message(5, schemaOf(schema));
    return new WireWriter().message(1, body);
  }
  const isPath = place === 'path';
  const simple = new WireWriter().flag(1, required).text(2, place).text(4, name);
  simple.text(isPath ? 5 : 6, type).flag(isPath ? 19 : 20, true);
  return new WireWriter().message(2, new WireWriter().message(isPath ? 4 : 3, simple));
}

function parametersOf(writer: WireWriter, number: number, parameters: unknown): WireWriter {
  if (!Array.isArray(parameters)) return writer;
  for (const parameter of parameters) {
    if (!isJsonObject(parameter)) continue;
    writer.message(number, new WireWriter().message(1, parameterOf(parameter)));
  }
  return writer;
}

function responsesOf(responses: unknown): WireWriter {
  const writer = new WireWriter();
  for (const [code, { description, schema }] of entries(responses)) {
    const response = new WireWriter().text(1, description);
    if (isJsonObject(schema)) {
      response.message(2, new WireWriter().message(1, schemaOf(schema)));
    }
    writer.message(1, named(code, new WireWriter().message(1, response)));
  }
  return writer;
}

function operationOf(operation: JsonObject): WireWriter {
  const writer = new WireWriter().text(5, operation.operationId).texts(7, operation.consumes);
  parametersOf(writer, 8, operation.parameters);
  writer.message(9, responsesOf(operation.responses));
  return extensions(writer, 13, operation);
}

const METHODS: Readonly<Record<string, number>> = { get: 2, put: 3, post: 4, delete: 5, patch: 8 };

function pathOf(item: JsonObject): WireWriter {
  const writer = new WireWriter();
  for (const [method, number] of Object.entries(METHODS)) {
    const operation = item[method];
    if (isJsonObject(operation)) writer.message(number, operationOf(operation));
  }
  return parametersOf(writer, 9, item.parameters);
}

/** A document of OpenAPI v2 as the message that clients of Go read. upstream: gnostic's OpenAPIv2.proto */
export function openApiV2Protobuf(document: JsonObject): Buffer {
  const info = isJsonObject(document.info) ? document.info : {};
  const paths = new WireWriter();
  for (const [path, item] of entries(document.paths)) paths.message(2, named(path, pathOf(item)));
  return new WireWriter()
    .text(1, document.swagger)
    .message(2, new WireWriter().text(1, info.title).text(2, info.version))
    .message(8, paths)
    .message(9, schemasOf(document.definitions))
    .end();
}
