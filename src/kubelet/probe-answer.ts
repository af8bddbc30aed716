import type { Container as ContainerSpec, Probe } from '../api/schema/objects';
import type { Container } from './container/container';
import type { ProbeKind } from './container/container-options';
import { probeTiming } from './probe';

/** The number of a port that may be given by its name. */
export function portNumber(spec: ContainerSpec, port: number | string): number {
  if (typeof port === 'number') return port;
  const named = spec.ports?.find((p) => p.name === port);
  return named?.containerPort ?? (Number(port) || 0);
}

/** An answer that is well enough, though the kubelet has something to say of it. */
export interface ProbeWarning {
  readonly warning: string;
}

const REDIRECTS_MAX = 10;

/** Asks the pages of a server, which may send the kubelet on. upstream: pkg/probe/http */
function askPages(run: Container, url: string): string | ProbeWarning | undefined {
  if (!URL.canParse(url)) return `parse ${JSON.stringify(url)}: invalid URL`;
  const first = new URL(url);
  let next = first;
  for (let count = 0; count < REDIRECTS_MAX; count++) {
    const port = Number(next.port || (next.protocol === 'https:' ? 443 : 80));
    const reply = run.application.request({ port, path: `${next.pathname}${next.search}` });
    const quoted = JSON.stringify(count === 0 ? url : next.href);
    if (reply === undefined)
      return `Get ${quoted}: dial tcp ${next.hostname}:${port}: connect: connection refused`;
    const { status, body, headers = {} } = reply;
    if (status >= 400) return `HTTP probe failed with statuscode: ${status}`;
    if (status < 300 || headers.location === undefined) return undefined;
    if (!URL.canParse(headers.location, next.href))
      return `Get ${quoted}: failed to parse Location header ${JSON.stringify(headers.location)}`;
    next = new URL(headers.location, next.href);
    if (next.hostname !== first.hostname)
      return { warning: `Probe terminated redirects, Response body: ${body}` };
  }
  return `Get ${JSON.stringify(next.href)}: stopped after ${REDIRECTS_MAX} redirects`;
}

/** Asks a container; undefined when it answers well, else what the kubelet says of it. */
export function askProbe(
  run: Container,
  kind: ProbeKind,
  probe: Probe,
  podIP: string,
): string | ProbeWarning | undefined {
  const { spec } = run.options;
  const answers = run.application.answers(kind);
  if (probe.exec !== undefined) return askExec(run, kind, probe, answers);
  // one that says of itself that it is well or ill is asked; else its image decides
  const asked =
    probe.httpGet !== undefined && run.application.hasPages && (answers || run.application.isSick);
  if (answers && !asked) return undefined;
  const silent = run.application.listens && run.application.isSilent(kind);
  if (probe.httpGet !== undefined) {
    const { path = '/', port, host = podIP, scheme = 'HTTP' } = probe.httpGet;
    const address = `${host}:${portNumber(spec, port)}`;
    const url = `${scheme.toLowerCase()}://${address}${path.startsWith('/') ? path : `/${path}`}`;
    if (silent) {
      return `Get ${JSON.stringify(url)}: context deadline exceeded (Client.Timeout exceeded while awaiting headers)`;
    }
    if (asked) {
      return askPages(run, url);
    }
    if (run.application.listens)
      return `HTTP probe failed with statuscode: ${run.application.isSick ? 500 : 503}`;
    return `Get ${JSON.stringify(url)}: dial tcp ${address}: connect: connection refused`;
  }
  if (probe.tcpSocket !== undefined) {
    const { port, host = podIP } = probe.tcpSocket;
    const address = `${host}:${portNumber(spec, port)}`;
    // whoever says that he is not well still takes connections
    if (run.application.isSick && run.application.listens && !silent) return undefined;
    return silent
      ? `dial tcp ${address}: i/o timeout`
      : `dial tcp ${address}: connect: connection refused`;
  }
  const address = `${podIP}:${probe.grpc?.port ?? 0}`;
  if (run.application.listens && !silent) return 'service unhealthy (responded with "NOT_SERVING")';
  return `timeout: failed to connect service ${JSON.stringify(address)} within ${probeTiming(probe).timeout / 1000}s: context deadline exceeded`;
}

function askExec(
  run: Container,
  kind: ProbeKind,
  probe: Probe,
  answers: boolean,
): string | undefined {
  const words = probe.exec?.command ?? [];
  const { timeout } = probeTiming(probe);
  const timedOut = `command timed out: ${JSON.stringify(words.join(' '))} timed out after ${timeout / 1000}s`;
  if (run.application.isSilent(kind)) return timedOut;
  // beside a program of which nothing is known, a command answers as the image was told to
  if (!run.isInterpreted && !isConstant(words)) return answers ? undefined : '';
  const { code, output, duration } = run.run(words, answers);
  if (duration > timeout) return timedOut;
  return code === 0 ? undefined : output;
}

/** True for commands that say the same wherever they run. */
function isConstant([first = '']: readonly string[]): boolean {
  return /^(?:.*\/)?(?:true|false)$/.test(first);
}
