import { Pods } from '../../api/core/pod';
import type { Kind } from '../../api/kind';
import type { KubeObject } from '../../api/object';
import type { LabelSelector, Pod } from '../../api/schema/objects';
import { matchesSelector } from '../../api/selector';
import { containerNames } from '../../apiserver/pod-log';
import { CommandError } from '../errors';
import { getNamed } from '../select';
import type { Session } from '../session';

const DEFAULT_CONTAINER = 'kubectl.kubernetes.io/default-container';

interface Selecting extends KubeObject {
  readonly spec?: { readonly selector?: LabelSelector | Readonly<Record<string, string>> };
}

/** The selector of a workload or a Service; undefined when it has none. */
export function selectorOf(object: KubeObject): LabelSelector | undefined {
  const { selector } = (object as Selecting).spec ?? {};
  if (selector === undefined) return undefined;
  if (object.kind === 'Service' || object.kind === 'ReplicationController') {
    return { matchLabels: selector as Readonly<Record<string, string>> };
  }
  return selector as LabelSelector;
}

/** The type of a kind's objects in Go, as messages name it. */
export function goType({ version, kind }: Kind): string {
  return `*${version}.${kind}`;
}

/** The Pod that `POD` or `TYPE/NAME` means. upstream: AttachablePodForObject */
export function podOf(session: Session, word: string): Pod {
  const slash = word.indexOf('/');
  const kind = slash < 0 ? (Pods as typeof Pods) : session.kind(word.slice(0, slash));
  const name = word.slice(slash + 1);
  return podBehind(session, kind as Kind, getNamed(session, kind as Kind, name));
}

/** The Pod that an object is, or the first that runs of those that it selects. */
export function podBehind(session: Session, kind: Kind, object: KubeObject): Pod {
  if (kind.id === Pods.id) return object as Pod;
  const selector = selectorOf(object);
  if (selector === undefined)
    throw new CommandError(
      `cannot attach to ${goType(kind)}: selector for ${goType(kind)} not implemented`,
    );
  const pods = session.api
    .list(Pods, { namespace: object.metadata.namespace })
    .items.filter(({ metadata }) => matchesSelector(selector, metadata.labels));
  const first = pods.find(({ status }) => status.phase === 'Running') ?? pods[0];
  if (first === undefined) throw new CommandError('timed out waiting for the condition');
  return first;
}

/** The container that is meant when none is named; says so when there are others. */
export function meantContainer(session: Session, pod: Pod): string {
  return defaultContainer(pod, (line) => {
    if (!session.flags.boolean('quiet')) session.warn(line);
  });
}

/** The container that is meant when none is named; `say` hears of the others. upstream: podcmd, FindOrDefaultContainerByName */
export function defaultContainer(pod: Pod, say: (line: string) => void): string {
  const preset = pod.metadata.annotations?.[DEFAULT_CONTAINER];
  if (preset !== undefined && containerNames(pod).includes(preset)) return preset;
  const [first] = pod.spec.containers;
  if (first === undefined) throw new CommandError(`no container found in pod ${pod.metadata.name}`);
  const all = [
    ...pod.spec.containers.map(({ name }) => name),
    ...(pod.spec.initContainers ?? []).map(({ name }) => `${name} (init)`),
    ...(pod.spec.ephemeralContainers ?? []).map(({ name }) => `${name} (ephem)`),
  ];
  if (all.length > 1) say(`Defaulted container "${first.name}" out of: ${all.join(', ')}`);
  return first.name;
}
