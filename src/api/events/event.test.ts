import { describe } from 'node:test';
import { Events } from '../core/event';
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

describe('Event of core/v1', () => {
  const good = {
    metadata: { name: 'e', namespace: 'shop' },
    involvedObject: { kind: 'Pod', name: 'web', namespace: 'shop' },
  };
  const NAMESPACE = 'involvedObject.namespace: Invalid value: "": does not match event.namespace';
  testCreate(Events, good, [
    [{ 'involvedObject.namespace': '' }, NAMESPACE],
    [{ 'involvedObject.namespace': '', 'metadata.namespace': 'default' }],
    // one with a time of its own must say who tells, and of what
    [
      {
        eventTime: '2026-01-05T00:00:00.000000Z',
        reportingComponent: 'example.com/c',
        message: 'm'.repeat(1025),
      },
      'reportingInstance: Required value',
      'action: Required value',
      'reason: Required value',
      'message: Invalid value: "": can have at most 1024 characters',
    ],
  ]);
});
