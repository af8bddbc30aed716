import { Pods } from '../../api/core/pod';
import { applyJsonPatch, PatchError } from '../../api/patch/json-patch';
import { applyMergePatch } from '../../api/patch/merge-patch';
import { applyStrategicPatch } from '../../api/patch/strategic';
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

/** The Service is created after the Pod, and told of before it; `before` is what had been said then. */
function exposeFirst(session: Session, name: string, before: string): void {
  const ofPod = session.stdout.slice(before.length);
  session.stdout = before;
  createGenerated(session, serviceFor(session, name), 'created');
  session.write(session.flags.text('output') === 'yaml' ? `---\n---\n${ofPod}` : ofPod);
}

/** The Pod with the patch of --overrides. */
function overridden(session: Session, pod: Generated): Generated {
  const text = session.flags.text('overrides');
  const type = session.flags.text('override-type') || 'merge';
  if (text === '') return pod;
  if (!['merge', 'strategic', 'json'].includes(type))
    throw new CommandError(`invalid override type: ${type}`);
  let patch: unknown;
  try {
    patch = JSON.parse(text);
  } catch {
    throw new CommandError('Invalid JSON Patch');
  }
  try {
    if (type === 'json') return applyJsonPatch(pod, patch) as Generated;
    if (type === 'merge') return applyMergePatch(pod, patch) as Generated;
    return applyStrategicPatch(pod, patch, Pods.struct) as Generated;
  } catch (error) {
    if (error instanceof PatchError) throw new CommandError(error.message);
    throw error;
  }
}

/** `kubectl run`. */
export const runCommand: Command = {
  path: 'run',
  typed: true,
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
    'override-type',
    'overrides',
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
    const before = session.stdout;
    createGenerated(session, overridden(session, podOf(session, name)), 'created');
    if (flags.boolean('expose')) exposeFirst(session, name, before);
    return undefined;
  },
};
