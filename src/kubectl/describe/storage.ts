import { accessModesText } from '../../api/core/access-modes';
import { Pods } from '../../api/core/pod';
import { humanDuration } from '../../api/human-duration';
import type { KubeObject } from '../../api/object';
import type {
  CSINode,
  NodeSelectorRequirement,
  PersistentVolume,
  PersistentVolumeClaim,
  Pod,
  StorageClass,
  VolumeAttributesClass,
  VolumeNodeAffinity,
} from '../../api/schema/objects';
import { parseTimestamp } from '../../api/timestamp';
import type { Session } from '../session';
import { claimFields, storageClassOf } from './claim';
import {
  addCreation,
  addLabelsAndAnnotations,
  addOwnEvents,
  begin,
  type Describer,
} from './describer';
import { dateText, Lines, mapText } from './lines';
import { addSourceField } from './volume';
import { volumeSourceFields } from './volume-source';

function statusText(session: Session, { metadata }: KubeObject, phase: string): string {
  const { deletionTimestamp } = metadata;
  if (!deletionTimestamp) return phase;
  return `Terminating (lasts ${humanDuration(session.now - parseTimestamp(deletionTimestamp))})`;
}

function requirementText({ key, operator, values }: NodeSelectorRequirement): string {
  const list = values === undefined || values.length === 0 ? '' : ` [${values.join(', ')}]`;
  return `${key} ${operator.toLowerCase()}${list}`;
}

function addTerm(lines: Lines, title: string, texts: readonly string[]): void {
  if (texts.length === 0) lines.field(2, title, '<none>');
  texts.forEach((text, index) => {
    lines.add(2, `${index === 0 ? `${title}:` : ''}\t${text}`);
  });
}

function addNodeAffinity(lines: Lines, affinity: VolumeNodeAffinity | undefined): void {
  const terms = affinity?.required?.nodeSelectorTerms;
  lines.field(0, 'Node Affinity', terms === undefined ? '<none>' : '');
  if (terms === undefined) return;
  lines.field(1, 'Required Terms', terms.length === 0 ? '<none>' : '');
  terms.forEach(({ matchExpressions }, index) => {
    addTerm(lines, `Term ${index}`, (matchExpressions ?? []).map(requirementText));
  });
}

/** upstream: kubectl describe, describePersistentVolume */
export const describeVolume: Describer<PersistentVolume> = (session, volume) => {
  const { metadata, spec, status } = volume;
  const lines = new Lines();
  lines.field(0, 'Name', metadata.name);
  addLabelsAndAnnotations(lines, volume);
  lines.field(0, 'Finalizers', `[${(metadata.finalizers ?? []).join(' ')}]`);
  lines.field(0, 'StorageClass', storageClassOf(metadata, spec?.storageClassName));
  lines.field(0, 'Status', statusText(session, volume, status?.phase ?? ''));
  const claim = spec?.claimRef;
  lines.field(
    0,
    'Claim',
    claim === undefined ? '' : `${claim.namespace ?? ''}/${claim.name ?? ''}`,
  );
  lines.field(0, 'Reclaim Policy', spec?.persistentVolumeReclaimPolicy ?? '');
  lines.field(0, 'Access Modes', accessModesText(spec?.accessModes));
  if (spec?.volumeMode !== undefined) lines.field(0, 'VolumeMode', spec.volumeMode);
  lines.field(0, 'Capacity', String(spec?.capacity?.storage ?? '0'));
  addNodeAffinity(lines, spec?.nodeAffinity);
  lines.field(0, 'Message', status?.message ?? '');
  lines.add(0, 'Source:');
  const fields = volumeSourceFields(spec ?? {}, true);
  if (fields === undefined) lines.add(1, '<unknown>');
  for (const [title, value] of fields ?? []) addSourceField(lines, title, value);
  addOwnEvents(lines, session, volume);
  return lines;
};

function usersOf(session: Session, claim: PersistentVolumeClaim): readonly Pod[] {
  const { items } = session.api.list(Pods, { namespace: claim.metadata.namespace });
  const owners = new Set((claim.metadata.ownerReferences ?? []).map(({ uid }) => uid));
  const isNamed = (pod: Pod) =>
    (pod.spec.volumes ?? []).some(
      ({ persistentVolumeClaim }) => persistentVolumeClaim?.claimName === claim.metadata.name,
    );
  const named = items.filter(isNamed);
  return [...named, ...items.filter((pod) => !isNamed(pod) && owners.has(pod.metadata.uid))];
}

function addUsers(lines: Lines, pods: readonly Pod[]): void {
  if (pods.length === 0) lines.field(0, 'Used By', '<none>');
  pods.forEach(({ metadata }, index) => {
    lines.list.push(`${index === 0 ? 'Used By:' : ''}\t${metadata.name}`);
  });
}

function addClaimConditions(lines: Lines, { status }: PersistentVolumeClaim): void {
  const conditions = status?.conditions ?? [];
  if (conditions.length === 0) return;
  lines.add(0, 'Conditions:');
  lines.add(1, 'Type\tStatus\tLastProbeTime\tLastTransitionTime\tReason\tMessage');
  lines.add(1, '----\t------\t-----------------\t------------------\t------\t-------');
  for (const {
    type,
    status: is,
    lastProbeTime,
    lastTransitionTime,
    reason,
    message,
  } of conditions) {
    const times = `${dateText(lastProbeTime)} \t${dateText(lastTransitionTime)}`;
    lines.add(1, `${type} \t${is} \t${times} \t${reason ?? ''} \t${message ?? ''}`);
  }
}

/** upstream: kubectl describe, describePersistentVolumeClaim */
export const describeClaim: Describer<PersistentVolumeClaim> = (session, claim) => {
  const lines = begin(claim);
  lines.field(0, 'StorageClass', storageClassOf(claim.metadata, claim.spec?.storageClassName));
  lines.field(0, 'Status', statusText(session, claim, claim.status?.phase ?? ''));
  claimFields(lines, claim, '');
  addUsers(lines, usersOf(session, claim));
  addClaimConditions(lines, claim);
  addOwnEvents(lines, session, claim);
  return lines;
};

const DEFAULT_CLASS = 'storageclass.kubernetes.io/is-default-class';

function addTopologies(lines: Lines, storageClass: StorageClass): void {
  const terms = storageClass.allowedTopologies;
  if (terms === undefined) return;
  lines.field(0, 'AllowedTopologies', terms.length === 0 ? '<none>' : '');
  terms.forEach(({ matchLabelExpressions }, index) => {
    const texts = (matchLabelExpressions ?? []).map(
      ({ key, values }) => `${key} in [${values.join(', ')}]`,
    );
    if (texts.length === 0) lines.field(1, `Term ${index}`, '<none>');
    texts.forEach((text, place) => {
      lines.list.push(`${place === 0 ? `  Term ${index}:` : ''}\t${text}`);
    });
  });
}

/** upstream: kubectl describe, describeStorageClass */
export const describeStorageClass: Describer<StorageClass> = (session, storageClass) => {
  const { metadata } = storageClass;
  const lines = new Lines();
  lines.field(0, 'Name', metadata.name);
  const isDefault = metadata.annotations?.[DEFAULT_CLASS] === 'true';
  lines.field(0, 'IsDefaultClass', isDefault ? 'Yes' : 'No');
  lines.field(0, 'Annotations', mapText(metadata.annotations));
  lines.field(0, 'Provisioner', storageClass.provisioner);
  lines.field(0, 'Parameters', mapText(storageClass.parameters));
  const expands = storageClass.allowVolumeExpansion;
  lines.field(
    0,
    'AllowVolumeExpansion',
    expands === undefined ? '<unset>' : expands ? 'True' : 'False',
  );
  const options = storageClass.mountOptions ?? [];
  if (options.length === 0) lines.field(0, 'MountOptions', '<none>');
  else {
    lines.add(0, 'MountOptions:');
    for (const option of options) lines.add(1, option);
  }
  if (storageClass.reclaimPolicy) lines.field(0, 'ReclaimPolicy', storageClass.reclaimPolicy);
  if (storageClass.volumeBindingMode)
    lines.field(0, 'VolumeBindingMode', storageClass.volumeBindingMode);
  addTopologies(lines, storageClass);
  addOwnEvents(lines, session, storageClass);
  return lines;
};

/** upstream: kubectl describe, describeCSINode */
export const describeStorageNode: Describer<CSINode> = (session, node) => {
  const lines = new Lines();
  lines.field(0, 'Name', node.metadata.name);
  addLabelsAndAnnotations(lines, node);
  addCreation(lines, node);
  lines.add(0, 'Spec:');
  const drivers = node.spec?.drivers ?? [];
  if (drivers.length > 0) lines.add(1, 'Drivers:');
  for (const { name, nodeID, allocatable, topologyKeys } of drivers) {
    lines.add(2, `${name}:`);
    lines.field(3, 'Node ID', nodeID);
    if (allocatable?.count !== undefined) {
      lines.add(3, 'Allocatables:');
      lines.field(4, 'Count', allocatable.count);
    }
    if (topologyKeys) lines.field(3, 'Topology Keys', `[${topologyKeys.join(' ')}]`);
  }
  addOwnEvents(lines, session, node);
  return lines;
};

/** upstream: kubectl describe, describeVolumeAttributesClass */
export const describeAttributesClass: Describer<VolumeAttributesClass> = (session, attributes) => {
  const lines = new Lines();
  lines.field(0, 'Name', attributes.metadata.name);
  lines.field(0, 'Annotations', mapText(attributes.metadata.annotations));
  lines.field(0, 'DriverName', attributes.driverName);
  lines.field(0, 'Parameters', mapText(attributes.parameters));
  addOwnEvents(lines, session, attributes);
  return lines;
};
