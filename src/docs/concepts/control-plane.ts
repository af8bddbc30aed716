import { subject } from './concept';

/** The control plane and its failures: what their features show. */
export const controlPlane = subject(
  ['Control plane under failure', '컨트롤 플레인의 장애'],
  'control-plane/leader-election',
  [
    [
      'feature gates',
      '기능 게이트',
      'While the gate is off its field is dropped, and what has it keeps it',
      'control-plane/feature-gates',
    ],
    ['leader election', '리더 선출', 'The leader of the controller managers dies'],
    ['Leases of leaders', '리더의 리스', 'The Lease tells who leads and how long that is good for'],
    [
      'a leader that is cut off',
      '끊긴 리더',
      'A leader that cannot reach the API server gives up before another could take over',
    ],
    [
      'several API servers',
      '여러 API 서버',
      'One of three may crash, and nobody notices',
      'control-plane/api-servers',
    ],
    [
      'API server identity Leases',
      'API 서버 신원 리스',
      'The Lease of a server that stays away is collected',
      'control-plane/api-servers',
    ],
    [
      'API server unavailable',
      'API 서버 장애',
      'The API server is away for a while; what runs, runs on',
      'nodes/node-failures',
    ],
    [
      'store unavailable',
      '저장소 장애',
      'Without etcd nothing can be written, and what runs, runs on',
      'faults/store',
    ],
    [
      'slow watches',
      '느린 워치',
      'A scheduler that hears ten seconds late',
      'faults/stale-watches',
    ],
    [
      'cut watches, relist',
      '끊긴 워치와 다시 나열하기',
      'A watch that was cut for so long that nobody remembers the changes begins with a new list',
      'faults/stale-watches',
    ],
    [
      'stale caches',
      '낡은 캐시',
      "A ReplicaSet's controller that does not yet see its own Pods makes no second set of them",
      'faults/stale-watches',
    ],
    [
      'a crash between two writes',
      '두 쓰기 사이의 충돌',
      'The controller manager dies after the first of three new Pods',
      'faults/crashes',
    ],
    [
      'exploration',
      '탐색',
      'Whoever dies, and in whatever order things happen, there are five Pods in the end and never six',
      'faults/crashes',
    ],
    ['clock skew', '시계 어긋남', 'Ten minutes ahead, and yet Ready', 'faults/clock-skew'],
    [
      'a zone goes down',
      '영역 장애',
      'Pods with a short toleration are soon elsewhere',
      'faults/zone-outage',
    ],
  ],
);
