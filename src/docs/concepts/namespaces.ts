import { subject } from './concept';

/** Namespaces, quotas, limit ranges: what its features show. */
export const namespaces = subject(
  ['Namespaces, quotas, limit ranges', '네임스페이스, 쿼터, 리밋 레인지'],
  'namespaces/namespaces',
  [
    [
      'names are unique in a namespace',
      '이름은 네임스페이스 안에서만 유일하다',
      'The same name in two namespaces is two objects',
    ],
    [
      'deletion in order',
      '차례대로 지우기',
      'Pods end before the settings and the policies that hold them go',
      'workloads/garbage-collection/namespace-deletion',
    ],
    [
      'conditions of a namespace that goes',
      '지워지는 네임스페이스의 조건',
      'A finalizer holds the namespace up, and is named',
      'workloads/garbage-collection/namespace-deletion',
    ],
    [
      'namespaces that stay',
      '지울 수 없는 네임스페이스',
      'The namespaces that a cluster cannot do without stay',
      'workloads/garbage-collection/namespace-deletion',
    ],
    [
      'what each namespace has',
      '네임스페이스마다 있는 것',
      'A new namespace has its account and the root certificate at once, and gets them back',
      'workloads/garbage-collection/namespace-deletion',
    ],
    [
      'ResourceQuota',
      '리소스쿼터',
      'A quota bounds what a namespace uses, and says so to whoever goes beyond',
    ],
    [
      'quota status',
      '쿼터의 status',
      "The status follows what is there, by somebody's hand or without",
      'workloads/garbage-collection/quota',
    ],
    [
      'quota scopes',
      '쿼터 범위',
      'Only Pods that guarantee nothing are bounded',
      'workloads/garbage-collection/quota',
    ],
    [
      'object counts',
      '오브젝트 개수',
      'Any kind can be counted',
      'workloads/garbage-collection/quota',
    ],
    [
      'finished Pods',
      '끝난 Pod',
      'A Pod that has ended gives back what it asked for',
      'workloads/garbage-collection/quota',
    ],
    [
      'LimitRange',
      '리밋레인지',
      'A limit range fills in what Pods leave out, and keeps them within bounds',
    ],
  ],
);
