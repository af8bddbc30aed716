import { createHash } from 'node:crypto';
import type { Container, EphemeralContainer, Pod, PodSpec } from '../../api/schema/objects';
import { containerNames } from '../../apiserver/pod-log';
import { CommandError } from '../errors';
import type { Session } from '../session';
import { customized } from './debug-custom';
import { type DebugStyle, isolated, onNode, profileNamed } from './debug-profile';
import type { Generated } from './generator';

const LETTERS = 'bcdfghjklmnpqrstvwxz2456789';

/** Five letters, made by chance in life, by the moment and the object here. */
function suffix(session: Session, seed: string): string {
  const digest = createHash('sha256').update(`${seed} ${session.now}`).digest();
  return [...digest.subarray(0, 5)].map((byte) => LETTERS[byte % LETTERS.length]).join('');
}

function say(session: Session, line: string): void {
  if (!session.flags.boolean('quiet')) session.print(line);
}

/** The name of the container that debugs a Pod. */
function debuggerName(session: Session, pod: Pod): string {
  const named = session.flags.text('container');
  if (named !== '') return named;
  const taken = containerNames(pod);
  let name = '';
  for (let i = 0; name === '' || taken.includes(name); i++)
    name = `debugger-${suffix(session, `${pod.metadata.uid}/${i}`)}`;
  say(session, `Defaulting debug container name to ${name}.`);
  return name;
}

/** What the flags say of a container; `args` are the words after `--`. */
function flagged({ flags }: Session, args: readonly string[]): Partial<Container> {
  const env = flags.list('env').flatMap((text) =>
    text.split(',').map((pair) => {
      const equals = pair.indexOf('=');
      return { name: pair.slice(0, equals), value: pair.slice(equals + 1) };
    }),
  );
  const policy = flags.text('image-pull-policy');
  const words = flags.boolean('arguments-only') ? { args } : { command: args };
  return {
    ...(args.length === 0 ? {} : words),
    ...(env.length === 0 ? {} : { env }),
    ...(flags.text('image') === '' ? {} : { image: flags.text('image') }),
    ...(policy === '' ? {} : { imagePullPolicy: policy }),
    ...(flags.boolean('stdin') ? { stdin: true } : {}),
    ...(flags.boolean('tty') ? { tty: true } : {}),
  };
}

function secured<T extends Pick<Container, 'securityContext'>>(
  session: Session,
  container: T,
  style: DebugStyle,
): T {
  const profile = profileNamed(session.flags.text('profile'));
  const { securityContext: old, ...rest } = container;
  const securityContext = profile.security(old, style);
  return { ...rest, ...(securityContext === undefined ? {} : { securityContext }) } as T;
}

const READ_FILE = { terminationMessagePolicy: 'File' } as const;

/** The container that joins a Pod. */
export function ephemeralContainer(
  session: Session,
  pod: Pod,
  args: readonly string[],
): EphemeralContainer {
  const name = debuggerName(session, pod);
  const target = session.flags.text('target');
  const container = {
    ...flagged(session, args),
    ...READ_FILE,
    name,
    ...(target === '' ? {} : { targetContainerName: target }),
  };
  return customized(session, secured(session, container as EphemeralContainer, 'ephemeral'));
}

/** A spec with what the file of --custom says of its container of that name. */
function withCustom(session: Session, spec: PodSpec, name: string): PodSpec {
  const containers = spec.containers.map((container) =>
    container.name === name ? customized(session, container) : container,
  );
  return { ...spec, containers };
}

/** The Pod that debugs a node. */
export function nodeDebugger(session: Session, node: string, args: readonly string[]): Generated {
  const name = session.flags.text('container') || 'debugger';
  const pod = `node-debugger-${node}-${suffix(session, node)}`;
  say(session, `Creating debugging pod ${pod} with container ${name} on node ${node}.`);
  const container = { ...flagged(session, args), ...READ_FILE, name } as Container;
  const spec: PodSpec = {
    containers: [secured(session, container, 'node')],
    nodeName: node,
    restartPolicy: 'Never',
    tolerations: [{ operator: 'Exists' }],
  };
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { labels: { 'app.kubernetes.io/managed-by': 'kubectl-debug' }, name: pod },
    spec: withCustom(session, onNode(profileNamed(session.flags.text('profile')), spec), name),
  };
}

/** The copied spec with the images of --set-image. */
function withImages({ flags }: Session, spec: PodSpec): PodSpec {
  const images = flags.pairs('set-image');
  const containers = spec.containers.map((container) => {
    const image = images[container.name] ?? images['*'];
    return image === undefined ? container : { ...container, image };
  });
  return { ...spec, containers };
}

function copiedSpec({ flags }: Session, { spec }: Pod): PodSpec {
  const { ephemeralContainers: _none, nodeName, ...rest } = spec;
  return {
    ...rest,
    ...(flags.boolean('same-node') && nodeName ? { nodeName } : {}),
    ...(flags.has('share-processes')
      ? { shareProcessNamespace: flags.boolean('share-processes') }
      : {}),
  };
}

/** A copy of a Pod with a container changed or added; its name is none where only images change. */
export function debuggedCopy(
  session: Session,
  pod: Pod,
  args: readonly string[],
): { readonly copy: Generated; readonly container: string | undefined } {
  const { flags } = session;
  const spec = withImages(session, copiedSpec(session, pod));
  const copy = (metadata: object, made: PodSpec): Generated => ({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { ...metadata, name: flags.text('copy-to') },
    spec: made,
  });
  const old = spec.containers.find(({ name }) => name === flags.text('container'));
  if (old === undefined && flags.text('image') === '') {
    if (Object.keys(flags.pairs('set-image')).length === 0)
      throw new CommandError('you must specify image when creating new container');
    const { labels, annotations } = pod.metadata;
    return { copy: copy({ labels, annotations }, spec), container: undefined };
  }
  const name = old?.name ?? debuggerName(session, pod);
  const given = flagged(session, args);
  const { args: _args, ...bare } = old ?? { ...READ_FILE, name };
  const kept = given.command === undefined ? (old ?? bare) : bare;
  const changed = secured(session, { ...kept, ...given } as Container, 'copy');
  const containers =
    old === undefined
      ? [...spec.containers, changed]
      : spec.containers.map((container) => (container === old ? changed : container));
  const profile = profileNamed(flags.text('profile'));
  const alone = isolated(profile, pod.metadata, { ...spec, containers }, flags);
  return {
    copy: copy(alone.metadata, withCustom(session, alone.spec, name)),
    container: name,
  };
}
