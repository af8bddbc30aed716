import { describe } from 'node:test';
import { testCreate, testDefaults, testUpdate } from '../testing-rules';
import { HorizontalPodAutoscalers } from './horizontal-pod-autoscaler';

describe('HorizontalPodAutoscaler', () => {
  const scaleTargetRef = { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' };
  const good = { spec: { maxReplicas: 5, scaleTargetRef } };
  const cpu = {
    type: 'Resource',
    resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 80 } },
  };
  const percent = { type: 'Percent', value: 100, periodSeconds: 15 };
  testDefaults(
    HorizontalPodAutoscalers,
    {
      spec: {
        ...good.spec,
        behavior: { scaleDown: { stabilizationWindowSeconds: 60, tolerance: '0.1' } },
      },
    },
    {
      spec: {
        maxReplicas: 5,
        minReplicas: 1,
        scaleTargetRef,
        metrics: [cpu],
        behavior: {
          scaleUp: {
            stabilizationWindowSeconds: 0,
            selectPolicy: 'Max',
            policies: [{ type: 'Pods', value: 4, periodSeconds: 15 }, percent],
          },
          scaleDown: {
            stabilizationWindowSeconds: 60,
            selectPolicy: 'Max',
            policies: [percent],
          },
        },
      },
      status: { desiredReplicas: 0, currentMetrics: null },
    },
  );
  const metric = 'spec.metrics[0]';
  testCreate(HorizontalPodAutoscalers, { spec: { ...good.spec, metrics: [cpu] } }, [
    [
      { 'spec.maxReplicas': 0 },
      'spec.maxReplicas: Invalid value: 0: must be greater than 0',
      'spec.maxReplicas: Invalid value: 0: must be greater than or equal to `minReplicas`',
    ],
    [
      { 'spec.minReplicas': 0 },
      'spec.minReplicas: Invalid value: 0: must be greater than or equal to 1',
      'spec.metrics: Forbidden: must specify at least one Object or External metric to support scaling to zero replicas',
    ],
    [{ 'spec.scaleTargetRef.kind': '' }, 'spec.scaleTargetRef.kind: Required value'],
    [
      { [`${metric}.type`]: 'Weather' },
      `${metric}.type: Unsupported value: "Weather": supported values: "ContainerResource", "External", "Object", "Pods", "Resource"`,
      `${metric}.type: Unsupported value: "Weather": supported values: "ContainerResource", "External", "Object", "Pods", "Resource"`,
    ],
    [
      { [`${metric}.type`]: 'Pods' },
      `${metric}.pods: Required value: must populate information for the given metric source`,
    ],
    [
      { [`${metric}.resource.target`]: { type: 'Rate' } },
      `${metric}.resource.target.type: Invalid value: "Rate": must be either Utilization, Value, or AverageValue`,
      `${metric}.resource.target.averageUtilization: Required value: must set either a target raw value or a target utilization`,
    ],
    [
      { [`${metric}.resource.target.averageValue`]: '0' },
      `${metric}.resource.target.averageValue: Invalid value: "0": must be positive`,
      `${metric}.resource.target.averageValue: Forbidden: may not set both a target raw value and a target utilization`,
    ],
    [
      {
        'spec.behavior': {
          scaleUp: {
            stabilizationWindowSeconds: 4000,
            selectPolicy: 'Any',
            policies: [{ type: 'Pods', value: 0, periodSeconds: 1801 }],
          },
        },
      },
      'spec.behavior.scaleUp.stabilizationWindowSeconds: Invalid value: 4000: must be less than or equal to 3600',
      'spec.behavior.scaleUp.selectPolicy: Unsupported value: "Any": supported values: "Disabled", "Max", "Min"',
      'spec.behavior.scaleUp.policies[0].value: Invalid value: 0: must be greater than zero',
      'spec.behavior.scaleUp.policies[0].periodSeconds: Invalid value: 1801: must be less than or equal to 1800',
    ],
  ]);
  testUpdate(HorizontalPodAutoscalers, good, [[{ 'spec.maxReplicas': 9 }]]);
});
