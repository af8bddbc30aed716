import { describe, it } from 'node:test';
import { assert } from 'chai';
import type { KubeObject } from '../object';
import { HorizontalPodAutoscalersV1 } from './horizontal-pod-autoscaler-v1';

const { view } = HorizontalPodAutoscalersV1.rules;
const PREFIX = 'autoscaling.alpha.kubernetes.io';
const cpu = (averageUtilization: number) => ({
  type: 'Resource',
  resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization } },
});
const seen = (spec: object, status: object = { desiredReplicas: 0 }) =>
  view?.show({ metadata: { name: 'a' }, spec, status } as unknown as KubeObject);

describe('HorizontalPodAutoscaler of autoscaling/v1', () => {
  it('shows the use of CPU in a field, and the other metrics in its own words', () => {
    const target = { type: 'AverageValue', averageValue: '30' };
    const queue = { type: 'External', external: { metric: { name: 'queue' }, target } };
    const shown = seen({ maxReplicas: 3, metrics: [queue, cpu(50)] });
    assert.deepEqual(shown?.spec as unknown, {
      maxReplicas: 3,
      targetCPUUtilizationPercentage: 50,
    });
    assert.deepEqual(shown?.metadata.annotations, {
      [`${PREFIX}/metrics`]:
        '[{"type":"External","external":{"metricName":"queue","targetAverageValue":"30"}}]',
    });
  });

  it('shows all readings in an annotation', () => {
    const current = { averageValue: '10m', averageUtilization: 10 };
    const resource = { name: 'cpu', current };
    const shown = seen(
      { maxReplicas: 3, metrics: [cpu(50)] },
      { currentReplicas: 2, desiredReplicas: 2, currentMetrics: [{ type: 'Resource', resource }] },
    );
    assert.equal(shown?.status.currentCPUUtilizationPercentage, 10);
    assert.deepEqual(shown?.metadata.annotations, {
      [`${PREFIX}/current-metrics`]:
        '[{"type":"Resource","resource":{"name":"cpu","currentAverageUtilization":10,"currentAverageValue":"10m"}}]',
    });
  });

  it('gives back all that it was shown from', () => {
    const spec = {
      maxReplicas: 3,
      metrics: [
        {
          type: 'Object',
          object: {
            describedObject: { kind: 'Ingress', name: 'i' },
            metric: { name: 'hits', selector: { matchLabels: { a: 'b' } } },
            target: { type: 'Value', value: '10' },
          },
        },
        cpu(70),
      ],
      behavior: { scaleDown: { policies: [{ type: 'Pods', value: 1, periodSeconds: 9 }] } },
    };
    const shown = seen(spec);
    assert.isDefined(shown);
    const kept = shown === undefined ? undefined : view?.keep(shown);
    assert.deepNestedInclude(kept, { spec, metadata: { name: 'a' } });
  });
});
