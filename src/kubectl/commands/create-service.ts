import type { Command } from '../command';
import { CommandError } from '../errors';
import type { Session } from '../session';
import { generatorCommand, nameOf } from './generator';

function portNumber(text: string): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value > 65535)
    throw new CommandError(`must be between 1 and 65535, inclusive`);
  return value;
}

/** The ports of --tcp: `80`, `80:8080`, `80:http`. */
function portsOf(session: Session): readonly object[] {
  const nodePort = session.flags.number('node-port');
  return session.flags.list('tcp').map((spec) => {
    const [port = '', target] = spec.split(':');
    const targetPort =
      target === undefined ? portNumber(port) : /^\d+$/.test(target) ? portNumber(target) : target;
    return {
      name: spec.replaceAll(':', '-'),
      ...(nodePort > 0 ? { nodePort } : {}),
      port: portNumber(port),
      protocol: 'TCP',
      targetPort,
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
      if (ports.length > 0 && clusterIP === 'None') {
        throw new CommandError('can not map ports with clusterip=None');
      }
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
