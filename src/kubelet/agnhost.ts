import { mountTest } from './mount-test';
import type { HttpReply } from './pod-http';
import type { Process, Surroundings } from './process';
import { flag, readDuration } from './program-flags';

type Subcommand = (words: readonly string[], around: Surroundings) => Process;

/** How long the server of `liveness` is well. */
const WELL = 10_000;

function* serveForever(): Process {
  yield { sleep: Number.POSITIVE_INFINITY, endless: true };
  return 0;
}

/** A server on the port of `--port` or `--http-port`, which answers paths without their query. */
type Pages = (path: string, query: URLSearchParams, around: Surroundings) => HttpReply | undefined;

function server(banner: string, port?: number, pages?: Pages): Subcommand {
  return (words, around) => {
    around.write(`${banner}\n`);
    if (pages === undefined) return serveForever();
    const own = Number(flag(words, 'http-port') ?? flag(words, 'port') ?? port);
    around.serve((request) => {
      if (request.port !== own) return undefined;
      const [path = '/', query = ''] = request.path.split('?');
      const reply = pages(path, new URLSearchParams(query), around);
      return reply ?? { status: 404, body: '404 page not found\n' };
    });
    return serveForever();
  };
}

/** `agnhost netexec`: what its clients ask for is in its log. */
const netexec: Pages = (path, query, { now, write, hostname }) => {
  const stamp = new Date(now()).toISOString().slice(0, 19).replace('T', ' ').replaceAll('-', '/');
  const log = (text: string) => write(`${stamp} ${text}\n`);
  switch (path) {
    case '/':
      log('GET /');
      return { status: 200, body: `NOW: ${new Date(now()).toISOString()}` };
    case '/echo': {
      const message = query.get('msg') ?? '';
      log(`GET /echo?msg=${message}`);
      return { status: Number(query.get('code') ?? 200), body: message };
    }
    case '/hostname':
    case '/hostName':
      log(`GET ${path}`);
      return { status: 200, body: hostname };
    case '/healthz':
      return { status: 200, body: '' };
    default:
      return undefined;
  }
};

const serveHostname: Pages = (_path, _query, { hostname }) => ({ status: 200, body: hostname });

// biome-ignore lint/correctness/useYield: it ends at once
function* entrypointTester(words: readonly string[], around: Surroundings): Process {
  around.write(`[${words.join(' ')}]\n`);
  return 0;
}

function* liveness(_words: readonly string[], around: Surroundings): Process {
  yield { sleep: WELL, endless: true };
  around.sicken();
  return yield* serveForever();
}

const METHODS = ['GET', 'POST', 'PUT'];
const NAMESPACES = ['kube-system', 'default', 'ns'];

function* logsGenerator(words: readonly string[], around: Surroundings): Process {
  const total = Number(flag(words, 'log-lines-total', 't') ?? 0);
  const duration = readDuration(flag(words, 'run-duration', 'd') ?? '');
  if (!(total > 0 && duration > 0)) {
    around.write(
      total > 0
        ? `Invalid duration: ${duration / 1000}s\n`
        : `Invalid total number of lines: ${total}\n`,
    );
    return 255;
  }
  for (let id = 0; id < total; id++) {
    const now = new Date(around.now()).toISOString();
    const head = `I${now.slice(5, 7)}${now.slice(8, 10)} ${now.slice(11, 23)}000       1`;
    around.write(`${head} logs_generator.go:76] ${requestLine(id)}\n`);
    yield { sleep: duration / total, endless: false };
  }
  return 0;
}

/** Looks like a line of an API server's log; the same for the same number. */
function requestLine(id: number): string {
  const namespace = NAMESPACES[((id * 7) % 5) % 3];
  const pod = (id * 7919 + 1296).toString(36);
  const method = METHODS[((id * 5) % 7) % 3];
  return `${id} ${method} /api/v1/namespaces/${namespace}/pods/${pod} ${200 + ((id * 113) % 400)}`;
}

const subcommands: ReadonlyMap<string, Subcommand> = new Map<string, Subcommand>([
  ['pause', server('Paused')],
  ['entrypoint-tester', entrypointTester],
  ['mounttest', mountTest],
  ['liveness', liveness],
  ['logs-generator', logsGenerator],
  ['netexec', server('Started HTTP server on port 8080', 8080, netexec)],
  ['serve-hostname', server('Serving on port 9376.', 9376, serveHostname)],
]);

/**
 * What agnhost, the image of Kubernetes' own tests, does by its first argument; undefined when the command line
 * is none of its, or its argument is not known here.
 */
export function agnhostProgram(
  words: readonly string[],
  around: Surroundings,
): Process | undefined {
  const [first = '', second = ''] = words;
  if (!/(^|\/)agnhost(-2)?$/.test(first)) return undefined;
  return subcommands.get(second)?.(words, around);
}
