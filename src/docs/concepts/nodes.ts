import { subject } from './concept';

/** Nodes: what their features show. */
export const nodes = subject(['Nodes', '노드'], 'nodes/node-failures', [
  [
    'registration, addresses of Pods',
    '등록과 Pod 주소 범위',
    'A node that joins has its own range of addresses, and its Pods are in it',
    'nodes/registration',
  ],
  [
    'capacity, allocatable, describe',
    '용량, 할당 가능량, describe',
    'What a node has, what runs on it and what it is promised to, as describe shows it',
    'nodes/registration',
  ],
  [
    'Leases and status reports',
    '리스와 상태 보고',
    'A sign of life every ten seconds, a whole status every five minutes or when something has changed',
    'nodes/registration',
  ],
  [
    'a node that the cloud removes',
    '클라우드가 없앤 노드',
    'A node that the cloud takes away takes its Pods along',
    'nodes/registration',
  ],
  [
    'unreachable nodes',
    '닿지 않는 노드',
    'A crashed node is noticed by its Lease, its Pods are replaced five minutes later',
  ],
  ['a node that comes back', '되돌아온 노드', 'A node that comes back in time keeps its Pods'],
  ['network partition', '네트워크 분리', 'A node without a network runs on, but nobody knows'],
  [
    'healing of a partition',
    '분리의 회복',
    'What is given up runs on behind the partition, and is ended when it heals',
  ],
  [
    'taints: NoSchedule, PreferNoSchedule',
    '테인트: NoSchedule, PreferNoSchedule',
    'What runs stays, newcomers do not come',
    'nodes/taints',
  ],
  [
    'tolerationSeconds',
    'tolerationSeconds',
    'Driven out at once, after a minute, or never',
    'nodes/taints',
  ],
  [
    'default tolerations',
    '기본 톨러레이션',
    'Every Pod tolerates a lost node for five minutes, unless it says otherwise; daemons do for ever',
    'nodes/taints',
  ],
  [
    'eviction rate',
    '축출 속도',
    'Two of ten nodes are lost, and given up ten seconds apart',
    'nodes/zones',
  ],
  [
    'small zones, partial disruption',
    '작은 영역과 부분 장애',
    'More than half of a small zone is silent, and its Pods are left where they are',
    'nodes/zones',
  ],
  [
    'large zones',
    '큰 영역',
    'More than half of a large zone is silent, and its nodes are given up a hundred seconds apart',
    'nodes/zones',
  ],
  ['full disruption', '전체 장애', 'All nodes are silent, and none is given up', 'nodes/zones'],
  [
    'kubelet restart',
    'kubelet 재시작',
    'A kubelet that restarts finds its containers running',
    'nodes/shutdown',
  ],
  [
    'graceful node shutdown',
    '노드의 정상 종료',
    'Pods of a node that shuts down end in order and are replaced at once',
    'nodes/shutdown',
  ],
  [
    'out-of-service taint',
    'out-of-service 테인트',
    'A node that is declared out of service gives up its Pods',
    'nodes/shutdown',
  ],
  [
    'memory pressure, order of eviction',
    '메모리 부족과 축출 순서',
    'The Pod that uses more than it asked for goes first, and that is enough',
    'nodes/shortage',
  ],
  [
    'pressure and QoS',
    '자원 부족과 QoS',
    'A node under pressure takes no Pods without requests',
    'nodes/shortage',
  ],
  [
    'OOM kills',
    'OOM 종료',
    'A container that takes too much memory is killed by the kernel and started again',
    'nodes/shutdown',
  ],
  [
    'kubelet admission: OutOfcpu',
    'kubelet 승인: OutOfcpu',
    'There is not so much CPU',
    'nodes/admission',
  ],
  [
    'kubelet admission: NodeAffinity',
    'kubelet 승인: NodeAffinity',
    'The node is not the one that the Pod selects',
    'nodes/admission',
  ],
  [
    'kubelet admission: ports',
    'kubelet 승인: 포트',
    'The port of the host is taken',
    'nodes/admission',
  ],
  ['drain', '드레인', 'A budget that allows one at a time is kept', 'nodes/drain'],
]);
