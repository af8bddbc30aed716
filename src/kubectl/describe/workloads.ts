import { ReplicaSets } from '../../api/apps/replica-set';
import { Pods } from '../../api/core/pod';
import type { KubeObject } from '../../api/object';
import { controllerOf, deepEqual } from '../../api/object';
import type {
  DaemonSet,
  Deployment,
  LabelSelector,
  PodTemplateSpec,
  ReplicaSet,
  ReplicationController,
  StatefulSet,
} from '../../api/schema/objects';
import { formatSelector, matchesSelector } from '../../api/selector';
import type { Session } from '../session';
import {
  addController,
  addCreation,
  addLabelsAndAnnotations,
  addOwnEvents,
  begin,
  type Describer,
} from './describer';
import type { Lines } from './lines';
import { addPodTemplate } from './pod-template';

interface Conditioned {
  readonly type: string;
  readonly status: string;
  readonly reason?: string;
}

function addConditions(lines: Lines, conditions: readonly Conditioned[] | undefined): void {
  if (conditions === undefined || conditions.length === 0) return;
  lines.add(0, 'Conditions:');
  lines.add(1, 'Type\tStatus\tReason');
  lines.add(1, '----\t------\t------');
  for (const { type, status, reason } of conditions)
    lines.add(1, `${type} \t${status}\t${reason ?? ''}`);
}

/** `2 Running / 0 Waiting / 0 Succeeded / 0 Failed` of the Pods that an object controls. */
function podsStatus(
  session: Session,
  owner: KubeObject,
  selector: LabelSelector | undefined,
): string {
  const { items } = session.api.list(Pods, { namespace: owner.metadata.namespace });
  const own = items.filter(
    (pod) =>
      matchesSelector(selector, pod.metadata.labels) &&
      controllerOf(pod)?.uid === owner.metadata.uid,
  );
  const count = (phase: string) => own.filter(({ status }) => status.phase === phase).length;
  return `${count('Running')} Running / ${count('Pending')} Waiting / ${count('Succeeded')} Succeeded / ${count('Failed')} Failed`;
}

function withoutHash(template: PodTemplateSpec | undefined): PodTemplateSpec {
  const { 'pod-template-hash': _hash, ...labels } = template?.metadata?.labels ?? {};
  return { ...template, metadata: { ...template?.metadata, labels } };
}

function createdText(sets: readonly ReplicaSet[]): string {
  if (sets.length === 0) return '<none>';
  return sets
    .map(
      ({ metadata, spec, status }) =>
        `${metadata.name} (${status.replicas}/${spec.replicas ?? 1} replicas created)`,
    )
    .join(', ');
}

function addReplicaSets(lines: Lines, session: Session, deployment: Deployment): void {
  const owned = session.api
    .list(ReplicaSets, { namespace: deployment.metadata.namespace })
    .items.filter((set) => controllerOf(set)?.uid === deployment.metadata.uid)
    .sort((a, b) =>
      (a.metadata.creationTimestamp ?? '') < (b.metadata.creationTimestamp ?? '') ? -1 : 1,
    );
  if (owned.length === 0) return;
  const wanted = withoutHash(deployment.spec.template);
  const newest = owned.find(({ spec }) => deepEqual(withoutHash(spec.template), wanted));
  lines.field(0, 'OldReplicaSets', createdText(owned.filter((set) => set !== newest)));
  lines.field(0, 'NewReplicaSet', createdText(newest === undefined ? [] : [newest]));
}

export const describeDeployment: Describer<Deployment> = (session, deployment) => {
  const { spec, status } = deployment;
  const lines = begin(deployment);
  addCreation(lines, deployment);
  addLabelsAndAnnotations(lines, deployment);
  lines.field(0, 'Selector', formatSelector(spec.selector));
  lines.field(
    0,
    'Replicas',
    `${spec.replicas ?? 1} desired | ${status.updatedReplicas ?? 0} updated | ${status.replicas ?? 0} total | ${status.availableReplicas ?? 0} available | ${status.unavailableReplicas ?? 0} unavailable`,
  );
  lines.field(0, 'StrategyType', spec.strategy?.type ?? '');
  lines.field(0, 'MinReadySeconds', spec.minReadySeconds ?? 0);
  const rolling = spec.strategy?.rollingUpdate;
  if (rolling !== undefined) {
    lines.field(
      0,
      'RollingUpdateStrategy',
      `${rolling.maxUnavailable} max unavailable, ${rolling.maxSurge} max surge`,
    );
  }
  addPodTemplate(lines, spec.template);
  addConditions(lines, status.conditions);
  addReplicaSets(lines, session, deployment);
  addOwnEvents(lines, session, deployment);
  return lines;
};

export const describeReplicaSet: Describer<ReplicaSet> = (session, set) => {
  const { spec, status } = set;
  const lines = begin(set);
  lines.field(0, 'Selector', formatSelector(spec.selector));
  addLabelsAndAnnotations(lines, set);
  addController(lines, set);
  lines.field(0, 'Replicas', `${status.replicas} current / ${spec.replicas ?? 1} desired`);
  lines.field(0, 'Pods Status', podsStatus(session, set, spec.selector));
  addPodTemplate(lines, spec.template ?? {});
  addConditions(lines, status.conditions);
  addOwnEvents(lines, session, set);
  return lines;
};

/** upstream: kubectl describe, describeReplicationController */
export const describeReplicationController: Describer<ReplicationController> = (session, set) => {
  const { spec, status } = set;
  const selector: LabelSelector = { matchLabels: spec?.selector ?? {} };
  const lines = begin(set);
  lines.field(0, 'Selector', formatSelector(selector));
  addLabelsAndAnnotations(lines, set);
  lines.field(0, 'Replicas', `${status?.replicas ?? 0} current / ${spec?.replicas ?? 1} desired`);
  lines.field(0, 'Pods Status', podsStatus(session, set, selector));
  addPodTemplate(lines, spec?.template ?? {});
  addConditions(lines, status?.conditions);
  addOwnEvents(lines, session, set);
  return lines;
};

export const describeStatefulSet: Describer<StatefulSet> = (session, set) => {
  const { spec, status } = set;
  const lines = begin(set);
  addCreation(lines, set);
  lines.field(0, 'Selector', formatSelector(spec.selector));
  addLabelsAndAnnotations(lines, set);
  lines.field(0, 'Replicas', `${spec.replicas ?? 1} desired | ${status.replicas} total`);
  lines.field(0, 'Update Strategy', spec.updateStrategy?.type ?? '');
  const partition = spec.updateStrategy?.rollingUpdate?.partition;
  if (partition !== undefined) {
    lines.field(1, 'Partition', partition);
    const most = spec.updateStrategy?.rollingUpdate?.maxUnavailable;
    if (most !== undefined) lines.field(1, 'MaxUnavailable', most);
  }
  lines.field(0, 'Pods Status', podsStatus(session, set, spec.selector));
  addPodTemplate(lines, spec.template);
  addClaims(lines, set);
  addOwnEvents(lines, session, set);
  return lines;
};

function addClaims(lines: Lines, { spec }: StatefulSet): void {
  const claims = spec.volumeClaimTemplates ?? [];
  if (claims.length === 0) {
    lines.field(0, 'Volume Claims', '<none>');
    return;
  }
  lines.add(0, 'Volume Claims:');
  for (const { metadata, spec: claim } of claims) {
    lines.field(1, 'Name', metadata.name);
    lines.field(1, 'StorageClass', claim?.storageClassName ?? '');
    lines.labels('  Labels', metadata.labels);
    lines.annotations('  Annotations', metadata.annotations);
    const capacity = claim?.resources?.requests?.storage;
    lines.field(1, 'Capacity', capacity === undefined ? '<default>' : String(capacity));
    lines.field(1, 'Access Modes', `[${(claim?.accessModes ?? []).join(' ')}]`);
  }
}

export const describeDaemonSet: Describer<DaemonSet> = (session, set) => {
  const { spec, status } = set;
  const lines = begin(set);
  lines.field(0, 'Selector', formatSelector(spec.selector));
  const selector = spec.template.spec?.nodeSelector;
  lines.field(
    0,
    'Node-Selector',
    selector === undefined ? '<none>' : formatSelector({ matchLabels: selector }),
  );
  addLabelsAndAnnotations(lines, set);
  lines.add(0, `Desired Number of Nodes Scheduled: ${status.desiredNumberScheduled}`);
  lines.add(0, `Current Number of Nodes Scheduled: ${status.currentNumberScheduled}`);
  lines.add(
    0,
    `Number of Nodes Scheduled with Up-to-date Pods: ${status.updatedNumberScheduled ?? 0}`,
  );
  lines.add(0, `Number of Nodes Scheduled with Available Pods: ${status.numberAvailable ?? 0}`);
  lines.add(0, `Number of Nodes Misscheduled: ${status.numberMisscheduled}`);
  lines.field(0, 'Pods Status', podsStatus(session, set, spec.selector));
  addPodTemplate(lines, spec.template);
  addOwnEvents(lines, session, set);
  return lines;
};
