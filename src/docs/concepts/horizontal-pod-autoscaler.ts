import { subject } from './concept';

/** HorizontalPodAutoscaler: what its features show. */
export const horizontalPodAutoscaler = subject(
  ['HorizontalPodAutoscaler', '수평 Pod 오토스케일러'],
  'workloads/autoscaling/horizontal-pod-autoscaler',
  [
    [
      'resource metrics, stabilization',
      '리소스 메트릭과 안정화 구간',
      'More load, more Pods; less load, fewer Pods, but not in a hurry',
    ],
    [
      'container metrics',
      '컨테이너 메트릭',
      'The container that matters is judged, not the proxy beside it',
      'workloads/autoscaling/metrics',
    ],
    [
      'pods metrics',
      'Pod 메트릭',
      'What the Pods count themselves is shared by those that are ready',
      'workloads/autoscaling/metrics',
    ],
    [
      'object metrics',
      '오브젝트 메트릭',
      'A value of one object grows the Deployment for as long as it stays above its goal',
      'workloads/autoscaling/metrics',
    ],
    [
      'external metrics',
      '외부 메트릭',
      'Ten messages for each worker, and none while the queue is empty but the smallest number',
      'workloads/autoscaling/metrics',
    ],
    [
      'behaviour policies',
      '동작 정책',
      'A behaviour of its own: two Pods a minute down, nothing up',
    ],
    [
      'tolerance',
      '허용 오차',
      'A tenth more or less is not worth a change: <load> of 1000m',
      'workloads/autoscaling/metrics',
    ],
    [
      'a tolerance of its own',
      '자신만의 허용 오차',
      'An autoscaler that is patient upwards and quick downwards',
      'control-plane/feature-gates',
    ],
    [
      'scaling to zero',
      '0으로 줄이기',
      'A worker with nothing to do goes to sleep, once scaling to zero is switched on',
      'control-plane/feature-gates',
    ],
    [
      'unready Pods',
      '준비되지 않은 Pod',
      'New Pods that are not ready yet do not make it grow further',
      'workloads/autoscaling/metrics',
    ],
    ['missing requests', '없는 요청량', 'Pods that request nothing cannot be judged'],
    [
      'missing metrics',
      '없는 메트릭',
      'Without an adapter for its metric it stands still, and says why',
      'workloads/autoscaling/metrics',
    ],
    [
      'bounds, conditions',
      '범위와 조건',
      'A size outside its bounds is put right without a metric',
    ],
  ],
);
