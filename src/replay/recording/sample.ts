import { Pods } from '../../api/core/pod';
import { deepEqual } from '../../api/object';
import type { Pod } from '../../api/schema/objects';
import type { Cluster } from '../../cluster';
import type { RecordedSample, Recording } from './format';
import type { Tally } from './tally';

/** How long a sampled Pod may wait for its node, and the pause after it has gone. */
const PATIENCE = 10_000;
const PAUSE = 50;

/** How often each node was chosen. */
type Distribution = Readonly<Record<string, number>>;

/** Lets the scheduler place the same Pod again and again, and counts where it goes. */
export function distributionOf(
  cluster: Cluster,
  namespace: string,
  { pod, times }: RecordedSample,
): Distribution {
  const counts: Record<string, number> = {};
  for (let i = 0; i < times; i++) {
    const { name } = cluster.admin.create(Pods, {
      ...pod,
      metadata: { ...pod.metadata, namespace },
    } as Pod).metadata;
    const nodeOf = () => cluster.admin.find(Pods, { namespace, name })?.spec.nodeName;
    cluster.waitUntil(() => nodeOf() !== undefined, PATIENCE);
    const node = nodeOf() ?? 'none';
    counts[node] = (counts[node] ?? 0) + 1;
    cluster.admin.delete(Pods, { namespace, name }, { gracePeriodSeconds: 0 });
    cluster.pass(PAUSE);
  }
  return counts;
}

/** Counts whether a distribution is the one that was recorded at a step. */
export function compareDistribution(
  counts: Distribution,
  output: Recording['output'],
  step: number,
  tally: Tally,
): void {
  const theirs = output.find((o) => o.step === step && o.distribution);
  // where both runs differ the real choice was among equals: each of theirs must be possible
  const same =
    theirs?.u === 1
      ? Object.keys(counts).every((node) => node in (theirs.distribution ?? {}))
      : deepEqual(counts, theirs?.distribution);
  const text = `sample ${JSON.stringify(counts)} instead of ${JSON.stringify(theirs)}`;
  tally.fact(same, () => ({ what: 'sample', text }));
}
