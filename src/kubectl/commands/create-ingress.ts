import { CommandError } from '../errors';
import type { Session } from '../session';
import { generatorCommand, nameOf } from './generator';

/** `foo.com/bar*=svc:8080,tls=secret` */
const RULE = /^([^/=]*)(\/[^=]*)=([^:,]+):([^,]+)(?:,.*)?$/;
const BACKEND = /^([^:]+):([^:]+)$/;

interface Path {
  readonly host: string;
  readonly path: object;
}

function backendOf(name: string, port: string): object {
  const number = /^\d+$/.test(port) ? { number: Number(port) } : { name: port };
  return { service: { name, port: number } };
}

/** The host and the path of a rule; a path that ends in `*` means all below it. */
function pathOf([, host = '', path = '', service = '', port = '']: readonly string[]): Path {
  const isPrefix = path.endsWith('*');
  return {
    host,
    path: {
      backend: backendOf(service, port),
      path: isPrefix ? path.slice(0, -1) : path,
      pathType: isPrefix ? 'Prefix' : 'Exact',
    },
  };
}

function readRules({ flags }: Session): readonly RegExpMatchArray[] {
  return flags.list('rule').map((text) => {
    const found = RULE.exec(text);
    if (found === null)
      throw new CommandError(
        `rule ${text} is invalid and should be in format host/path=svcname:svcport[,tls[=secret]]`,
      );
    return found;
  });
}

/** One rule for each host, in the order in which they are named. */
function rulesOf(paths: readonly Path[]): readonly object[] {
  const byHost = new Map<string, object[]>();
  for (const { host, path } of paths) byHost.set(host, [...(byHost.get(host) ?? []), path]);
  return [...byHost].map(([host, those]) => ({
    ...(host === '' ? {} : { host }),
    http: { paths: those },
  }));
}

/** One entry for each Secret, with the hosts that it is for. */
function tlsOf(rules: readonly RegExpMatchArray[]): readonly object[] {
  const bySecret = new Map<string, Set<string>>();
  for (const [text, host = ''] of rules) {
    const [, tls, ...more] = text.split(',');
    if (tls === undefined || more.length > 0) continue;
    const [, secret = ''] = tls.split('=');
    const hosts = bySecret.get(secret) ?? new Set();
    if (host !== '') hosts.add(host);
    bySecret.set(secret, hosts);
  }
  return [...bySecret].map(([secretName, hosts]) => ({
    ...(hosts.size > 0 ? { hosts: [...hosts] } : {}),
    ...(secretName === '' ? {} : { secretName }),
  }));
}

function annotationsOf({ flags }: Session): Readonly<Record<string, string>> {
  return Object.fromEntries(
    flags.list('annotation').map((text) => {
      const equals = text.indexOf('=');
      if (equals < 1)
        throw new CommandError(`annotation ${text} is invalid and should be in format key=[value]`);
      return [text.slice(0, equals), text.slice(equals + 1)];
    }),
  );
}

function defaultBackend(text: string): object | undefined {
  if (text === '') return undefined;
  const [, name, port] = BACKEND.exec(text) ?? [];
  if (name === undefined || port === undefined)
    throw new CommandError('default-backend should be in format servicename:serviceport');
  return backendOf(name, port);
}

/** `kubectl create ingress`. */
export const createIngressCommand = generatorCommand({
  path: 'create ingress',
  flags: ['annotation', 'class', 'default-backend', 'rule'],
  failure: 'failed to create ingress: ',
  build(session) {
    const { flags } = session;
    const name = nameOf(session);
    if (flags.list('rule').length === 0 && flags.text('default-backend') === '')
      throw new CommandError(
        'not enough information provided: every ingress has to either specify a default-backend (which catches all traffic) or a list of rules (which catch specific paths)',
      );
    const rules = readRules(session);
    const annotations = annotationsOf(session);
    const backend = defaultBackend(flags.text('default-backend'));
    const tls = tlsOf(rules);
    const className = flags.text('class');
    return {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'Ingress',
      metadata: { ...(Object.keys(annotations).length > 0 ? { annotations } : {}), name },
      spec: {
        ...(backend === undefined ? {} : { defaultBackend: backend }),
        ...(className === '' ? {} : { ingressClassName: className }),
        ...(rules.length > 0 ? { rules: rulesOf(rules.map(pathOf)) } : {}),
        ...(tls.length > 0 ? { tls } : {}),
      },
      status: { loadBalancer: {} },
    };
  },
});
