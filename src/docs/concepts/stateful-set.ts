import { subject } from './concept';

/** StatefulSet: what its features show. */
export const statefulSet = subject(['StatefulSet', '스테이트풀셋'], 'workloads/stateful-set', [
  [
    'ordinals, names, order',
    '순번과 이름, 순서',
    'Pods start one after another and leave from the end',
  ],
  ['a name that stays', '변하지 않는 이름', 'A Pod that dies comes back under its own name'],
  [
    'parallel, start ordinal',
    '병렬 관리와 시작 순번',
    'In parallel nobody waits, and the numbers may begin elsewhere',
  ],
  ['partition', '파티션', 'A partition is a canary: only the Pods from there on are new'],
  ['maxUnavailable', 'maxUnavailable', 'Two may be missing at once, if the strategy allows it'],
  [
    'minReadySeconds',
    'minReadySeconds',
    'The next Pod waits until the last one has been ready for a while',
  ],
  ['OnDelete', 'OnDelete 전략', 'OnDelete replaces only what somebody deletes'],
  [
    'a claim for each Pod, retention policy',
    'Pod마다 하나씩인 클레임과 보존 정책',
    'When a set grows smaller or goes, its claims <scaled> or <deleted>',
  ],
  ['revisions', '리비전', 'A set remembers its revisions and goes back to one'],
  [
    'the stuck rollout',
    '막힌 롤아웃',
    'A broken revision stops the update, and repairing the template alone does not help',
  ],
  ['scale-down rules', '축소 규칙', 'Nobody leaves while somebody before it is not well'],
  [
    'at most one Pod of a name',
    '같은 이름의 Pod는 많아야 하나',
    "A node that dies keeps its Pod's name until somebody is sure",
  ],
]);
