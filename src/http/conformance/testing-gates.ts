import type { JsonObject } from '../../api/object';
import { PAUSE, type Walk, walk } from './testing-walk';

/** A container that runs a script. */
export const shell = (script: string): JsonObject => ({
  image: 'busybox:1',
  command: ['sh', '-c', script],
});

/** A Pod of one container `c`. */
export function podOf(name: string, spec: JsonObject, container: JsonObject = { image: PAUSE }) {
  return { metadata: { name }, spec: { containers: [{ name: 'c', ...container }], ...spec } };
}

/** A cluster of one node with these gates, and where the objects of a new namespace are. */
export function worldWith(
  gates: Readonly<Record<string, boolean>>,
): Walk & { readonly base: string } {
  const w = walk(1);
  w.cluster.setFeatureGates(gates);
  w.cluster.settle(60_000);
  return { ...w, base: `/api/v1/namespaces/${w.namespace()}` };
}
