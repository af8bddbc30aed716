import type { Surroundings } from '../container/process';
import {
  type ImageProgram,
  logLine,
  type Pages,
  page,
  serveForever,
  servePages,
} from './http-server';
import { flag } from './program-flags';

/** How long a replica looks for its primary, once a second. */
const REGISTER_TRIES = 15;

/** What a server of the guestbook remembers. */
interface Book {
  readonly store: Map<string, string>;
  readonly replicas: string[];
  readonly backendPort: number;
}

function data(value: unknown): string {
  return JSON.stringify({ data: value });
}

function ask(around: Surroundings, host: string, port: number, path: string): string | undefined {
  return around.outside.request(host, { port, path }, around)?.body;
}

function pagesOf(book: Book): Pages {
  const { store, replicas, backendPort } = book;
  return ({ page: path, query }, around) => {
    const [key = '', value = '', host = ''] = ['key', 'value', 'host'].map(
      (name) => query.get(name) ?? '',
    );
    switch (path) {
      case '/register':
        logLine(around, `GET /register?host=${host}`);
        replicas.push(host);
        logLine(around, `Node '${host}' registered.`);
        return page(data(Object.fromEntries(store)));
      case '/get':
        logLine(around, `GET /get?key=${key}`);
        return page(data(key === '' ? Object.fromEntries(store) : (store.get(key) ?? '')));
      case '/set': {
        logLine(around, `GET /set?key=${key}&value=${value}`);
        if (key === '') return page('cannot set with empty key.\n', 400);
        store.set(key, value);
        const path = `/set?${new URLSearchParams({ key, value })}`;
        const deaf = replicas.find((each) => ask(around, each, backendPort, path) === undefined);
        if (deaf === undefined) return page(JSON.stringify({ message: 'Updated' }));
        return page(`encountered error while propagating to replica '${deaf}'\n`, 417);
      }
      case '/guestbook':
        return passOn(query, around, backendPort);
      default:
        return undefined;
    }
  };
}

/** The front end: reads of a replica, writes to the primary; their names changed with the words for them. */
function passOn(query: URLSearchParams, around: Surroundings, port: number): ReturnType<Pages> {
  const command = (query.get('cmd') ?? '').toLowerCase();
  const [key = '', value = ''] = [query.get('key') ?? '', query.get('value') ?? ''];
  logLine(around, `GET /guestbook?cmd=${command}&key=${key}&value=${value}`);
  if (command !== 'get' && command !== 'set') {
    return page(`unsupported cmd: '${command}'\n`, 400);
  }
  if (command === 'set' && key === '') return page('cannot set with empty key.\n', 400);
  const names = command === 'get' ? ['replica', 'slave'] : ['primary', 'master'];
  for (const name of names) {
    const path = `/${command}?${new URLSearchParams({ key, value })}`;
    const body = ask(around, `agnhost-${name}`, port, path);
    if (body !== undefined) return page(body);
  }
  return page('encountered error: connection refused\n', 417);
}

/** `agnhost guestbook`: primary, replica or front end of a guestbook. */
export const guestbook: ImageProgram = function* (words, around) {
  const port = Number(flag(words, 'http-port') ?? 80);
  const backendPort = Number(flag(words, 'backend-port') ?? 6379);
  const primary = flag(words, 'replicaof') ?? flag(words, 'slaveof');
  const book: Book = { store: new Map(), replicas: [], backendPort };
  servePages(around, port, pagesOf(book));
  for (let tries = 0; primary !== undefined; tries++) {
    const path = `/register?host=${around.address()}`;
    logLine(around, `Registering to primary: ${primary}:${backendPort}${path}`);
    const body = ask(around, primary, backendPort, path);
    if (body !== undefined) {
      const known = (JSON.parse(body) as { data?: Record<string, string> }).data ?? {};
      for (const [key, value] of Object.entries(known)) book.store.set(key, value);
      logLine(around, `Registered to node: ${primary}`);
      break;
    }
    if (tries === REGISTER_TRIES) {
      logLine(around, 'Timed out while registering to primary.');
      return 1;
    }
    yield { sleep: 1000, endless: false };
  }
  return yield* serveForever();
};
