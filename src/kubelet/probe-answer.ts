import type { Container as ContainerSpec, Probe } from '../api/schema/objects';
import type { Container } from './container';
import type { ProbeKind } from './container-options';
import { probeTiming } from './probe';

/** The number of a port that may be given by its name. */
export function portNumber(spec: ContainerSpec, port: number | string): number {
  if (typeof port === 'number') return port;
  const named = spec.ports?.find((p) => p.name === port);
  return named?.containerPort ?? (Number(port) || 0);
}

/** Asks a container; undefined when it answers well, else what the kubelet says of the failure. */
export function askProbe(
  run: Container,
  kind: ProbeKind,
  probe: Probe,
  podIP: string,
): string | undefined {
  const { spec } = run.options;
  const answers = run.answers(kind);
  if (probe.exec !== undefined) return askExec(run, kind, probe, answers);
  // one that says of itself that it is well or ill is asked; else its image decides
  const asked = probe.httpGet !== undefined && run.hasPages && (answers || run.isSick);
  if (answers && !asked) return undefined;
  const silent = run.listens && run.isSilent(kind);
  if (probe.httpGet !== undefined) {
    const { path = '/', port, host = podIP, scheme = 'HTTP' } = probe.httpGet;
    const address = `${host}:${portNumber(spec, port)}`;
    const url = `${scheme.toLowerCase()}://${address}${path.startsWith('/') ? path : `/${path}`}`;
    if (silent) {
      return `Get ${JSON.stringify(url)}: context deadline exceeded (Client.Timeout exceeded while awaiting headers)`;
    }
    if (asked) {
      const reply = run.request({ port: portNumber(spec, port), path });
      if (reply === undefined)
        return `Get ${JSON.stringify(url)}: dial tcp ${address}: connect: connection refused`;
      return reply.status < 400 ? undefined : `HTTP probe failed with statuscode: ${reply.status}`;
    }
    if (run.listens) return `HTTP probe failed with statuscode: ${run.isSick ? 500 : 503}`;
    return `Get ${JSON.stringify(url)}: dial tcp ${address}: connect: connection refused`;
  }
  if (probe.tcpSocket !== undefined) {
    const { port, host = podIP } = probe.tcpSocket;
    const address = `${host}:${portNumber(spec, port)}`;
    // whoever says that he is not well still takes connections
    if (run.isSick && run.listens && !silent) return undefined;
    return silent
      ? `dial tcp ${address}: i/o timeout`
      : `dial tcp ${address}: connect: connection refused`;
  }
  const address = `${podIP}:${probe.grpc?.port ?? 0}`;
  if (run.listens && !silent) return 'service unhealthy (responded with "NOT_SERVING")';
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
  if (run.isSilent(kind)) return timedOut;
  // a program of which nothing is known answers as its image was told to
  if (!run.isInterpreted) return answers ? undefined : '';
  const { code, output, duration } = run.run(words, answers);
  if (duration > timeout) return timedOut;
  return code === 0 ? undefined : output;
}
