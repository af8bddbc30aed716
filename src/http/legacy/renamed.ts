import type { Conversion } from './conversion';

/** The versions whose resources have the fields of today's: group, old version, resources. */
const RENAMED: readonly (readonly [group: string, version: string, ...plurals: string[]])[] = [
  ['policy', 'v1beta1', 'poddisruptionbudgets'],
  ['batch', 'v1beta1', 'cronjobs'],
  ['networking.k8s.io', 'v1beta1', 'ingressclasses'],
  ['coordination.k8s.io', 'v1beta1', 'leases'],
  ['events.k8s.io', 'v1beta1', 'events'],
  ['node.k8s.io', 'v1beta1', 'runtimeclasses'],
  ['scheduling.k8s.io', 'v1beta1', 'priorityclasses'],
  [
    'rbac.authorization.k8s.io',
    'v1beta1',
    'clusterrolebindings',
    'clusterroles',
    'rolebindings',
    'roles',
  ],
  ['storage.k8s.io', 'v1beta1', 'csidrivers', 'csinodes', 'storageclasses', 'volumeattachments'],
  ['authentication.k8s.io', 'v1beta1', 'tokenreviews'],
  [
    'authorization.k8s.io',
    'v1beta1',
    'localsubjectaccessreviews',
    'selfsubjectaccessreviews',
    'selfsubjectrulesreviews',
    'subjectaccessreviews',
  ],
];

/** The conversions that change the version's name alone. */
export const renamed: readonly Conversion[] = RENAMED.flatMap(([group, version, ...plurals]) =>
  plurals.map((plural) => ({ group, version, plural, to: { group, version: 'v1' } })),
);
