import { subject } from './concept';

/** The cluster autoscaler: what its features show. */
export const clusterAutoscaler = subject(
  ['Cluster autoscaler', '클러스터 오토스케일러'],
  'nodes/cluster-autoscaler',
  [
    [
      'scale-up and scale-down',
      '늘리기와 줄이기',
      'Pods without room get nodes; idle nodes go ten minutes later',
    ],
    [
      'node groups and their limits',
      '노드 그룹과 한도',
      'A group that is full, and Pods that no node of it could hold, are told so',
    ],
    ['expanders', '익스팬더', 'Of several groups the expander <expander> takes <group>'],
    ['the random expander', '무작위 익스팬더', 'By chance, when nothing else is asked for'],
    [
      'provisioning that fails',
      '실패하는 프로비저닝',
      'Machines that never come are given up after fifteen minutes, and another group is tried',
    ],
    ['back-off', '백오프', 'A group that failed is left alone for five minutes, then for ten'],
    ['scale-down rules', '축소 규칙', 'What keeps a node: <what>'],
    ['safe-to-evict and budgets', 'safe-to-evict와 중단 예산', 'What may not move keeps its node'],
    [
      'nodes that stay',
      '남는 노드',
      'Nodes that are told to stay, and the last ones of a group, stay; a bare Pod keeps its node as well',
    ],
    ['status', '상태', 'The status says how many nodes each group has, may have and should have'],
  ],
);
