import { type Subject, subject } from './concept';

/** What a course on Kubernetes begins with. */
export const tour: readonly Subject[] = [
  subject(['What Kubernetes does', '쿠버네티스가 하는 일'], 'tour/objects', [
    [
      'service discovery and load balancing',
      '서비스 디스커버리와 로드 밸런싱',
      'Requests reach every ready Pod',
      'services/traffic',
    ],
    [
      'storage orchestration',
      '스토리지 오케스트레이션',
      'A class makes a volume where the first consumer runs',
      'storage/volumes',
    ],
    [
      'automated rollouts',
      '자동화된 롤아웃',
      'The bounds hold at every moment',
      'rollouts/rolling-update',
    ],
    [
      'automated rollbacks',
      '자동화된 롤백',
      'An image that does not exist stops the rollout; a rollback ends it',
      'rollouts/rolling-update',
    ],
    [
      'automatic bin packing',
      '자동화된 빈 패킹',
      'One profile spreads, the other fills one node after another',
      'scheduling/configuration',
    ],
    [
      'self-healing: containers',
      '자동화된 복구: 컨테이너',
      'A killed container comes back',
      'workloads/containers/probes-and-restarts',
    ],
    [
      'self-healing: nodes',
      '자동화된 복구: 노드',
      'A Lease that is not renewed turns its node NotReady within a minute, and its Pods elsewhere five minutes later',
      'tour/nodes-and-leases',
    ],
    [
      'secrets and configuration',
      '시크릿과 구성 관리',
      'Settings come as variables and as files',
      'pods/lifecycle',
    ],
    ['batch execution', '배치 실행', 'Five completions, two at a time', 'workloads/job'],
    [
      'horizontal scaling',
      '수평 스케일링',
      'More load, more Pods; less load, fewer Pods, but not in a hurry',
      'workloads/autoscaling/horizontal-pod-autoscaler',
    ],
    [
      'extension',
      '확장성',
      'A Guestbook becomes a Deployment and a Service',
      'custom-resources/guestbook',
    ],
  ]),
  subject(['Objects', '오브젝트'], 'tour/objects', [
    ['spec and status', '스펙과 상태', 'A wish has a number, and whoever has heard it says so'],
    ['the control loop', '컨트롤 루프', "What is deleted behind a controller's back is made again"],
    [
      'names and UIDs',
      '이름과 UID',
      'A name is taken once at a time, and comes back as another object',
    ],
    [
      'labels, selectors, annotations',
      '레이블, 셀렉터, 애너테이션',
      'Labels are for choosing, annotations for telling',
    ],
    [
      'optimistic locking',
      '낙관적 잠금',
      'Two writers: the second one, who has not seen the first, is turned away',
    ],
    [
      'owners and dependents',
      '소유자와 종속',
      'Whatever a Deployment made goes after it',
      'workloads/garbage-collection/owners',
    ],
    [
      'finalizers',
      '파이널라이저',
      'A finalizer holds what was deleted until somebody lets it go',
      'workloads/garbage-collection/owners',
    ],
    ['field selectors', '필드 셀렉터', 'Labels are for choosing, annotations for telling'],
    [
      'applying',
      '적용하기',
      'Applying twice changes nothing; applying a change changes that alone',
      'api-server/refusals',
    ],
  ]),
  subject(['Architecture', '아키텍처'], 'tour/architecture', [
    [
      'how components work together',
      '구성 요소가 함께 일하는 법',
      'From a Deployment to a container, hand over hand',
    ],
    [
      'kube-controller-manager',
      'kube-controller-manager',
      'Without controllers a Deployment is a wish',
    ],
    ['kube-scheduler', 'kube-scheduler', 'Without a scheduler a Pod has no place'],
    ['kubelet', 'kubelet', 'Without a kubelet a Pod has a place and does not run'],
    [
      'kube-apiserver',
      'kube-apiserver',
      'Without the API server what runs, runs on, and nothing changes',
    ],
    ['etcd', 'etcd', 'Without etcd nothing can be written, and what runs, runs on', 'faults/store'],
    [
      'kube-proxy',
      'kube-proxy',
      'The Pods of a silent node get requests until the cluster notices',
      'services/traffic',
    ],
    [
      'leader election',
      '리더 선출',
      'The leader of the controller managers dies',
      'control-plane/leader-election',
    ],
  ]),
  subject(['Nodes and Leases', '노드와 리스'], 'tour/nodes-and-leases', [
    [
      'heartbeats by Lease',
      '리스에 의한 하트비트',
      'Each node has a Lease of its name, and renews it',
    ],
    [
      'a node that falls silent',
      '소식이 끊긴 노드',
      'A Lease that is not renewed turns its node NotReady within a minute, and its Pods elsewhere five minutes later',
    ],
    [
      'capacity and allocatable',
      '용량과 할당 가능량',
      'What a node can give is its capacity less what it keeps for itself',
    ],
    [
      'cordon and drain',
      '스케줄 제외와 비우기',
      'A budget that allows one at a time is kept',
      'nodes/drain',
    ],
  ]),
  subject(['Services', '서비스'], 'services/kinds', [
    ['ClusterIP', 'ClusterIP', 'A cluster IP stays while the Pods behind it come and go'],
    [
      'headless',
      '헤드리스 서비스',
      'A headless one has no address of its own: its name stands for those of the Pods',
    ],
    [
      'NodePort',
      'NodePort',
      'A node port is open on every node, and no two Services have the same',
    ],
    ['ExternalName', 'ExternalName', 'An external name is only another name'],
    [
      'without a selector',
      '셀렉터가 없는 서비스',
      'A Service that selects nothing is told by hand where it leads',
    ],
    [
      'Pods that are not ready',
      '준비되지 않은 Pod',
      'Whoever asks for it gets Pods before they are ready',
    ],
    [
      'environment variables',
      '환경 변수',
      'Pods find Services of their namespace in their environment, if those were there first',
    ],
    [
      'readiness and requests',
      '준비성과 요청',
      'A Pod that is not ready any more fails requests until its probe says so, and gets none afterwards',
      'services/traffic',
    ],
    [
      'a rolling update under load',
      '부하 속의 롤링 업데이트',
      'A pause before the end saves them',
      'services/traffic',
    ],
    [
      'NetworkPolicies',
      '네트워크 정책',
      'Policies add up: one lets the shop in, another the monitoring of another namespace, by the name of a port',
      'services/network-policies',
    ],
  ]),
  subject(['Add-ons', '애드온'], 'add-ons/dns', [
    [
      'DNS',
      'DNS',
      'Its two Pods are on different nodes and behind the address that every Pod asks',
    ],
    [
      'what depends on DNS',
      'DNS에 달린 것',
      'Without any of them no name means anything, and addresses still do',
    ],
    [
      'cluster-level logging',
      '클러스터 수준 로깅',
      'The log of a Pod that is gone is still in the store',
      'add-ons/logging',
    ],
    [
      'node agents',
      '노드 에이전트',
      'A collector stands on every node, also on one that joins',
      'add-ons/logging',
    ],
    ['resource monitoring', '리소스 모니터링', 'Pods, containers, nodes', 'kubectl/top'],
    [
      'dashboard',
      '대시보드',
      'It stands in a namespace of its own, behind a Service, and comes back when it is killed',
      'add-ons/dashboard',
    ],
    [
      'cluster autoscaler',
      '클러스터 오토스케일러',
      'Pods without room get nodes; idle nodes go ten minutes later',
      'nodes/cluster-autoscaler',
    ],
  ]),
];
