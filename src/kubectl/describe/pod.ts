import { humanDuration } from '../../api/human-duration';
import type { Pod } from '../../api/schema/objects';
import { parseTimestamp } from '../../api/timestamp';
import { addContainers } from './container';
import {
  addController,
  addLabelsAndAnnotations,
  addOwnEvents,
  begin,
  type Describer,
} from './describer';
import { dateText, type Lines } from './lines';
import { addSpread } from './pod-template';
import { addVolumes } from './volume';

function addStatus(lines: Lines, pod: Pod, now: number): void {
  const { status, metadata } = pod;
  const isFinished = status.phase === 'Failed' || status.phase === 'Succeeded';
  if (metadata.deletionTimestamp && !isFinished) {
    const lasts = humanDuration(now - parseTimestamp(metadata.deletionTimestamp));
    lines.field(0, 'Status', `Terminating (lasts ${lasts})`);
    lines.field(0, 'Termination Grace Period', `${metadata.deletionGracePeriodSeconds ?? 0}s`);
  } else lines.field(0, 'Status', status.phase ?? '');
  if (status.reason) lines.field(0, 'Reason', status.reason);
  if (status.message) lines.field(0, 'Message', status.message);
  const seccomp = pod.spec.securityContext?.seccompProfile;
  if (seccomp !== undefined) lines.field(0, 'SeccompProfile', seccomp.type);
  lines.field(0, 'IP', status.podIP ?? '');
  const ips = status.podIPs ?? [];
  lines.add(0, ips.length === 0 ? 'IPs:\t<none>' : 'IPs:');
  for (const { ip } of ips) lines.field(1, 'IP', ip);
}

function addConditions(lines: Lines, pod: Pod): void {
  const gates = pod.spec.readinessGates ?? [];
  const conditions = pod.status.conditions ?? [];
  if (gates.length > 0) {
    lines.add(0, 'Readiness Gates:');
    lines.add(1, 'Type\tStatus');
    for (const { conditionType } of gates) {
      const status = conditions.find(({ type }) => type === conditionType)?.status ?? '<none>';
      lines.add(1, `${conditionType} \t${status} `);
    }
  }
  if (conditions.length === 0) return;
  lines.add(0, 'Conditions:');
  lines.add(1, 'Type\tStatus');
  for (const { type, status } of conditions) lines.add(1, `${type} \t${status} `);
}

/** upstream: kubectl describe, describePod */
export const describePod: Describer<Pod> = (session, pod) => {
  const { spec, status } = pod;
  const lines = begin(pod);
  if (spec.priority !== undefined) lines.field(0, 'Priority', spec.priority);
  if (spec.priorityClassName) lines.field(0, 'Priority Class Name', spec.priorityClassName);
  if (spec.runtimeClassName) lines.field(0, 'Runtime Class Name', spec.runtimeClassName);
  if (spec.serviceAccountName) lines.field(0, 'Service Account', spec.serviceAccountName);
  lines.field(0, 'Node', spec.nodeName ? `${spec.nodeName}/${status.hostIP ?? ''}` : '<none>');
  if (status.startTime) lines.field(0, 'Start Time', dateText(status.startTime));
  addLabelsAndAnnotations(lines, pod);
  addStatus(lines, pod, session.now);
  addController(lines, pod);
  if (status.nominatedNodeName) lines.field(0, 'NominatedNodeName', status.nominatedNodeName);
  if ((spec.initContainers ?? []).length > 0) {
    addContainers(lines, spec.initContainers ?? [], {
      title: 'Init Containers',
      indent: '',
      statuses: status.initContainerStatuses ?? [],
      pod,
    });
  }
  addContainers(lines, spec.containers, {
    title: 'Containers',
    indent: '',
    statuses: status.containerStatuses ?? [],
    pod,
  });
  addConditions(lines, pod);
  addVolumes(lines, spec.volumes, '');
  lines.field(0, 'QoS Class', status.qosClass ?? 'BestEffort');
  lines.labels('Node-Selectors', spec.nodeSelector);
  lines.tolerations('Tolerations', spec.tolerations);
  addSpread(lines, spec.topologySpreadConstraints, '');
  addOwnEvents(lines, session, pod);
  return lines;
};
