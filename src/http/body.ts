import { ApiError, badRequestError } from '../api/errors';
import { ManifestError, parseManifests } from '../api/manifest';
import { isJsonObject } from '../api/object';
import { repetitionIn } from '../api/schema/repeated-fields';
import type { TypeName } from '../api/schema/schema';
import { parseJson, remarkLines } from './body-text';
import { decodeProtobuf } from './protobuf/reader';
import { UnreadableBody, unreadableJson } from './unreadable-body';

const PROTOBUF = 'application/vnd.kubernetes.protobuf';
const JSON_TYPE = 'application/json';
const OBJECT_TYPES = [JSON_TYPE, 'application/yaml', PROTOBUF];

/** The media type of a Content-Type header, without its parameters. */
export function mediaTypeOf(contentType: string | undefined): string {
  return (contentType ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';
}

function jsonOrText(text: string): unknown {
  try {
    return parseJson(text);
  } catch (error) {
    // what is wrong with it, the verbs tell in Go's words
    if (error instanceof SyntaxError) return text;
    throw error;
  }
}

/** What the text of one YAML document says; the keys that it repeats are remembered. */
function parseYaml(text: string): unknown {
  const lines: string[] = [];
  const [first] = parseManifests(text, 'body', (key, line) => {
    lines.push(`line ${line}: key ${JSON.stringify(key)} already set in map`);
  });
  remarkLines(first?.object, lines);
  return first?.object ?? text;
}

function yamlOrText(text: string): unknown {
  if (/^\s*[{[]/.test(text) && repetitionIn(text) === undefined) {
    const value = jsonOrText(text);
    if (typeof value !== 'string') return value;
  }
  try {
    return parseYaml(text);
  } catch (error) {
    if (error instanceof ManifestError) {
      throw badRequestError(`error converting YAML to JSON: yaml: ${error.message}`);
    }
    throw error;
  }
}

function jsonObject(text: string): unknown {
  const value = jsonOrText(text);
  return isJsonObject(value) ? value : unreadableJson(text);
}

/** Where and why, as Go's YAML says it: the line, and no more than the first sentence. */
function yamlFailure(message: string): string {
  const [, line, why] = /^body:(\d+):\d+: (.*?)(?: \(.*)?$/m.exec(message) ?? [];
  return line === undefined ? `yaml: ${message}` : `yaml: line ${line}: ${why}`;
}

function yamlObject(body: Buffer): unknown {
  const text = body.toString('utf8');
  if (/^\s*[{[]/.test(text)) {
    const value = jsonOrText(text);
    if (isJsonObject(value)) return value;
  }
  try {
    const value = parseYaml(text);
    return isJsonObject(value) ? value : unreadableJson(JSON.stringify(value));
  } catch (error) {
    if (!(error instanceof ManifestError)) throw error;
    return new UnreadableBody(yamlFailure(error.message), body);
  }
}

/**
 * Reads a request's body by its media type: JSON, YAML or protobuf; undefined when there is none, an `UnreadableBody`
 * when it is no object. A patch is read by its own type. `whose` is the type of a protobuf body whose envelope does not tell. A 415 for what the
 * server does not read.
 */
export function readBody(
  method: string,
  contentType: string | undefined,
  body: Buffer | undefined,
  whose?: TypeName,
): unknown {
  if (body === undefined || body.length === 0) return undefined;
  const mediaType = mediaTypeOf(contentType);
  if (method === 'PATCH') {
    const text = body.toString('utf8');
    return mediaType.endsWith('+yaml') ? yamlOrText(text) : jsonOrText(text);
  }
  switch (mediaType) {
    case '':
    case JSON_TYPE:
      return jsonObject(body.toString('utf8'));
    case 'application/yaml':
      return yamlObject(body);
    case PROTOBUF:
      return decodeProtobuf(body, whose);
    default:
      throw new ApiError(
        'UnsupportedMediaType',
        `the body of the request was in an unknown format - accepted media types include: ${OBJECT_TYPES.join(', ')}`,
      );
  }
}
