import { REVISION_LABEL } from '../../api/apps/stateful-set';
import type { New } from '../../api/object';
import type { DaemonSet, Pod, PodSpec, Toleration } from '../../api/schema/objects';
import { controllerReference } from '../ownership';

const TEMPLATE_GENERATION = 'deprecated.daemonset.template.generation';
const GENERATION_LABEL = 'pod-template-generation';

const own = (key: string, effect: string): Toleration => ({
  key: `node.kubernetes.io/${key}`,
  operator: 'Exists',
  effect,
});

/** Daemons stay where others must go. upstream: AddOrUpdateDaemonPodTolerations */
const TOLERATIONS: readonly Toleration[] = [
  own('not-ready', 'NoExecute'),
  own('unreachable', 'NoExecute'),
  own('disk-pressure', 'NoSchedule'),
  own('memory-pressure', 'NoSchedule'),
  own('pid-pressure', 'NoSchedule'),
  own('unschedulable', 'NoSchedule'),
];
const HOST_NETWORK = own('network-unavailable', 'NoSchedule');

const isSame = (a: Toleration, b: Toleration): boolean => a.key === b.key && a.effect === b.effect;

const known = new WeakMap<PodSpec, readonly Toleration[]>();

/** The template's tolerations and a daemon's own; all Pods of a template share them. */
export function tolerationsOf(spec: PodSpec): readonly Toleration[] {
  const cached = known.get(spec);
  if (cached !== undefined) return cached;
  const extra = spec.hostNetwork === true ? [...TOLERATIONS, HOST_NETWORK] : TOLERATIONS;
  const given = (spec.tolerations ?? []).filter(
    (toleration) => !extra.some((each) => isSame(each, toleration)),
  );
  const tolerations = [...given, ...extra];
  known.set(spec, tolerations);
  return tolerations;
}

/** The node that a daemon Pod is for: where it is bound, or else what its affinity names. upstream: GetTargetNodeName */
export function targetNode({ spec }: Pod): string {
  if (spec.nodeName) return spec.nodeName;
  const terms =
    spec.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution
      ?.nodeSelectorTerms ?? [];
  for (const { matchFields = [] } of terms) {
    for (const { key, operator, values = [] } of matchFields) {
      if (key === 'metadata.name' && operator === 'In') return values[0] ?? '';
    }
  }
  return '';
}

/** The Pod for a node: the template, bound to it by affinity, which the scheduler follows. */
export function newPod(set: DaemonSet, node: string, hash: string): New<Pod> {
  const { metadata = {}, spec } = set.spec.template;
  if (spec === undefined) throw new Error(`${set.metadata.name} has no template`);
  const { labels, annotations, finalizers } = metadata;
  const generation = set.metadata.annotations?.[TEMPLATE_GENERATION];
  return {
    metadata: {
      generateName: `${set.metadata.name}-`,
      namespace: set.metadata.namespace ?? '',
      labels: {
        ...labels,
        [REVISION_LABEL]: hash,
        ...(generation === undefined ? {} : { [GENERATION_LABEL]: generation }),
      },
      ...(annotations === undefined ? {} : { annotations }),
      ...(finalizers === undefined ? {} : { finalizers }),
      ownerReferences: [controllerReference(set)],
    },
    spec: {
      ...spec,
      affinity: {
        ...spec.affinity,
        nodeAffinity: {
          ...spec.affinity?.nodeAffinity,
          requiredDuringSchedulingIgnoredDuringExecution: {
            nodeSelectorTerms: [
              { matchFields: [{ key: 'metadata.name', operator: 'In', values: [node] }] },
            ],
          },
        },
      },
      tolerations: tolerationsOf(spec),
    },
  };
}
