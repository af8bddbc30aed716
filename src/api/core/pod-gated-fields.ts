import type { GatedField } from '../features/gated-fields';

const LISTS = ['containers', 'initContainers', 'ephemeralContainers'];

/** The same field of all containers. */
function ofContainers(gate: GatedField['gate'], field: string): GatedField[] {
  return LISTS.map((list) => ({ gate, path: `${list}[].${field}` }));
}

// upstream: api/pod, dropDisabledFields
const FIELDS: readonly GatedField[] = [
  // a container that is no init container may not have a policy of its own: validation says so
  { gate: 'ContainerRestartRules', path: 'containers[].restartPolicy', isRefused: true },
  { gate: 'ContainerRestartRules', path: 'containers[].restartPolicyRules' },
  { gate: 'ContainerRestartRules', path: 'initContainers[].restartPolicyRules' },
  ...ofContainers('ContainerStopSignals', 'lifecycle.stopSignal'),
  ...ofContainers('EnvFiles', 'env[].valueFrom.fileKeyRef'),
  { gate: 'HostnameOverride', path: 'hostnameOverride' },
  {
    gate: 'MatchLabelKeysInPodTopologySpread',
    path: 'topologySpreadConstraints[].matchLabelKeys',
  },
  { gate: 'PodLevelResources', path: 'resources' },
  { gate: 'SELinuxChangePolicy', path: 'securityContext.seLinuxChangePolicy' },
  { gate: 'SupplementalGroupsPolicy', path: 'securityContext.supplementalGroupsPolicy' },
  { gate: 'UserNamespacesSupport', path: 'hostUsers' },
];

/** What depends on feature gates in a Pod's spec that stands at this path. */
export function podGatedFields(spec: string): readonly GatedField[] {
  return FIELDS.map((field) => ({ ...field, path: `${spec}.${field.path}` }));
}
