import type { HttpReply } from '../container/pod-http';
import type { Surroundings } from '../container/process';
import { type ImageProgram, logLine, type PageRequest, page, servePages } from './http-server';
import { flag, readDuration } from './program-flags';

type Page = (request: PageRequest, around: Surroundings) => HttpReply;

/** How long it waits for an answer to what it was asked to dial. */
const TRIES_MAX = 100;

const echo: Page = ({ query }, around) => {
  const message = query.get('msg') ?? '';
  const code = query.get('code') ?? '';
  logLine(around, `GET /echo?msg=${message}${code === '' ? '' : `&code=${code}`}`);
  return page(message, code === '' ? 200 : Number(code));
};

const hostname: Page = ({ page: path }, around) => {
  logLine(around, `GET ${path}`);
  return page(around.hostname);
};

/** Asks somebody else as often as it is told, and tells what was answered. */
const dial: Page = ({ query }, around) => {
  const [host = '', port = '', request = '', protocol = ''] = [
    'host',
    'port',
    'request',
    'protocol',
  ].map((name) => query.get(name) ?? '');
  const tries = Math.min(Number(query.get('tries') || 1), TRIES_MAX);
  logLine(
    around,
    `GET /dial?host=${host}&protocol=${protocol}&port=${port}&request=${request}&tries=${query.get('tries') ?? ''}`,
  );
  if (request === '') return page('request parameter not specified. <nil>\n', 400);
  const isUdp = protocol.toLowerCase() === 'udp';
  if (!['', 'http', 'udp'].includes(protocol.toLowerCase())) {
    return page(`unsupported protocol. ${protocol}\n`, 400);
  }
  const responses: string[] = [];
  const errors: string[] = [];
  for (let i = 0; i < tries; i++) {
    const reply = around.outside.request(
      host,
      isUdp
        ? { port: Number(port), path: request, transport: 'udp' }
        : { port: Number(port), path: `/${request}` },
      around,
    );
    if (reply !== undefined) responses.push(reply.body);
    else if (isUdp) errors.push("reading from udp connection failed. err:'i/o timeout'");
    else errors.push(`Get "http://${host}:${port}/${request}": connect: connection refused`);
  }
  const output = {
    ...(errors.length > 0 ? { errors } : {}),
    ...(responses.length > 0 ? { responses } : {}),
  };
  return page(JSON.stringify(output));
};

const redirect: Page = ({ query }) => ({
  status: Number(query.get('code') ?? 302),
  body: '',
  headers: { location: query.get('location') ?? '' },
});

const shell: Page = ({ query }, around) => {
  const command = query.get('shellCommand') ?? query.get('cmd') ?? '';
  logLine(around, `GET /shell?cmd=${command}`);
  const { code, output } = around.run(['/bin/sh', '-c', command]);
  return page(
    JSON.stringify({
      ...(code === 0 ? {} : { error: `exit status ${code}` }),
      ...(output === '' ? {} : { output }),
    }),
  );
};

/** Ends the server after some time with a code. */
const exit: Page = ({ page: path, query }, around) => {
  const code = Number(query.get('code') ?? 0);
  const wait = query.get('wait') ?? '';
  logLine(around, path === '/shutdown' ? 'GET /shutdown' : `GET /exit?code=${code}&wait=${wait}`);
  around.exit(code, readDuration(wait));
  return page('');
};

const pages: Readonly<Record<string, Page>> = {
  '/': (_request, around) => {
    logLine(around, 'GET /');
    return page(`NOW: ${new Date(around.now()).toISOString()}`);
  },
  '/echo': echo,
  '/hostname': hostname,
  '/hostName': hostname,
  '/clientip': ({ from = '127.0.0.1' }, around) => {
    logLine(around, 'GET /clientip');
    return page(`${from}:40000`);
  },
  '/serverport': ({ port }) => page(String(port)),
  '/dial': dial,
  '/healthz': () => page(''),
  '/redirect': redirect,
  '/shell': shell,
  '/exit': exit,
  '/shutdown': exit,
};

/** `agnhost netexec`: HTTP and UDP servers; what their clients ask for is in its log. */
export const netexec: ImageProgram = function* (words, around) {
  const port = Number(flag(words, 'http-port') ?? 8080);
  const udpPort = Number(flag(words, 'udp-port') ?? 8081);
  const delay = readDuration(flag(words, 'delay-shutdown') ?? '');
  around.write(`Started HTTP server on port ${port}\n`);
  servePages(around, port, (request) => pages[request.page]?.(request, around));
  if (udpPort > 0) {
    around.write(`Started UDP server on port ${udpPort}\n`);
    around.serve(udpPort, ({ path, from, transport }) => {
      if (transport !== 'udp') return undefined;
      const [, word, rest = ''] = /^\s*(\w+)\s*(.*)$/s.exec(path) ?? [];
      if (word?.toLowerCase() === 'hostname') return page(around.hostname);
      if (word?.toLowerCase() === 'echo') return page(rest.trimEnd());
      return word === 'clientip' ? page(`${from ?? '127.0.0.1'}:40000`) : undefined;
    });
  }
  yield { sleep: Number.POSITIVE_INFINITY, endless: true };
  return delay > 0 ? 0 : 0;
};
