import { describe, it } from 'node:test';
import { assert } from 'chai';
import type { Digest, OwnChange, RecordedChange, Recording } from '../recording/format';
import { KnownBehaviour } from './behaviour';
import type { Fact } from './run';

type Row = readonly [T: number, object: string, d?: Digest, type?: RecordedChange['type']];

function recordingOf(rows: readonly Row[], more: object = {}): Recording {
  const trace = rows.map(([T, object, d = {}, type = 'MODIFIED']) => {
    const [kind = '', name = ''] = object.split('/');
    return { step: 0, t: T, T, type, kind, name, d };
  });
  const scenario = { name: 'x', nodes: [], steps: [] };
  return { scenario, steps: [], trace, final: [], events: [], output: [], unstable: {}, ...more };
}

function own(T: number, object: string, digest: object): OwnChange {
  return { T, type: 'MODIFIED', object, digest: { ...digest }, keys: new Set(Object.keys(digest)) };
}

function fact(T: number, object: string, text = ''): Fact {
  return { what: 'trace', object, T, text: `trace ${object} step 0 T=${T} ${text}` };
}

const WAITING: readonly Row[] = [
  [0, 'ReplicaSet/web', {}, 'ADDED'],
  [0, 'Pod/web-1', { owner: 'ReplicaSet/web' }, 'ADDED'],
  [10, 'Pod/web-1', { sched: 'Unschedulable' }],
  [3000, 'Pod/web-1', { sched: null, node: 'a' }],
  [4500, 'Pod/web-1', { ready: 1 }],
];

describe('what is known of newer versions', () => {
  const sooner = new KnownBehaviour({
    recording: recordingOf(WAITING),
    own: [own(1000, 'Pod/web-1', { node: 'a' })],
  });
  for (const [what, about, isKnown] of [
    ['the Pod that was placed sooner', fact(3000, 'Pod/web-1'), true],
    ['its owner meanwhile', fact(4510, 'ReplicaSet/web'), true],
    ['its owner before', fact(500, 'ReplicaSet/web'), false],
    ['its owner long after', fact(9000, 'ReplicaSet/web'), false],
    ['another Pod', fact(3000, 'Pod/db-0'), false],
    ['what is of no object', { what: 'output', text: 'output of "get pods"' } as Fact, false],
  ] as const) {
    it(`${isKnown ? 'excuses' : 'does not excuse'} ${what}`, () => {
      assert.equal(sooner.of(about) !== undefined, isKnown);
    });
  }

  it('excuses no Pod that is placed later here, or never', () => {
    for (const changes of [[], [own(4000, 'Pod/web-1', { node: 'a' })]]) {
      const known = new KnownBehaviour({ recording: recordingOf(WAITING), own: changes });
      assert.isUndefined(known.of(fact(3000, 'Pod/web-1')));
    }
  });

  it('excuses a Job that was retried at once, from then on, and no other', () => {
    const rows = (again: number): readonly Row[] => [
      [0, 'Pod/work-1', { owner: 'Job/work' }, 'ADDED'],
      [1000, 'Pod/work-1', { phase: 'Failed' }],
      [again, 'Pod/work-2', { owner: 'Job/work' }, 'ADDED'],
    ];
    const known = new KnownBehaviour({ recording: recordingOf(rows(1200)), own: [] });
    assert.equal(known.of(fact(1200, 'Pod/work-2'))?.since, 'v1.27');
    assert.isUndefined(known.of(fact(900, 'Job/work')));
    const late = new KnownBehaviour({ recording: recordingOf(rows(11_000)), own: [] });
    assert.isUndefined(late.of(fact(11_000, 'Pod/work-2')));
  });

  it('excuses what a CronJob does sooner by up to ten seconds, and nothing that is late', () => {
    const rows: readonly Row[] = [
      [0, 'Job/tick-1', { owner: 'CronJob/tick' }, 'ADDED'],
      [0, 'Job/other', {}, 'ADDED'],
    ];
    const known = new KnownBehaviour({ recording: recordingOf(rows), own: [] });
    assert.equal(known.of({ ...fact(0, 'Job/tick-1'), off: -9000 })?.since, 'v1.21');
    assert.isUndefined(known.of({ ...fact(0, 'Job/tick-1'), off: -15_000 }));
    assert.isUndefined(known.of({ ...fact(0, 'Job/tick-1'), off: 9000 }));
    assert.isUndefined(known.of({ ...fact(0, 'Job/other'), off: -9000 }));
  });

  it('excuses slices of a family of addresses that the cluster does not have', () => {
    const rows: readonly Row[] = [
      [0, 'EndpointSlice/db-1', { type: 'IPv4' }, 'ADDED'],
      [0, 'EndpointSlice/db-2', { type: 'IPv6' }, 'ADDED'],
    ];
    const known = new KnownBehaviour({ recording: recordingOf(rows), own: [] });
    assert.equal(known.of(fact(0, 'EndpointSlice/db-2'))?.since, 'v1.23');
    assert.isUndefined(known.of(fact(0, 'EndpointSlice/db-1')));
  });

  it('excuses what goes later with its namespace, of a namespace that goes and of no other', () => {
    const rows: readonly Row[] = [[1000, 'Namespace/doomed', { term: 1 }]];
    const known = new KnownBehaviour({ recording: recordingOf(rows), own: [] });
    const gone = (object: string, T: number, off: number) =>
      known.of({ ...fact(T, object, 'DELETED {}'), off })?.since;
    assert.equal(gone('Service/doomed:web', 2000, 3000), 'v1.33');
    assert.isUndefined(gone('Service/doomed:web', 2000, -3000), 'sooner');
    assert.isUndefined(gone('Service/doomed:web', 500, 3000), 'before');
    assert.isUndefined(gone('Service/other:web', 2000, 3000), 'another namespace');
    assert.isUndefined(gone('Pod/doomed:web', 2000, 3000), 'a Pod');
  });

  it('excuses a budget only where the recorded controller met a Pod without a controller', () => {
    const event = { reason: 'NoControllerRef', object: 'PodDisruptionBudget/bare' };
    const recording = recordingOf([], { events: [event] });
    const known = new KnownBehaviour({ recording, own: [] });
    const healthy = (name: string): Fact => {
      const object = `PodDisruptionBudget/${name}`;
      const text = `final ${object} step 1 status.currentHealthy: 1 instead of 0`;
      return { what: 'final', object, T: 0, text };
    };
    assert.equal(known.of(healthy('bare'))?.since, 'v1.22');
    assert.isUndefined(known.of(healthy('web')));
  });

  it('excuses a count that a greater one overtakes, and no other count', () => {
    const recording = recordingOf([]);
    const told = fact(1000, 'Job/work', 'MODIFIED {"act":1,"succ":1} | ours: ');
    const after = (T: number, succ: number) =>
      new KnownBehaviour({ recording, own: [own(T, 'Job/work', { succ })] }).of(told);
    assert.equal(after(1010, 2)?.since, 'v1.22');
    assert.isUndefined(after(1010, 1));
    assert.isUndefined(after(3000, 2));
  });
});
