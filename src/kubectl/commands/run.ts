import type { Command } from '../command';
import { CommandError } from '../errors';
import type { Session } from '../session';
import { createGenerated, type Generated } from './generator';

const RESTART = ['Always', 'OnFailure', 'Never'];

function labelsOf(session: Session, name: string): Record<string, string> {
  const text = session.flags.text('labels');
  if (text === '') return { run: name };
  return Object.fromEntries(
    text.split(',').map((pair) => {
      const equals = pair.indexOf('=');
      if (equals < 1) throw new CommandError(`unexpected label spec: ${pair}`);
      return [pair.slice(0, equals), pair.slice(equals + 1)];
    }),
  );
}

function environmentOf(session: Session): readonly object[] {
  return session.flags.list('env').map((pair) => {
    const equals = pair.indexOf('=');
    if (equals < 1) throw new CommandError(`invalid env: ${pair}`);
    return { name: pair.slice(0, equals), value: pair.slice(equals + 1) };
  });
}

function annotationsOf(session: Session): Record<string, string> {
  return Object.fromEntries(
    session.flags.list('annotations').map((pair) => {
      const equals = pair.indexOf('=');
      if (equals < 1) throw new CommandError(`invalid annotation: ${pair}`);
      return [pair.slice(0, equals), pair.slice(equals + 1)];
    }),
  );
}

function podOf(session: Session, name: string): Generated {
  const { flags, words } = session;
  const args = words.slice(1);
  const env = environmentOf(session);
  const annotations = annotationsOf(session);
  const policy = flags.text('image-pull-policy');
  const restartPolicy = flags.text('restart') || 'Always';
  const port = flags.text('port');
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      ...(Object.keys(annotations).length > 0 ? { annotations } : {}),
      labels: labelsOf(session, name),
      name,
    },
    spec: {
      containers: [
        {
          ...(args.length === 0 ? {} : flags.boolean('command') ? { command: args } : { args }),
          ...(env.length > 0 ? { env } : {}),
          image: flags.text('image'),
          ...(policy === '' ? {} : { imagePullPolicy: policy }),
          name,
          ...(port === '' ? {} : { ports: [{ containerPort: Number(port) }] }),
          resources: {},
          ...(flags.boolean('privileged') ? { securityContext: { privileged: true } } : {}),
        },
      ],
      dnsPolicy: 'ClusterFirst',
      restartPolicy,
    },
    status: {},
  };
}

function serviceFor(session: Session, name: string): Generated {
  const port = Number(session.flags.text('port'));
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name },
    spec: {
      ports: [{ port, protocol: 'TCP', targetPort: port }],
      selector: labelsOf(session, name),
    },
    status: { loadBalancer: {} },
  };
}

/** `kubectl run`. */
export const runCommand: Command = {
  path: 'run',
  flags: [
    'annotations',
    'command',
    'dry-run',
    'env',
    'expose',
    'image',
    'image-pull-policy',
    'labels',
    'output',
    'port',
    'privileged',
    'restart',
    'save-config',
    'template',
  ],
  required: ['image'],
  run(session) {
    const { flags, words } = session;
    const [name] = words;
    if (name === undefined) throw session.usage('NAME is required for run');
    const restart = flags.text('restart') || 'Always';
    if (!RESTART.includes(restart)) throw session.usage(`invalid restart policy: ${restart}`);
    if (flags.boolean('expose') && flags.text('port') === '') {
      throw session.usage('--port must be set when exposing a service');
    }
    if (flags.boolean('expose')) createGenerated(session, serviceFor(session, name), 'created');
    if (flags.boolean('expose') && flags.text('output') === 'yaml') session.write('---\n---\n');
    createGenerated(session, podOf(session, name), 'created');
    return undefined;
  },
};
