import { subject } from './concept';

/** ReplicaSet and ReplicationController: what its features show. */
export const replicaSet = subject(
  ['ReplicaSet and ReplicationController', '레플리카셋과 레플리케이션 컨트롤러'],
  'workloads/replica-set',
  [
    [
      'adoption by labels',
      '레이블에 의한 입양',
      'A Pod with the labels and without an owner is adopted, and counts',
    ],
    [
      'release by labels',
      '레이블을 잃으면 놓아준다',
      'A Pod that loses its label is let go, and replaced',
    ],
    [
      'deletion order: unready first',
      '삭제 순서: 준비되지 않은 것 먼저',
      'A Pod that is not ready goes first, whatever its age',
    ],
    [
      'deletion order: the crowded node',
      '삭제 순서: 붐비는 노드 먼저',
      'The fuller node gives up a Pod first',
    ],
    [
      'deletion order: the newest',
      '삭제 순서: 가장 새것 먼저',
      'What came last goes first, all else being equal',
    ],
    [
      'pod-deletion-cost',
      'pod-deletion-cost',
      'The cheapest Pod goes first, if somebody says which that is',
    ],
    [
      'terminating Pods do not count',
      '끝나 가는 Pod는 세지 않는다',
      'Pods on their way out do not count any more',
    ],
    [
      'ReplicaFailure',
      'ReplicaFailure 조건',
      'A Pod that cannot be created is a condition, until it can',
    ],
    [
      'orphaning and adoption',
      '고아로 남기기와 다시 입양하기',
      'Orphans stay, and can be adopted',
      'workloads/garbage-collection/owners',
    ],
    [
      'ReplicationController',
      '레플리케이션 컨트롤러',
      'It keeps its number, gives up the newest first, and may leave its Pods behind',
      'workloads/replication-controller',
    ],
  ],
);
