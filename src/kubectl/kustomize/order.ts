import { idOf, kindOf, metadataOf, nameOf, type Resource } from './resource';

const FIRST = [
  'Namespace',
  'ResourceQuota',
  'StorageClass',
  'CustomResourceDefinition',
  'ServiceAccount',
  'PodSecurityPolicy',
  'Role',
  'ClusterRole',
  'RoleBinding',
  'ClusterRoleBinding',
  'ConfigMap',
  'Secret',
  'Endpoints',
  'Service',
  'LimitRange',
  'PriorityClass',
  'PersistentVolume',
  'PersistentVolumeClaim',
  'Deployment',
  'StatefulSet',
  'CronJob',
  'PodDisruptionBudget',
];
const LAST = ['MutatingWebhookConfiguration', 'ValidatingWebhookConfiguration'];

function rank(resource: Resource): number {
  const first = FIRST.indexOf(kindOf(resource));
  if (first >= 0) return first - FIRST.length;
  return LAST.indexOf(kindOf(resource)) + 1;
}

/** The text by which resources of one rank are sorted. */
function key(resource: Resource): string {
  const type = idOf(resource).split('/')[0] ?? '';
  return [
    kindOf(resource),
    type,
    String(metadataOf(resource).namespace ?? ''),
    nameOf(resource),
  ].join('|');
}

/** What others need stands before them: namespaces, classes, accounts … upstream: kustomize legacy order */
export function ordered(resources: readonly Resource[]): Resource[] {
  return [...resources].sort((a, b) => {
    const difference = rank(a) - rank(b);
    if (difference !== 0) return difference;
    const [left, right] = [key(a), key(b)];
    return left < right ? -1 : left === right ? 0 : 1;
  });
}
