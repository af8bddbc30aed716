import { request as httpRequest, type IncomingMessage } from 'node:http';
import type { Headers } from '../http/authentication';
import { ClockDriver } from '../http/clock-driver';
import { Listener } from '../http/listener';
import type { RestAnswer, RestRequest } from '../http/rest';
import type { Site } from '../http/site';
import type { WatchEvent } from '../http/watch';
import type { Loop } from '../sim/loop';

/** A recorded request with its placeholders filled in. */
export interface AskedRequest extends Omit<RestRequest, 'user' | 'accept'> {
  readonly headers: Headers;
}

/** So long a watch is listened to, in milliseconds: what it has to tell at once comes at once. */
const WATCHED = 50;

/** Asks over a socket of its own what would else be asked in process. */
export async function askOverHttp(
  site: Site,
  loop: Loop,
  request: AskedRequest,
): Promise<RestAnswer> {
  const clock = new ClockDriver(loop, 0);
  const listener = new Listener({ site, clock, host: '127.0.0.1', port: 0 });
  const port = await listener.listen();
  try {
    return await ask(port, request);
  } finally {
    await listener.close();
  }
}

function ask(port: number, request: AskedRequest): Promise<RestAnswer> {
  const { method, path, query, contentType, body } = request;
  const headers: Record<string, string[] | string> = {};
  for (const [name, values] of request.headers) headers[name] = [...values];
  if (contentType !== '') headers['content-type'] = contentType;
  const text =
    body === undefined || body === null
      ? ''
      : typeof body === 'string'
        ? body
        : JSON.stringify(body);
  // Node leaves it out for methods that rarely have a body
  headers['content-length'] = String(Buffer.byteLength(text));
  const url = query === '' ? path : `${path}?${query}`;
  return new Promise((resolve, reject) => {
    const sent = httpRequest({ port, host: '127.0.0.1', method, path: url, headers }, (response) =>
      resolve(read(response, /[?&]watch=(?:1|true)/.test(url))),
    );
    sent.on('error', reject);
    sent.end(text);
  });
}

async function read(response: IncomingMessage, isWatch: boolean): Promise<RestAnswer> {
  const code = response.statusCode ?? 0;
  const { warning } = response.headers;
  const warnings = warning === undefined ? [] : [warning];
  const lasts = isWatch && code === 200;
  if (lasts) setTimeout(() => response.destroy(), WATCHED);
  let text = '';
  response.setEncoding('utf8');
  try {
    for await (const part of response) text += part;
  } catch (error) {
    // a watch has no end but ours
    if (!lasts) throw error;
  }
  if (!lasts) return { code, warnings, ...contentOf(response, text) };
  const lines = text.split('\n').filter((line) => line !== '');
  const events = lines.map((line) => JSON.parse(line) as WatchEvent);
  return { code, warnings, watch: heard(events) };
}

function contentOf(response: IncomingMessage, text: string): Pick<RestAnswer, 'body' | 'text'> {
  const isJson = String(response.headers['content-type']).startsWith('application/json');
  return isJson ? { body: JSON.parse(text) } : { text };
}

/** What was heard of a watch, as a watch that tells it. */
function heard(events: readonly WatchEvent[]): NonNullable<RestAnswer['watch']> {
  const last = { type: 'BOOKMARK', object: {} } as const;
  return {
    timeoutSeconds: 0,
    bookmarks: false,
    bookmark: () => last,
    begin(send) {
      for (const event of events) send(event);
      return () => {};
    },
  };
}
