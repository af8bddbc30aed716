import type { Node, Pod, PodSpec } from '../api/schema/objects';
import type { Decision, TieBreak } from './framework';
import type { NodeInfo } from './node-info';
import { defaultProfile } from './plugins';
import { PodInfo } from './pod-info';
import { schedule } from './schedule';
import { type Lookup, NO_LOOKUP, Snapshot } from './snapshot';

type Labels = Readonly<Record<string, string>>;

/** For tests: a node made of what matters. */
export interface NodeDraft {
  readonly name: string;
  readonly cpu?: string;
  readonly memory?: string;
  readonly pods?: string;
  readonly zone?: string;
  readonly labels?: Labels;
  readonly spec?: Node['spec'];
  readonly images?: Readonly<Record<string, number>>;
  readonly extended?: Labels;
}

/** For tests: a Pod made of what matters. */
export interface PodDraft {
  readonly name?: string;
  readonly namespace?: string;
  readonly labels?: Labels;
  readonly cpu?: string;
  readonly memory?: string;
  readonly on?: string;
  readonly priority?: number;
  readonly started?: string;
  readonly terminating?: boolean;
  readonly spec?: Partial<PodSpec>;
}

export function makeNode(draft: NodeDraft): Node {
  const { name, cpu = '4', memory = '8Gi', pods = '110', zone, labels, spec = {}, images } = draft;
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: {
      name,
      uid: name,
      resourceVersion: '1',
      creationTimestamp: '2026-01-05T00:00:00Z',
      labels: {
        'kubernetes.io/hostname': name,
        ...(zone === undefined ? {} : { 'topology.kubernetes.io/zone': zone }),
        ...labels,
      },
    },
    spec,
    status: {
      allocatable: { cpu, memory, pods, ...draft.extended },
      images: Object.entries(images ?? {}).map(([image, sizeBytes]) => ({
        names: [image],
        sizeBytes,
      })),
    },
  };
}

let count = 0;

export function makePod(draft: PodDraft): Pod {
  const name = draft.name ?? `pod-${++count}`;
  const { namespace = 'default', labels, cpu, memory, priority, started, on } = draft;
  const requests = {
    ...(cpu === undefined ? {} : { cpu }),
    ...(memory === undefined ? {} : { memory }),
  };
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name,
      namespace,
      uid: `uid-${name}`,
      resourceVersion: '1',
      creationTimestamp: '2026-01-05T00:00:00Z',
      ...(labels === undefined ? {} : { labels }),
      ...(draft.terminating === true ? { deletionTimestamp: '2026-01-05T00:00:00Z' } : {}),
    },
    spec: {
      schedulerName: 'default-scheduler',
      containers: [{ name: 'c', image: 'web:1', resources: { requests } }],
      ...(priority === undefined ? {} : { priority }),
      ...(on === undefined ? {} : { nodeName: on }),
      ...draft.spec,
    },
    status: started === undefined ? {} : { startTime: started },
  };
}

export function makeSnapshot(
  nodes: readonly NodeDraft[],
  pods: readonly PodDraft[] = [],
  lookup: Partial<Lookup> = {},
): Snapshot {
  const snapshot = new Snapshot({ ...NO_LOOKUP, ...lookup });
  for (const node of nodes) snapshot.setNode(makeNode(node));
  for (const pod of pods) snapshot.addPod(new PodInfo(makePod(pod)), pod.on ?? '');
  return snapshot;
}

/** Of equal nodes the first. */
export const first: TieBreak = ([node]) => node as NodeInfo;

/** The decision about a Pod; of equal nodes the first. */
export function decide(snapshot: Snapshot, pod: PodDraft): Decision {
  return schedule(defaultProfile, new PodInfo(makePod(pod)), snapshot, { tieBreak: first });
}

/** `node: reasons` or `node: ok` for each node. */
export function verdicts(snapshot: Snapshot, pod: PodDraft): Record<string, string> {
  const { feasible, verdicts: rejected, diagnosis } = decide(snapshot, pod);
  const all: Record<string, string> = {};
  for (const { name } of snapshot.nodes) all[name] = diagnosis?.rest?.reasons.join() ?? '-';
  for (const { name } of feasible) all[name] = 'ok';
  for (const { node, rejection } of rejected) all[node.name] = rejection.reasons.join();
  return all;
}

/** One plugin's weighted scores by node; undefined when it had nothing to say. */
export function scoresOf(
  snapshot: Snapshot,
  pod: PodDraft,
  plugin: string,
): Record<string, number> | undefined {
  const { feasible, scores } = decide(snapshot, pod);
  const found = scores.find((s) => s.plugin === plugin)?.scores;
  if (found === undefined) return undefined;
  return Object.fromEntries(feasible.map(({ name }, index) => [name, found[index] ?? 0]));
}
