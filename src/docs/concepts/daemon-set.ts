import { subject } from './concept';

/** DaemonSet: what its features show. */
export const daemonSet = subject(['DaemonSet', '데몬셋'], 'workloads/daemon-set', [
  ['nodes come and go', '노드가 오고 간다', 'Nodes come and go, and their daemons with them'],
  [
    'its own tolerations',
    '스스로 갖는 톨러레이션',
    'Its own tolerations keep it on nodes that others must leave',
  ],
  [
    'taints',
    '테인트',
    'A taint that the daemon does not tolerate sends it away, a toleration brings it back',
  ],
  [
    'cordoned and tainted nodes',
    '스케줄에서 제외된 노드와 테인트된 노드',
    'A cordoned node keeps its daemon, a tainted one does not get one',
  ],
  ['node selectors', '노드 셀렉터', 'A daemon for some nodes only follows their label'],
  [
    'maxUnavailable and maxSurge',
    'maxUnavailable과 maxSurge',
    'Replaced one node at a time, or with a surge at no time missing',
  ],
  [
    'maxUnavailable in percent, history',
    '비율로 정한 maxUnavailable과 이력',
    'Half of the nodes at a time, and a history that can be gone back in',
  ],
  ['rollback', '롤백', 'A broken daemon stops after the first node, and goes back'],
  [
    'failed daemons',
    '실패한 데몬',
    'A daemon that its node evicts is deleted and made anew, ever more slowly',
  ],
]);
