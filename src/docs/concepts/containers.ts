import { type Subject, subject } from './concept';

/** What kubelets do with Pods and their containers. */
export const containers: readonly Subject[] = [
  subject(['Pods', '파드'], 'pods/lifecycle', [
    [
      'init containers',
      '초기화 컨테이너',
      'Init containers run one after another before the others start',
    ],
    [
      'failing init containers',
      '실패하는 초기화 컨테이너',
      'An init container that fails keeps the Pod from starting',
    ],
    ['sidecars', '사이드카', 'A sidecar starts before the main container and ends after it'],
    [
      'restart policies',
      '재시작 정책',
      'The restart policy says what becomes of a container that ends',
    ],
    [
      'quality of service',
      '서비스 품질(QoS)',
      "What it asks for decides a Pod's quality of service",
    ],
    [
      'grace periods',
      '유예 시간',
      'A Pod has its grace period to end, and a preStop hook is part of it',
    ],
    ['shared volumes', '함께 쓰는 볼륨', 'Two containers share a volume, and with it a file'],
    ['ConfigMaps and Secrets', '컨피그맵과 시크릿', 'Settings come as variables and as files'],
    [
      'readiness gates',
      '준비성 게이트',
      'A readiness gate that nobody sets keeps a Pod out of its Service',
      'case-studies/pods-and-jobs',
    ],
    [
      'activeDeadlineSeconds',
      'activeDeadlineSeconds',
      'A Pod has so much time and no more',
      'workloads/containers/endings',
    ],
    [
      'the zone of its node in the downward API',
      '다운워드 API로 보는 노드의 영역',
      'A Pod knows in which zone it is',
      'pods/feature-gates',
    ],
    [
      'variables from a file',
      '파일에서 오는 환경 변수',
      'A variable that an init container has worked out',
      'pods/feature-gates',
    ],
    ['hostnameOverride', 'hostnameOverride', 'A name that no DNS gives', 'pods/feature-gates'],
    [
      'ephemeral containers',
      '임시 컨테이너',
      'It runs beside the others, and what it says can be read',
      'pods/ephemeral-containers',
    ],
  ]),
  subject(['Containers that end', '끝나는 컨테이너'], 'workloads/containers/endings', [
    [
      'back-off, 10 s to 5 min',
      '백오프, 10초에서 5분까지',
      'A container that crashes again and again waits twice as long each time, five minutes at most',
      'case-studies/pods-and-jobs',
    ],
    [
      'a shorter back-off',
      '더 짧은 백오프',
      'What crashes is tried again sooner',
      'pods/feature-gates',
    ],
    [
      'reset of the back-off',
      '백오프의 초기화',
      'A container that ran for ten minutes may crash as if it had never crashed before',
    ],
    [
      'restart policies and rules of a container',
      '컨테이너의 재시작 정책과 규칙',
      'One exit code means try again, any other is the end',
      'workloads/container-restarts',
    ],
    [
      'init containers with a policy of their own',
      '자기 정책을 가진 초기화 컨테이너',
      'An init container that tries until it succeeds, in a Pod that never starts again',
      'workloads/container-restarts',
    ],
    ['exit codes and reasons', '종료 코드와 이유', '<command> ends with <code> and is <reason>'],
    [
      'OOMKilled',
      'OOMKilled',
      'A container that takes more memory than its limit is killed',
      'pods/lifecycle',
    ],
    [
      'termination messages',
      '종료 메시지',
      'Its last words are in a file of its own, or at the end of its log',
    ],
    [
      'commands: echo, sleep, &&',
      '명령: echo, sleep, &&',
      'A command says hello and ends',
      'workloads/containers/probes-and-restarts',
    ],
    ['commands: loops', '명령: 반복문', 'A loop in the shell counts to five'],
    [
      'commands: redirection to a shared file',
      '명령: 함께 쓰는 파일로 보내기',
      'Two containers share a volume, and with it a file',
      'pods/lifecycle',
    ],
  ]),
  subject(['Images', '이미지'], 'workloads/containers/images', [
    [
      'ErrImagePull, ImagePullBackOff',
      'ErrImagePull, ImagePullBackOff',
      'An image that is not there: an error, then a pause, and at once when it appears',
    ],
    [
      'image pull back-off',
      '이미지 내려받기 백오프',
      'The pauses between pulls grow to five minutes',
    ],
    [
      'IfNotPresent and Always',
      'IfNotPresent와 Always',
      'What the node has is not pulled again, unless it must be',
    ],
    ['Never', 'Never', 'Who never pulls and does not have it waits for somebody to bring it'],
    [
      'defaults by tag',
      '태그에 따른 기본값',
      'The tag decides what happens when nothing is said: <image>',
    ],
    ['invalid names', '잘못된 이름', 'A name that is none'],
  ]),
  subject(['Probes and hooks', '프로브와 훅'], 'workloads/containers/probes', [
    [
      'liveness by HTTP, TCP, gRPC, command',
      'HTTP, TCP, gRPC, 명령으로 묻는 활성 프로브',
      'A container that does not answer its liveness probe by <kind> is started again',
    ],
    [
      'a command that looks at a file',
      '파일을 보는 명령',
      'A command asks for a file: when it goes, the container is started again',
    ],
    ['startup', '시작 프로브', 'A startup probe gives it time, and no other probe asks before'],
    [
      'readiness, thresholds and periods',
      '준비성 프로브의 임계값과 주기',
      'Once ready it takes three failures to be unready, and as many successes as it says to be ready again',
    ],
    [
      'readiness and traffic',
      '준비성과 트래픽',
      'A Pod that is not ready gets no traffic, and is not restarted for it',
      'workloads/containers/probes-and-restarts',
    ],
    [
      'postStart',
      'postStart',
      'Until the hook after its start is through it does not count as running',
      'workloads/containers/hooks',
    ],
    [
      'a failing postStart',
      '실패하는 postStart',
      'A hook that fails after the start ends the container, which starts again',
      'workloads/containers/hooks',
    ],
    [
      'preStop and grace',
      'preStop과 유예 시간',
      'The hook before the end and the program share one grace period',
      'workloads/containers/hooks',
    ],
    [
      'stop signals',
      '종료 신호',
      'A program is asked to end by the signal that it knows',
      'pods/feature-gates',
    ],
    [
      'deletion in force',
      '강제 삭제',
      'Whoever deletes it in force does not wait for anybody',
      'workloads/containers/hooks',
    ],
  ]),
];
