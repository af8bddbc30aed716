import type { GatedField } from '../features/gated-fields';

/** What depends on feature gates in a Pod's spec that stands at this path. upstream: api/pod, dropDisabledFields */
export function podGatedFields(spec: string): readonly GatedField[] {
  return [
    // a container that is no init container may not have a policy of its own: validation says so
    {
      gate: 'ContainerRestartRules',
      path: `${spec}.containers[].restartPolicy`,
      isRefused: true,
    },
    ...['containers', 'initContainers'].map(
      (list): GatedField => ({
        gate: 'ContainerRestartRules',
        path: `${spec}.${list}[].restartPolicyRules`,
      }),
    ),
  ];
}
