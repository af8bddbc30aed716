import { describe, it } from 'node:test';
import { assert } from 'chai';
import { HorizontalPodAutoscalers } from '../api/autoscaling/horizontal-pod-autoscaler';
import { HorizontalPodAutoscalersV1 } from '../api/autoscaling/horizontal-pod-autoscaler-v1';
import { RegardingEvents } from '../api/events/event';
import type { Kind } from '../api/kind';
import { answerOf, testingServer } from './testing-world';

const REF = { namespace: 'default', name: 'web' };
const CONFIG = {
  apiVersion: 'autoscaling/v1',
  kind: 'HorizontalPodAutoscaler',
  metadata: REF,
  spec: {
    maxReplicas: 3,
    scaleTargetRef: { kind: 'Deployment', name: 'web' },
    targetCPUUtilizationPercentage: 50,
  },
};

describe('another form of what is stored', () => {
  it('may be asked for by those who may in its own group', () => {
    const { server } = testingServer();
    const kim = server.as({ name: 'kim', groups: [] });
    const events = RegardingEvents as Kind;
    const why = (verb: string, name = '') =>
      `Forbidden: events.events.k8s.io ${name}is forbidden: User "kim" cannot ${verb} resource "events" in API group "events.k8s.io" in the namespace "default"`;
    const { namespace } = REF;
    assert.equal(
      answerOf(() => kim.list(events, { namespace })),
      why('list'),
    );
    assert.equal(
      answerOf(() => kim.watch(events, { namespace }, () => {})),
      why('watch'),
    );
    assert.equal(
      answerOf(() => kim.get(events, REF)),
      why('get', '"web" '),
    );
    assert.equal(
      answerOf(() => kim.delete(events, REF)),
      why('delete', '"web" '),
    );
    assert.equal(
      answerOf(() => kim.patch(events, REF, {}, { type: 'merge' })),
      why('patch', '"web" '),
    );
  });

  it('is applied, and its status set', () => {
    const { api } = testingServer();
    const options = { type: 'apply', fieldManager: 'tool' } as const;
    api.patch(HorizontalPodAutoscalersV1, REF, CONFIG, options);
    const status = { currentReplicas: 1, desiredReplicas: 2 };
    const made = api.get(HorizontalPodAutoscalersV1, REF);
    api.updateStatus(HorizontalPodAutoscalersV1, { ...made, status });
    const stored = api.get(HorizontalPodAutoscalers, REF);
    assert.deepInclude(stored.status, status);
    assert.equal(stored.spec.metrics?.[0]?.resource?.target.averageUtilization, 50);
  });
});
