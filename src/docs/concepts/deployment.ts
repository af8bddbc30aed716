import { subject } from './concept';

/** Deployment: what its features show. */
export const deployment = subject(['Deployment', '디플로이먼트'], 'workloads/deployment', [
  [
    'surge and unavailability in numbers',
    '수로 정한 surge와 unavailable',
    'Bounds in numbers: two more, none less',
  ],
  [
    'surge and unavailability in percent',
    '비율로 정한 surge와 unavailable',
    'What 25% means for <replicas> replicas',
    'case-studies/rollouts',
  ],
  [
    'the bounds hold at every moment',
    '한계는 매 순간 지켜진다',
    'The bounds hold at every moment',
    'rollouts/rolling-update',
  ],
  ['Recreate', 'Recreate 전략', 'Recreate lets the old ones go before a new one comes'],
  [
    'proportional scaling',
    '비례 스케일링',
    'Scaled in the middle of a rollout, old and new grow in proportion',
  ],
  ['rollover', '롤오버', 'A third image overtakes the second'],
  [
    'pause and resume',
    '일시 정지와 재개',
    'A paused rollout waits, and goes on when it is resumed',
    'rollouts/rolling-update',
  ],
  [
    'a paused rollout is not late',
    '멈춘 롤아웃은 늦은 것이 아니다',
    'A paused rollout is not late, and cannot be rolled back',
    'case-studies/rollouts',
  ],
  [
    'progress deadline',
    '진행 기한',
    'A quota that is too small holds a rollout up until it is raised',
    'case-studies/rollouts',
  ],
  ['minReadySeconds', 'minReadySeconds', 'Ready is not yet available'],
  ['history limit', '이력 개수 제한', 'Only so many revisions are remembered'],
  ['rollback to a revision', '특정 리비전으로 롤백', 'Back to the revision before the last one'],
  [
    'an image that does not exist',
    '없는 이미지',
    'An image that does not exist stops the rollout; a rollback ends it',
    'rollouts/rolling-update',
  ],
  [
    'terminating replicas in the status',
    '상태에 나오는 종료 중인 레플리카',
    'Pods on their way out are in the status, once the cluster is told to count them',
  ],
  ['conditions and Events', '조건과 이벤트', 'Conditions and Events tell of its progress'],
]);
