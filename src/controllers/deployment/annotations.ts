import type { Deployment, ReplicaSet } from '../../api/schema/objects';
import { surgeOf } from './arithmetic';

const PREFIX = 'deployment.kubernetes.io/';
export const REVISION = `${PREFIX}revision`;
const REVISION_HISTORY = `${PREFIX}revision-history`;
export const DESIRED = `${PREFIX}desired-replicas`;
export const MAX = `${PREFIX}max-replicas`;

/** What a set does not inherit from its Deployment. */
const OWN = new Set([
  'kubectl.kubernetes.io/last-applied-configuration',
  REVISION,
  REVISION_HISTORY,
  DESIRED,
  MAX,
  'deprecated.deployment.rollback.to',
]);

type Annotations = Readonly<Record<string, string>>;

/** A revision as upstream counts, in 64 bits; 0 for what is no number. upstream: deployment util, Revision */
export function revisionOf({ metadata }: ReplicaSet | Deployment): bigint {
  return parsed(metadata.annotations?.[REVISION]);
}

function parsed(text = ''): bigint {
  return /^[+-]?\d+$/.test(text) ? BigInt(text.replace(/^\+/, '')) : 0n;
}

/** The sizes that a set remembers of its Deployment, for scaling in proportion. */
export function sizesOf(deployment: Deployment): Annotations {
  const replicas = deployment.spec.replicas ?? 1;
  return { [DESIRED]: `${replicas}`, [MAX]: `${replicas + surgeOf(deployment)}` };
}

/** The annotations of the newest set: its Deployment's, its revision, and the revisions that it was before. */
export function newSetAnnotations(
  deployment: Deployment,
  revision: bigint,
  existing: Annotations | undefined,
): Annotations {
  const annotations: Record<string, string> = { ...existing };
  for (const [key, value] of Object.entries(deployment.metadata.annotations ?? {})) {
    if (!OWN.has(key)) annotations[key] = value;
  }
  const before = annotations[REVISION];
  if (parsed(before) < revision) {
    annotations[REVISION] = `${revision}`;
    if (existing !== undefined && before !== undefined) {
      const history = annotations[REVISION_HISTORY];
      annotations[REVISION_HISTORY] = history === undefined ? before : `${history},${before}`;
    }
  }
  return existing === undefined ? { ...annotations, ...sizesOf(deployment) } : annotations;
}
