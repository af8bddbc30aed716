import { dnsSubdomainErrors, portErrors, portNameErrors } from '../../api/names';
import type { Command } from '../command';
import { CommandError } from '../errors';
import type { Session } from '../session';
import { generatorCommand, nameOf } from './generator';

/** Go's words when a text is no number of 16 bits. */
function portNumber(text: string): number {
  const failed = (why: string) =>
    new CommandError(`strconv.ParseUint: parsing ${JSON.stringify(text)}: ${why}`);
  if (!/^\d+$/.test(text)) throw failed('invalid syntax');
  if (Number(text) > 65535) throw failed('value out of range');
  return Number(text);
}

/** The port of the Pods: a number or a name. */
function targetOf(text: string): number | string {
  const isNumber = /^\d+$/.test(text);
  const errors = isNumber ? portErrors(Number(text)) : portNameErrors(text);
  if (errors.length > 0) throw new CommandError(errors.join(','));
  return isNumber ? Number(text) : text;
}

/** The ports of --tcp: `80`, `80:8080`, `80:http`. */
function portsOf(session: Session): readonly object[] {
  const nodePort = session.flags.number('node-port');
  return session.flags.list('tcp').map((spec) => {
    const [port = '', target] = spec.split(':');
    const number = portNumber(port);
    return {
      name: spec.replaceAll(':', '-'),
      ...(nodePort === 0 ? {} : { nodePort }),
      port: number,
      protocol: 'TCP',
      targetPort: target === undefined ? number : targetOf(target),
    };
  });
}

function serviceGenerator(word: string, type: string, flags: readonly string[]): Command {
  return generatorCommand({
    path: `create service ${word}`,
    flags: ['tcp', ...flags],
    ...(word === 'externalname' ? { required: ['external-name'] } : {}),
    failure: `failed to create ${type} service: `,
    build(session) {
      const name = nameOf(session);
      const ports = portsOf(session);
      const clusterIP = session.flags.text('clusterip');
      const externalName = session.flags.text('external-name');
      if (ports.length === 0 && clusterIP !== 'None' && type !== 'ExternalName') {
        throw new CommandError('at least one tcp port specifier must be provided');
      }
      if (type === 'ExternalName' && dnsSubdomainErrors(externalName).length > 0)
        throw new CommandError(`invalid service external name ${externalName}`);
      return {
        apiVersion: 'v1',
        kind: 'Service',
        metadata: { labels: { app: name }, name },
        spec: {
          ...(clusterIP === '' ? {} : { clusterIP }),
          ...(externalName === '' ? {} : { externalName }),
          ...(ports.length > 0 ? { ports } : {}),
          selector: { app: name },
          type,
        },
        status: { loadBalancer: {} },
      };
    },
  });
}

/** `kubectl create service clusterip|nodeport|loadbalancer|externalname`. */
export const createServiceCommands: readonly Command[] = [
  serviceGenerator('clusterip', 'ClusterIP', ['clusterip']),
  serviceGenerator('nodeport', 'NodePort', ['node-port']),
  serviceGenerator('loadbalancer', 'LoadBalancer', []),
  serviceGenerator('externalname', 'ExternalName', ['external-name']),
];
