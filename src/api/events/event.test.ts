import { describe } from 'node:test';
import { testCreate, testUpdate } from '../testing-rules';
import { RegardingEvents } from './event';

describe('Event of events.k8s.io', () => {
  const good = {
    metadata: { name: 'e', namespace: 'shop' },
    eventTime: '2026-01-05T00:00:00.000000Z',
    reportingController: 'example.com/c',
    reportingInstance: 'c-1',
    action: 'Bake',
    reason: 'Baked',
    type: 'Normal',
    regarding: { kind: 'Pod', name: 'web', namespace: 'shop' },
  };
  testCreate(RegardingEvents, good, [
    [{ eventTime: undefined }, 'eventTime: Required value'],
    [{ action: '' }, 'action: Required value'],
    [{ type: 'Odd' }, 'type: Invalid value: "": has invalid value: Odd'],
    [
      { 'regarding.namespace': '' },
      'involvedObject.namespace: Invalid value: "": does not match event.namespace',
    ],
    [
      { series: { count: 1, lastObservedTime: '2026-01-05T00:00:00.000000Z' } },
      'series.count: Invalid value: "": should be at least 2',
    ],
    [{ deprecatedCount: 3 }, 'count: Invalid value: "": needs to be unset'],
  ]);
  testUpdate(RegardingEvents, good, [
    [{ reason: 'Burnt' }, 'reason: Invalid value: "Burnt": field is immutable'],
  ]);
});
