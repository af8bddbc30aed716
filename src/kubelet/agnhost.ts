import { mountTest } from './mount-test';
import type { Process, Surroundings } from './process';
import { flag, readDuration } from './program-flags';

type Subcommand = (words: readonly string[], around: Surroundings) => Process;

/** How long the server of `liveness` is well. */
const WELL = 10_000;

function* serveForever(): Process {
  yield { sleep: Number.POSITIVE_INFINITY, endless: true };
  return 0;
}

function server(banner?: string): Subcommand {
  return (_words, around) => {
    if (banner !== undefined) around.write(`${banner}\n`);
    return serveForever();
  };
}

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
  ['netexec', server('Started HTTP server on port 8080')],
  ['serve-hostname', server('Serving on port 9376.')],
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
