import { conversionWebhook } from './conversion-webhook';
import { guestbook } from './guestbook';
import { type ImageProgram, logLine, page, serveForever, servePages } from './http-server';
import { logsGenerator } from './logs-generator';
import { mountTest } from './mount-test';
import { netexec } from './netexec';
import { nettest } from './nettest';
import { porter } from './porter';
import { flag } from './program-flags';
import { webhook } from './webhook';

/** How long the server of `liveness` is well. */
const WELL = 10_000;

const pause: ImageProgram = (_words, around) => {
  around.write('Paused\n');
  return serveForever();
};

// biome-ignore lint/correctness/useYield: it ends at once
const entrypointTester: ImageProgram = function* (words, around) {
  around.write(`[${words.join(' ')}]\n`);
  return 0;
};

const liveness: ImageProgram = function* (_words, around) {
  const start = around.now();
  servePages(around, 8080, ({ page: path, query }) => {
    if (path === '/redirect') {
      const location = query.get('loc') ?? '';
      return { status: 302, body: `<a href="${location}">Found</a>.\n\n`, headers: { location } };
    }
    const age = around.now() - start;
    return age >= WELL ? page(`error: ${age / 1000}`, 500) : page('ok');
  });
  yield { sleep: WELL, endless: true };
  around.sicken();
  return yield* serveForever();
};

const serveHostname: ImageProgram = (words, around) => {
  const port = Number(flag(words, 'port') ?? 9376);
  around.write(`Serving on port ${port}.\n`);
  servePages(around, port, () => page(around.hostname));
  return serveForever();
};

/** Serves the container's files. */
const testWebserver: ImageProgram = (words, around) => {
  const port = Number(flag(words, 'port') ?? 80);
  servePages(around, port, ({ page: path }) => {
    logLine(around, `GET ${path}`);
    const text = around.files.read(path);
    if (text !== undefined) return page(text);
    if (!around.files.isDirectory(path)) return undefined;
    const links = around.files.list(path).map((name) => `<a href="${name}">${name}</a>\n`);
    return page(`<pre>\n${links.join('')}</pre>\n`);
  });
  return serveForever();
};

const RESOLV = '/etc/resolv.conf';

/** One line of the resolver's settings, its words with commas between. */
function resolverWords(keyword: string): ImageProgram {
  return function* (_words, around) {
    const found = (around.files.read(RESOLV) ?? '')
      .split('\n')
      .flatMap((line) => (line.startsWith(`${keyword} `) ? line.split(/\s+/).slice(1) : []));
    around.write(`${found.join(',')}\n`);
    return 0;
  };
}

// biome-ignore lint/correctness/useYield: it ends at once
const etcHosts: ImageProgram = function* (_words, around) {
  around.write(around.files.read('/etc/hosts') ?? '');
  return 0;
};

// biome-ignore lint/correctness/useYield: it ends at once
const connect: ImageProgram = function* (words, around) {
  const [, host = '', port = ''] = /^(.*):(\d+)$/.exec(words.at(-1) ?? '') ?? [];
  const outcome = around.outside.connect(host, Number(port), around);
  if (outcome === 'open') return 0;
  const isName = !/^[\d.]+$/.test(host);
  const isUnknown = isName && around.outside.resolve(host, around).length === 0;
  if (isUnknown) around.writeError(`DNS: lookup ${host}: no such host\n`);
  else around.writeError(outcome === 'refused' ? 'REFUSED\n' : 'TIMEOUT\n');
  return 1;
};

const subcommands: ReadonlyMap<string, ImageProgram> = new Map<string, ImageProgram>([
  ['pause', pause],
  ['entrypoint-tester', entrypointTester],
  ['mounttest', mountTest],
  ['liveness', liveness],
  ['logs-generator', logsGenerator],
  ['netexec', netexec],
  ['serve-hostname', serveHostname],
  ['test-webserver', testWebserver],
  ['guestbook', guestbook],
  ['nettest', nettest],
  ['porter', porter],
  ['webhook', webhook],
  ['crd-conversion-webhook', conversionWebhook],
  ['connect', connect],
  ['dns-suffix', resolverWords('search')],
  ['dns-server-list', resolverWords('nameserver')],
  ['etc-hosts', etcHosts],
]);

/** What agnhost, the image of Kubernetes' own tests, does by its first argument; undefined when that is not known here. */
export function agnhostProgram(words: readonly string[]): ImageProgram | undefined {
  return subcommands.get(words[1] ?? '');
}
