import { badRequestError } from '../api/errors';
import { goJsonError, goTypeMetaError } from '../api/go-json';
import type { JsonObject } from '../api/object';

/** Into what Go reads a body first. upstream: runtime/serializer/json, SimpleMetaFactory */
const TYPE_META =
  'struct { APIVersion string "json:\\"apiVersion,omitempty\\""; Kind string "json:\\"kind,omitempty\\"" }';
const SUMMARY_MAX = 30;

/** A body that is no object: what is wrong with it in Go's words, and its bytes. */
export class UnreadableBody {
  constructor(
    readonly why: string,
    readonly bytes: Buffer,
  ) {}

  /** The 400 that a request for objects of this kind gets. upstream: handlers/rest.go, transformDecodeError */
  errorFor(kind: string) {
    const summary = summaryOf(this.bytes);
    return badRequestError(
      `the object provided is unrecognized (must be of type ${kind}): ${this.why} (${summary})`,
    );
  }
}

// upstream: handlers/rest.go, summarizeData
function summaryOf(bytes: Buffer): string {
  if (bytes.length === 0) return '<empty>';
  const start = bytes.subarray(0, SUMMARY_MAX);
  const text = start.toString(bytes[0] === 0x7b ? 'utf8' : 'hex');
  return bytes.length > SUMMARY_MAX ? `${text} ...` : text;
}

/** Why the text, which is no JSON object, cannot be read as one. */
export function unreadableJson(text: string): UnreadableBody {
  const why = goJsonError(text, TYPE_META);
  return new UnreadableBody(
    why === undefined
      ? `Object 'Kind' is missing in '${text}'`
      : `couldn't get version/kind; json parse error: ${why}`,
    Buffer.from(text),
  );
}

/** An object that does not say in words what it is, as a body that nobody can read; undefined for all others. */
export function unreadableTypeMeta(body: JsonObject): UnreadableBody | undefined {
  const why = goTypeMetaError(body);
  return why === undefined ? undefined : new UnreadableBody(why, Buffer.from(JSON.stringify(body)));
}
