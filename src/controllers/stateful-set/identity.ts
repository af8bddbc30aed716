import {
  firstOrdinal,
  POD_INDEX_LABEL,
  POD_NAME_LABEL,
  REVISION_LABEL,
} from '../../api/apps/stateful-set';
import type { New } from '../../api/object';
import type { ControllerRevision, Pod, StatefulSet, Volume } from '../../api/schema/objects';
import { controllerReference } from '../ownership';
import { templateOf } from '../revisions';

/** The ordinal in a Pod's name; -1 when the name is not one of the set's. */
export function ordinalOf(set: StatefulSet, { metadata }: Pod): number {
  const { name } = metadata;
  const dash = name.lastIndexOf('-');
  if (dash !== set.metadata.name.length || !name.startsWith(set.metadata.name)) return -1;
  const digits = name.slice(dash + 1);
  return /^\d+$/.test(digits) ? Number(digits) : -1;
}

/** True when the set wants a Pod of this ordinal. */
export function isWanted(set: StatefulSet, ordinal: number): boolean {
  const start = firstOrdinal(set);
  return ordinal >= start && ordinal < start + (set.spec.replicas ?? 1);
}

export function podName(set: StatefulSet, ordinal: number): string {
  return `${set.metadata.name}-${ordinal}`;
}

export function claimName(set: StatefulSet, template: string, ordinal: number): string {
  return `${template}-${set.metadata.name}-${ordinal}`;
}

/** A claim per template takes the place of the template's volume of that name. */
function volumesOf(
  set: StatefulSet,
  ordinal: number,
  volumes: readonly Volume[] = [],
): readonly Volume[] {
  const names = (set.spec.volumeClaimTemplates ?? []).map(({ metadata }) => metadata.name);
  return [
    ...names.map((name) => ({
      name,
      persistentVolumeClaim: { claimName: claimName(set, name, ordinal) },
    })),
    ...volumes.filter(({ name }) => !names.includes(name)),
  ];
}

/** The Pod of an ordinal by the template of a revision; all but its name and its claims is the template's own. */
export function newPod(set: StatefulSet, revision: ControllerRevision, ordinal: number): New<Pod> {
  const template = templateOf(revision);
  const { labels, annotations, finalizers } = template.metadata ?? {};
  if (template.spec === undefined) throw new Error(`${set.metadata.name} has no template`);
  const name = podName(set, ordinal);
  const volumes = volumesOf(set, ordinal, template.spec.volumes);
  return {
    metadata: {
      name,
      generateName: `${set.metadata.name}-`,
      namespace: set.metadata.namespace ?? '',
      labels: {
        ...labels,
        [POD_INDEX_LABEL]: `${ordinal}`,
        [REVISION_LABEL]: revision.metadata.name,
        [POD_NAME_LABEL]: name,
      },
      ...(annotations === undefined ? {} : { annotations }),
      ...(finalizers === undefined ? {} : { finalizers }),
      ownerReferences: [controllerReference(set)],
    },
    spec: {
      ...template.spec,
      hostname: name,
      ...(set.spec.serviceName ? { subdomain: set.spec.serviceName } : {}),
      ...(volumes.length === 0 ? {} : { volumes }),
    },
  };
}

/** The Pod with the labels of its ordinal; itself when it has them. upstream: identityMatches, updateIdentity */
export function withIdentity(ordinal: number, pod: Pod): Pod {
  const { labels = {}, name } = pod.metadata;
  if (labels[POD_NAME_LABEL] === name && labels[POD_INDEX_LABEL] === `${ordinal}`) return pod;
  const own = { ...labels, [POD_NAME_LABEL]: name, [POD_INDEX_LABEL]: `${ordinal}` };
  return { ...pod, metadata: { ...pod.metadata, labels: own } };
}
