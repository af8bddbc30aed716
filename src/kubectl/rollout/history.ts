import { kindOf } from '../../api';
import { ReplicaSets } from '../../api/apps/replica-set';
import type { Kind } from '../../api/kind';
import { controllerOf, isJsonObject, type KubeObject } from '../../api/object';
import { applyStrategicPatch } from '../../api/patch/strategic';
import type {
  ControllerRevision,
  PodTemplateSpec,
  ReplicaSet,
  StatefulSet,
} from '../../api/schema/objects';
import { CommandError } from '../errors';
import type { Session } from '../session';

const REVISION = 'deployment.kubernetes.io/revision';
const CHANGE_CAUSE = 'kubernetes.io/change-cause';

/** One revision of a workload. */
export interface Revision {
  readonly number: number;
  readonly cause: string;
  readonly template: PodTemplateSpec;
  /** The ReplicaSet or ControllerRevision that keeps it. */
  readonly keeper: KubeObject;
  /** What is shown of it: the ReplicaSet, or the workload as it was. */
  readonly shown: KubeObject;
}

function ownedBy(owner: KubeObject): (object: KubeObject) => boolean {
  return (object) => controllerOf(object)?.uid === owner.metadata.uid;
}

function ofReplicaSets(session: Session, owner: KubeObject): Revision[] {
  const { items } = session.api.list(ReplicaSets, { namespace: owner.metadata.namespace });
  return items.filter(ownedBy(owner)).flatMap((set: ReplicaSet) => {
    const number = Number(set.metadata.annotations?.[REVISION] ?? '0');
    const { template } = set.spec;
    if (template === undefined) return [];
    return [
      {
        number,
        cause: set.metadata.annotations?.[CHANGE_CAUSE] ?? '',
        template,
        keeper: set,
        shown: set,
      },
    ];
  });
}

/** The real one reads the set in protobuf, which tells what the whole is, and not what the claims in it are. */
function withoutInnerTypes(applied: unknown): KubeObject {
  const set = applied as StatefulSet;
  const { volumeClaimTemplates } = set.spec ?? {};
  if (volumeClaimTemplates === undefined) return set;
  const claims = volumeClaimTemplates.map(({ apiVersion: _version, kind: _kind, ...rest }) => rest);
  return { ...set, spec: { ...set.spec, volumeClaimTemplates: claims } } as unknown as KubeObject;
}

function ofControllerRevisions(session: Session, kind: Kind, owner: KubeObject): Revision[] {
  const revisions = kindOf('apps/v1', 'ControllerRevision') as Kind<ControllerRevision> | undefined;
  if (revisions === undefined) return [];
  const { items } = session.api.list(revisions, { namespace: owner.metadata.namespace });
  return items.filter(ownedBy(owner)).map((revision) => {
    const applied = applyStrategicPatch(owner, revision.data, kind.struct);
    const spec = isJsonObject(applied) && isJsonObject(applied.spec) ? applied.spec : {};
    return {
      number: revision.revision,
      cause: revision.metadata.annotations?.[CHANGE_CAUSE] ?? '',
      template: (spec.template ?? {}) as PodTemplateSpec,
      keeper: revision,
      shown: withoutInnerTypes(applied),
    };
  });
}

const VISITED = new Set(['Job', 'Pod', 'ReplicaSet', 'ReplicationController', 'CronJob']);

/** True of the kinds that the real one can tell apart. upstream: kubectl polymorphichelpers, KindVisitor */
export function isVisited({ kind }: Kind): boolean {
  return VISITED.has(kind);
}

/** What is said of the others. */
export function noVisitor({ group, kind }: Kind): string {
  return `no visitor method exists for {${group} ${kind}}`;
}

/** `"ReplicaSet.apps"`: a kind in messages of rollouts. */
export function goGroupKind({ kind, group }: Kind): string {
  return JSON.stringify(group === '' ? kind : `${kind}.${group}`);
}

/** The revisions of a workload, oldest first. */
export function revisionsOf(session: Session, kind: Kind, owner: KubeObject): readonly Revision[] {
  let revisions: Revision[];
  if (kind.kind === 'Deployment') revisions = ofReplicaSets(session, owner);
  else if (kind.kind === 'DaemonSet' || kind.kind === 'StatefulSet') {
    revisions = ofControllerRevisions(session, kind, owner);
  } else {
    throw new CommandError(
      isVisited(kind)
        ? `no history viewer has been implemented for ${goGroupKind(kind)}`
        : `error retrieving history for ${goGroupKind(kind)}, ${noVisitor(kind)}`,
    );
  }
  return revisions.sort((a, b) => a.number - b.number);
}
