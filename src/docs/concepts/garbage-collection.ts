import { subject } from './concept';

/** Garbage collection: what its features show. */
export const garbageCollection = subject(
  ['Garbage collection', '가비지 컬렉션'],
  'workloads/garbage-collection/owners',
  [
    ['background', '백그라운드', 'Whatever a Deployment made goes after it'],
    ['foreground', '포그라운드', 'In the foreground the owner waits for what it owns'],
    ['orphan', '고아로 남기기', 'Orphans stay, and can be adopted'],
    ['finalizers', '파이널라이저', 'A finalizer holds what was deleted until somebody lets it go'],
    [
      'several owners',
      '여러 소유자',
      'What has two owners stays as long as one of them',
      'workloads/garbage-collection/collector',
    ],
    [
      'cycles',
      '순환',
      'Whoever waits in the foreground for a circle gets out of it',
      'workloads/garbage-collection/collector',
    ],
    [
      'cross-namespace owners',
      '다른 네임스페이스의 소유자',
      'An owner in another namespace is none, and its would-be dependent goes',
      'workloads/garbage-collection/collector',
    ],
    [
      'namespaced owners of cluster-scoped objects',
      '클러스터 범위 오브젝트의 소유자',
      'What belongs to no namespace cannot have an owner in one, and stays',
      'workloads/garbage-collection/collector',
    ],
    [
      'Pod garbage collection: nodes that are gone',
      'Pod 수거: 사라진 노드',
      'Pods of a node that is gone for good are collected',
      'workloads/garbage-collection/collector',
    ],
    [
      'Pod garbage collection: never placed',
      'Pod 수거: 배치되지 않은 Pod',
      'A Pod that nobody has placed goes at once when it is deleted',
      'workloads/garbage-collection/collector',
    ],
    [
      'ttl after finished',
      '종료 후 TTL',
      'A deadline ends what takes too long, and time cleans up',
      'workloads/job',
    ],
  ],
);
