import { subject } from './concept';

/** PodDisruptionBudget and eviction: what its features show. */
export const disruption = subject(
  ['PodDisruptionBudget and eviction', '중단 예산과 축출'],
  'workloads/disruption/budgets',
  [
    [
      'numbers and percentages',
      '수와 비율',
      'A number or a share of the Pods must stay, or may go',
    ],
    [
      'drains wait for it',
      '드레인은 예산을 기다린다',
      'Evictions stop at the budget, and go on when the next Pod is ready',
    ],
    ['two budgets on one Pod', 'Pod 하나에 예산 둘', 'Two budgets on one Pod are one too many'],
    [
      'unhealthyPodEvictionPolicy: AlwaysAllow',
      'unhealthyPodEvictionPolicy: AlwaysAllow',
      'A Pod that was never healthy may always go, when the budget says so',
    ],
    [
      'unhealthyPodEvictionPolicy: IfHealthyBudget',
      'unhealthyPodEvictionPolicy: IfHealthyBudget',
      'A Pod that runs but is not ready may go only when the budget has enough others',
      'workloads/disruption/evictions',
    ],
    [
      'expected counts by the scale subresource',
      'scale 하위 리소스로 세는 기대 수',
      'Half of what a scale says, of whatever kind, is what must stay',
      'workloads/disruption/evictions',
    ],
    [
      'unmanaged Pods',
      '주인 없는 Pod',
      'A share of Pods that nobody owns is the share of nothing known',
      'workloads/disruption/evictions',
    ],
    [
      'eviction API',
      '축출 API',
      'The first goes, the second has to wait until there is another',
      'workloads/disruption/evictions',
    ],
    [
      'why a Pod was disrupted',
      'Pod가 중단된 이유',
      'A Pod that was evicted carries the reason',
      'workloads/disruption/evictions',
    ],
    [
      'a delete asks nobody',
      '삭제는 묻지 않는다',
      'A delete asks nobody',
      'workloads/disruption/evictions',
    ],
  ],
);
