import type { Container, EphemeralContainer, PodSpec, SecurityContext } from '../schema/objects';

/** What a check looks at: the annotations and the spec of a Pod or of a template. */
export interface CheckedPod {
  readonly annotations: Readonly<Record<string, string>>;
  readonly spec: PodSpec;
}

/** Why a Pod breaks a check: in a word, and with what. */
export interface Violation {
  readonly reason: string;
  readonly detail: string;
}

/** One check of the Pod Security Standards; a later version of it takes the place of an earlier one. */
export interface Check {
  readonly name: string;
  /** By the minor version from which on it looks so, in rising order. */
  readonly versions: readonly (readonly [
    since: number,
    look: (pod: CheckedPod) => Violation | undefined,
  ])[];
  /** The check of the lower level that this one covers. */
  readonly covers?: string;
}

/** A container of whatever sort. */
export type AnyContainer = Container | EphemeralContainer;

/** All containers, in the order in which messages name them. */
export function containersOf({ spec }: CheckedPod): readonly AnyContainer[] {
  const { initContainers = [], containers = [], ephemeralContainers = [] } = spec;
  return [...initContainers, ...containers, ...ephemeralContainers];
}

/** Texts in quotes. */
export function quoted(texts: Iterable<string>): string {
  return [...texts].map((text) => JSON.stringify(text)).join(', ');
}

/** Each text once, sorted as Go sorts. */
export function distinct(texts: Iterable<string>): readonly string[] {
  return [...new Set(texts)].sort();
}

export function plural(one: string, many: string, count: number): string {
  return count === 1 ? one : many;
}

/** `container "a"`, `containers "a", "b"`. */
export function containerList(names: readonly string[]): string {
  return `${plural('container', 'containers', names.length)} ${quoted(names)}`;
}

/** The names of the containers whose security context is so. */
export function namesWhere(
  pod: CheckedPod,
  isSo: (context: SecurityContext, container: AnyContainer) => boolean,
): readonly string[] {
  return containersOf(pod)
    .filter((container) => isSo(container.securityContext ?? {}, container))
    .map(({ name }) => name);
}

/** Who set something: the Pod, and which containers; empty when nobody did. */
export function setters(isPod: boolean, containers: readonly string[]): string {
  const found = [...(isPod ? ['pod'] : [])];
  if (containers.length > 0) found.push(containerList(containers));
  return found.join(' and ');
}
