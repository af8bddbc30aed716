import { isJsonObject } from '../api/object';
import { yamlText } from '../api/yaml-text';
import { jsonOf } from './encode';
import type { Encoding } from './media-type';
import { encodeProtobuf, watchFrame } from './protobuf/writer';
import type { WatchEvent } from './watch';

/** Clients in front of which people sit. upstream: responsewriters, isPrettyPrint */
const FOR_PEOPLE = /^(?:curl|Wget|Mozilla\/5\.0)/;

/** Whether JSON is to be laid out: when the query says so, or else for who reads it with their own eyes. */
export function isForPeople(query: string, agent: string | undefined): boolean {
  const pretty = new URLSearchParams(query).get('pretty') ?? '';
  return pretty === '' ? FOR_PEOPLE.test(agent ?? '') : /^(?:1|t|true)$/i.test(pretty);
}

/** The body of an answer as it goes to the wire. */
export function answerBytes(
  body: unknown,
  encoding: Encoding,
  isLaidOut: boolean,
): string | Buffer {
  switch (encoding) {
    case 'protobuf':
      return encodeProtobuf(isJsonObject(body) ? body : {});
    case 'yaml':
      return yamlText(body);
    case 'json':
      return isLaidOut ? laidOut(body) : `${jsonOf(body)}\n`;
  }
}

/** JSON as Go lays it out. */
export function laidOut(body: unknown): string {
  return JSON.stringify(body, undefined, 2);
}

/** An event of a watch as it goes to the wire: a line of JSON, or a frame of protobuf. */
export function eventBytes({ type, object }: WatchEvent, encoding: Encoding): string | Buffer {
  if (encoding === 'protobuf') return watchFrame(type, { ...object });
  return `{"type":"${type}","object":${jsonOf(object)}}\n`;
}
