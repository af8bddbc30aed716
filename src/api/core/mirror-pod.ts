import type { ObjectMeta } from '../schema/objects';

/** Marks what shows a static Pod of a node; its value is the static Pod's hash. upstream: MirrorPodAnnotationKey */
export const MIRROR = 'kubernetes.io/config.mirror';

/** True for a Pod that a kubelet runs from a file of its own, and the API server only shows. */
export function isMirrorPod({ metadata }: { readonly metadata: Partial<ObjectMeta> }): boolean {
  return metadata.annotations?.[MIRROR] !== undefined;
}
