import type { Pod } from '../../api/schema/objects';
import type { Command } from '../command';
import { CommandError } from '../errors';
import { formatOf } from '../print/printer';
import type { Session } from '../session';
import { isVariableName } from './data-source';
import { goNumber } from './expose';
import { createGenerated, type Generated } from './generator';
import { isImageReference } from './image-reference';
import { parseLabels } from './label-spec';
import { overridden } from './overrides';
import { removeRun, runAttached } from './run-attached';

const RESTART = ['Always', 'OnFailure', 'Never'];

function labelsOf(session: Session, name: string): Readonly<Record<string, string>> {
  const text = session.flags.text('labels');
  if (text === '') return { run: name };
  return parseLabels(text);
}

function environmentOf(session: Session): readonly object[] {
  return session.flags.list('env').map((pair) => {
    const equals = pair.indexOf('=');
    if (!isVariableName(pair.slice(0, Math.max(0, equals))))
      throw new CommandError(`invalid env: ${pair}`);
    return { name: pair.slice(0, equals), value: pair.slice(equals + 1) };
  });
}

function annotationsOf(session: Session): Record<string, string> {
  return Object.fromEntries(
    session.flags.list('annotations').map((pair) => {
      const equals = pair.indexOf('=');
      if (equals < 1) throw new CommandError(`invalid annotations format: ${pair}`);
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
          ...(port === '' ? {} : { ports: [{ containerPort: goNumber(port) }] }),
          resources: {},
          ...(flags.boolean('privileged') ? { securityContext: { privileged: true } } : {}),
          ...(flags.boolean('stdin') ? { stdin: true } : {}),
          ...(flags.boolean('stdin') && !flags.boolean('leave-stdin-open')
            ? { stdinOnce: true }
            : {}),
          ...(flags.boolean('tty') ? { tty: true } : {}),
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

const PULL_POLICIES = ['', 'Always', 'IfNotPresent', 'Never'];

/** True when the command stays with what it runs: --attach, and --stdin unless that says no. */
function attaches({ flags }: Session): boolean {
  return flags.has('attach') ? flags.boolean('attach') : flags.boolean('stdin');
}

/** The name, when all is well. upstream: kubectl run, RunRun */
function check(session: Session): string {
  const { flags, words } = session;
  const [name] = words;
  const refuse = (isWrong: boolean, why: string) => {
    if (isWrong) throw session.usage(why);
  };
  if (name === undefined) throw session.usage('NAME is required for run');
  refuse(
    flags.duration('pod-running-timeout') <= 0,
    '--pod-running-timeout must be higher than zero',
  );
  const image = flags.text('image');
  if (image === '') throw new CommandError('--image is required');
  if (!isImageReference(image))
    throw new CommandError(`Invalid image name ${JSON.stringify(image)}: invalid reference format`);
  refuse(
    flags.boolean('tty') && !flags.boolean('stdin'),
    '-i/--stdin is required for containers with -t/--tty=true',
  );
  refuse(
    flags.boolean('expose') && flags.text('port') === '',
    '--port must be set when exposing a service',
  );
  const restart = flags.text('restart') || 'Always';
  refuse(!RESTART.includes(restart), `invalid restart policy: ${restart}`);
  const isAttached = attaches(session);
  refuse(flags.boolean('rm') && !isAttached, '--rm should only be used for attached containers');
  refuse(
    isAttached && session.dryRun !== 'none',
    "--dry-run=[server|client] can't be used with attached containers options (--attach, --stdin, or --tty)",
  );
  const policy = flags.text('image-pull-policy');
  refuse(!PULL_POLICIES.includes(policy), `invalid image pull policy: ${policy}`);
  return name;
}

/** `kubectl run`. */
export const runCommand: Command = {
  path: 'run',
  typed: true,
  flags: [
    'annotations',
    'attach',
    'command',
    'dry-run',
    'env',
    'expose',
    'image',
    'image-pull-policy',
    'labels',
    'leave-stdin-open',
    'output',
    'override-type',
    'overrides',
    'pod-running-timeout',
    'port',
    'privileged',
    'quiet',
    'restart',
    'rm',
    'save-config',
    'stdin',
    'template',
    'tty',
  ],
  required: ['image'],
  run(session) {
    const { flags } = session;
    const name = check(session);
    formatOf(session);
    const before = session.stdout;
    const pod = overridden(session, podOf(session, name));
    const isAttached = attaches(session);
    const created = createGenerated(session, pod, 'created');
    if (flags.boolean('expose')) exposeFirst(session, name, before);
    if (!isAttached) return undefined;
    // what it writes is shown instead
    session.stdout = before;
    try {
      runAttached(session, created as Pod);
    } finally {
      if (flags.boolean('rm')) removeRun(session, created as Pod);
    }
    return undefined;
  },
};
