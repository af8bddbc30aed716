import { Nodes } from '../../api/core/node';
import { Pods } from '../../api/core/pod';
import type { Kind } from '../../api/kind';
import type { JsonObject, KubeObject, New } from '../../api/object';
import { threeWayPatch } from '../../api/patch/three-way';
import type { Pod } from '../../api/schema/objects';
import type { Command } from '../command';
import { CommandError } from '../errors';
import type { Item } from '../read-files';
import { select } from '../select';
import type { Session } from '../session';
import { checkCustom, customOf } from './debug-custom';
import { debuggedCopy, ephemeralContainer, nodeDebugger } from './debug-pod';
import { profileNamed } from './debug-profile';
import type { Generated } from './generator';
import { isImageReference } from './image-reference';
import { stayWith } from './run-attached';

const SUBRESOURCE = 'ephemeralcontainers';
const PULL_POLICIES = ['', 'Always', 'IfNotPresent', 'Never'];
/** Flags that are about a copy alone. */
const OF_COPIES = ['replace', 'same-node', 'set-image'];

function refuse(isWrong: boolean, why: string): void {
  if (isWrong) throw new CommandError(why);
}

function checkCopy({ flags }: Session, args: readonly string[]): void {
  const image = flags.text('image');
  const images = flags.has('set-image');
  if (flags.text('copy-to') === '') {
    const stray = OF_COPIES.find((flag) => flags.has(flag));
    if (stray !== undefined) throw new CommandError(`--${stray} may only be used with --copy-to.`);
    refuse(image === '', 'you must specify --image when not using --copy-to.');
    return;
  }
  refuse(
    image === '' && !images && args.length === 0,
    'you must specify --image, --set-image or command arguments.',
  );
  refuse(
    args.length > 0 && flags.text('container') === '' && image === '',
    'you must specify an existing container or a new image when specifying args.',
  );
}

/** Which flags go together. upstream: kubectl debug, Validate */
function check(session: Session, names: readonly string[], args: readonly string[]): void {
  const { flags } = session;
  const image = flags.text('image');
  refuse(
    flags.boolean('attach') && flags.has('attach') && image === '' && !flags.has('container'),
    'you must specify --container or create a new container using --image in order to attach.',
  );
  checkCopy(session, args);
  refuse(
    image !== '' && !isImageReference(image),
    `invalid image name ${JSON.stringify(image)}: invalid reference format`,
  );
  refuse(names.length === 0 && !flags.has('filename'), 'NAME or filename is required for debug');
  const policy = flags.text('image-pull-policy');
  refuse(!PULL_POLICIES.includes(policy), `invalid image pull policy: ${policy}`);
  for (const [name, wanted] of Object.entries(flags.pairs('set-image')))
    refuse(
      !isImageReference(wanted),
      `invalid image name ${JSON.stringify(wanted)} for container ${JSON.stringify(name)}: invalid reference format`,
    );
  const target = flags.text('target');
  if (target !== '') {
    refuse(
      flags.text('copy-to') !== '',
      '--target is incompatible with --copy-to. Use --share-processes instead.',
    );
    if (!flags.boolean('quiet'))
      session.print(
        `Targeting container ${JSON.stringify(target)}. If you don't see processes from this container it may be because the container runtime doesn't support this feature.`,
      );
  }
  refuse(
    flags.boolean('tty') && !flags.boolean('stdin'),
    '-i/--stdin is required for containers with -t/--tty=true',
  );
  checkCustom(customOf(session));
  if (flags.text('profile') === 'legacy')
    session.warn(
      '--profile=legacy is deprecated and will be removed in the future. It is recommended to explicitly specify a profile, for example "--profile=general".',
    );
}

/** A Pod, and which of its containers debugs. */
interface Debugging {
  readonly pod: Pod;
  readonly container: string | undefined;
}

function createPod(session: Session, generated: Generated, namespace: string): Pod {
  const metadata = { ...generated.metadata, namespace };
  const wanted = { ...generated, metadata } as unknown as New<KubeObject>;
  return session.api.create(Pods as Kind, wanted, session.writeOptions) as Pod;
}

function join(session: Session, pod: Pod, args: readonly string[]): Debugging {
  const { name, namespace } = pod.metadata;
  const container = ephemeralContainer(session, pod, args);
  const ephemeralContainers = [...(pod.spec.ephemeralContainers ?? []), container];
  const next = { ...pod, spec: { ...pod.spec, ephemeralContainers } };
  const [before, after] = [pod, next] as unknown as readonly [JsonObject, JsonObject];
  const patch = threeWayPatch(before, after, before, Pods.struct);
  const options = { ...session.writeOptions, type: 'strategic', subresource: SUBRESOURCE } as const;
  const patched = session.api.patch(Pods as Kind, { name, namespace }, patch, options);
  return { pod: patched as Pod, container: container.name };
}

function copied(session: Session, pod: Pod, args: readonly string[]): Debugging {
  const { name, namespace } = pod.metadata;
  const { copy, container } = debuggedCopy(session, pod, args);
  const created = createPod(session, copy, namespace ?? session.namespace);
  if (session.flags.boolean('replace'))
    session.api.delete(Pods as Kind, { name, namespace }, { gracePeriodSeconds: 0 });
  return { pod: created, container };
}

function debugOne(session: Session, { kind, object }: Item, args: readonly string[]): Debugging {
  if (kind.id === Nodes.id) {
    const pod = nodeDebugger(session, object.metadata.name, args);
    const created = createPod(session, pod, session.namespace);
    return { pod: created, container: created.spec.containers[0]?.name };
  }
  if (kind.id !== Pods.id)
    throw new CommandError(
      `"${kind.group}/${kind.version}, Kind=${kind.kind}" not supported by debug`,
    );
  const pod = object as Pod;
  return session.flags.text('copy-to') === ''
    ? join(session, pod, args)
    : copied(session, pod, args);
}

/** `kubectl debug`: a container that joins a Pod, a copy of a Pod, or a Pod on a node. */
export const debugCommand: Command = {
  path: 'debug',
  typed: true,
  flags: [
    'arguments-only',
    'attach',
    'container',
    'copy-to',
    'custom',
    'env',
    'filename',
    'image',
    'image-pull-policy',
    'keep-annotations',
    'keep-init-containers',
    'keep-labels',
    'keep-liveness',
    'keep-readiness',
    'keep-startup',
    'profile',
    'quiet',
    'replace',
    'same-node',
    'set-image',
    'share-processes',
    'stdin',
    'target',
    'tty',
  ],
  run(session) {
    const { flags, words, dash = words.length } = session;
    const [names, args] = [words.slice(0, dash), words.slice(dash)];
    profileNamed(flags.text('profile'));
    check(session, names, args);
    const { items, errors } = select(session, { words: names, kind: Pods as Kind });
    for (const error of errors) throw error;
    const attaches = flags.has('attach') ? flags.boolean('attach') : flags.boolean('stdin');
    for (const item of items) {
      const { pod, container } = debugOne(session, item, args);
      if (attaches && container !== undefined) stayWith(session, pod, container);
    }
    return undefined;
  },
};
