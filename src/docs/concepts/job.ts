import { subject } from './concept';

/** Job: what its features show. */
export const job = subject(['Job', '잡'], 'workloads/job', [
  ['completions and parallelism', '완료 수와 병렬 수', 'Five completions, two at a time'],
  ['Indexed', '인덱스 모드', 'An indexed Job gives each Pod its number'],
  [
    'back-off limit',
    '재시도 한도',
    'Retries wait 10 s, then 20, then 40, and then the Job gives up',
  ],
  [
    'back-off in the Pod',
    'Pod 안에서의 재시도',
    'A container that is restarted in its Pod counts its failures as well',
    'workloads/job-failures',
  ],
  [
    'back-off limit per index',
    '인덱스별 재시도 한도',
    'One bad index does not take the others down',
  ],
  ['pod failure policy: FailJob', 'Pod 실패 정책: FailJob', 'Some exit codes are worth no retry'],
  [
    'pod failure policy: Ignore',
    'Pod 실패 정책: Ignore',
    'A Pod that a drain takes away is replaced and not held against the Job',
    'workloads/job-failures',
  ],
  [
    'pod failure policy: FailIndex',
    'Pod 실패 정책: FailIndex',
    'One index may be given up at once, by its exit code',
    'workloads/job-failures',
  ],
  ['success policy', '성공 정책', "The leader's success is enough"],
  [
    'active deadline, ttl after finished',
    '활성 기한과 종료 후 TTL',
    'A deadline ends what takes too long, and time cleans up',
  ],
  [
    'suspended from the start',
    '처음부터 일시 중단',
    'A suspended Job waits, and starts anew when it is resumed',
  ],
  [
    'suspend and resume',
    '일시 중단과 재개',
    'A Job that is suspended gives its Pods up, without a failure, and begins anew',
    'workloads/job-failures',
  ],
  [
    'pod replacement policy',
    'Pod 교체 정책',
    'A Pod on its way out has failed, or is waited for: <policy>',
    'workloads/job-failures',
  ],
  ['managedBy', 'managedBy', "A Job of somebody else's is left alone", 'workloads/job-accounting'],
  [
    'tracking by finalizers',
    '파이널라이저에 의한 추적',
    'A Pod that is deleted while it runs stays until its Job has seen its end, as a failure',
    'workloads/job-accounting',
  ],
  [
    'uncounted Pods',
    '아직 세지 않은 Pod',
    'A controller that dies at its <write> write has the Pods in its status, and counts none of them twice afterwards',
    'workloads/job-accounting',
  ],
  [
    'an API server that is away',
    'API 서버가 없는 동안',
    'Pods that end while nobody can be told are counted afterwards',
    'workloads/job-accounting',
  ],
]);
