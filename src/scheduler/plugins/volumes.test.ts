import { describe, it } from 'node:test';
import { assert } from 'chai';
import type {
  CSIStorageCapacity,
  PersistentVolume,
  PersistentVolumeClaim,
  StorageClass,
  Volume,
} from '../../api/schema/objects';
import type { Lookup } from '../snapshot';
import { makeSnapshot, type PodDraft, verdicts } from '../testing-snapshot';
import { VOLUME_LIMIT_REASON } from './node-volume-limits';
import { NO_SPACE_REASON } from './volume-binding';
import { DISK_REASON, SINGLE_POD_REASON } from './volume-restrictions';

const DRIVER = 'csi.example.com';
const a = { name: 'a', zone: 'x' };
const b = { name: 'b', zone: 'y' };

interface ClaimDraft {
  readonly volumeName?: string;
  readonly mode?: string;
  readonly size?: string;
}

function claim(name: string, { volumeName, mode, size = '1Gi' }: ClaimDraft) {
  const bound = volumeName === undefined ? {} : { volumeName };
  return {
    metadata: {
      name,
      namespace: 'default',
      ...(volumeName === undefined
        ? {}
        : { annotations: { 'pv.kubernetes.io/bind-completed': 'yes' } }),
    },
    spec: {
      accessModes: [mode ?? 'ReadWriteOnce'],
      storageClassName: 'fast',
      resources: { requests: { storage: size } },
      ...bound,
    },
    status: {},
  } as unknown as PersistentVolumeClaim;
}

function world(claims: Readonly<Record<string, ClaimDraft>>, more: Partial<Lookup> = {}) {
  const fast = {
    metadata: { name: 'fast' },
    provisioner: DRIVER,
    volumeBindingMode: 'WaitForFirstConsumer',
  } as unknown as StorageClass;
  return {
    claim: (_namespace: string, name: string) => {
      const draft = claims[name];
      return draft === undefined ? undefined : claim(name, draft);
    },
    volume: (name: string) => {
      const csi = { driver: DRIVER, volumeHandle: name };
      return { metadata: { name }, spec: { csi } } as unknown as PersistentVolume;
    },
    storageClass: (name: string) => (name === 'fast' ? fast : undefined),
    ...more,
  } satisfies Partial<Lookup>;
}

function using(...claims: string[]): Pick<PodDraft, 'spec'> {
  const volumes = claims.map((claimName) => ({
    name: claimName,
    persistentVolumeClaim: { claimName },
  }));
  return { spec: { volumes } };
}

describe('NodeVolumeLimits', () => {
  const limits = (count: number) => ({
    volumeLimits: (node: string) => (node === 'a' ? new Map([[DRIVER, count]]) : undefined),
  });
  const claims = { one: { volumeName: 'v1' }, two: { volumeName: 'v2' }, next: {} };
  const rows: readonly (readonly [string, number, PodDraft[], PodDraft, string])[] = [
    ['nothing attached yet', 1, [], using('one'), 'ok'],
    ['one too many', 1, [{ on: 'a', ...using('one') }], using('two'), VOLUME_LIMIT_REASON],
    ['a volume that is attached already', 1, [{ on: 'a', ...using('one') }], using('one'), 'ok'],
    ['two at once', 1, [], using('one', 'two'), VOLUME_LIMIT_REASON],
    [
      'one that is yet to be made',
      1,
      [{ on: 'a', ...using('one') }],
      using('next'),
      VOLUME_LIMIT_REASON,
    ],
    ['on another node', 1, [{ on: 'b', ...using('one') }], using('two'), 'ok'],
    ['a Pod without volumes', 0, [], {}, 'ok'],
  ];
  for (const [what, count, pods, pod, expected] of rows) {
    it(what, () => {
      const snapshot = makeSnapshot([a, b], pods, world(claims, limits(count)));
      assert.deepEqual(verdicts(snapshot, pod), { a: expected, b: 'ok' });
    });
  }
});

describe('VolumeRestrictions', () => {
  const gce = (readOnly: boolean): Volume => ({
    name: 'v',
    gcePersistentDisk: { pdName: 'disk', readOnly },
  });
  const aws: Volume = { name: 'v', awsElasticBlockStore: { volumeID: 'disk', readOnly: true } };
  const rbd = (monitors: string[], readOnly = false): Volume => ({
    name: 'v',
    rbd: { monitors, image: 'disk', readOnly },
  });
  const iscsi = (targetPortal: string): Volume => ({
    name: 'v',
    iscsi: { targetPortal, iqn: 'iqn.x', lun: 0 },
  });
  const rows: readonly (readonly [string, Volume, Volume, boolean])[] = [
    ['a disk that is written to', gce(true), gce(false), true],
    ['a disk that both only read', gce(true), gce(true), false],
    ['a block store, even to read', aws, aws, true],
    ['an image of a monitor in common', rbd(['m1', 'm2']), rbd(['m2', 'm3']), true],
    ['an image of other monitors', rbd(['m1']), rbd(['m2']), false],
    ['an image that both only read', rbd(['m1'], true), rbd(['m1'], true), false],
    ['a target by another portal', iscsi('p:1'), iscsi('p:2'), true],
    ['disks of two kinds', gce(false), aws, false],
  ];
  for (const [what, used, wanted, isTaken] of rows) {
    it(what, () => {
      const pods = [{ on: 'a', spec: { volumes: [used] } }];
      const told = verdicts(makeSnapshot([a, b], pods), { spec: { volumes: [wanted] } });
      assert.deepEqual(told, { a: isTaken ? DISK_REASON : 'ok', b: 'ok' });
    });
  }

  it('a claim for one Pod is refused everywhere while another uses it', () => {
    const lookup = world({ one: { volumeName: 'v1', mode: 'ReadWriteOncePod' } });
    const snapshot = makeSnapshot([a, b], [{ on: 'a', ...using('one') }], lookup);
    assert.deepEqual(verdicts(snapshot, using('one')), {
      a: SINGLE_POD_REASON,
      b: SINGLE_POD_REASON,
    });
  });
});

describe('VolumeBinding', () => {
  const capacity = (zone: string, size: string, largest?: string) =>
    ({
      storageClassName: 'fast',
      nodeTopology: { matchLabels: { 'topology.kubernetes.io/zone': zone } },
      capacity: size,
      ...(largest === undefined ? {} : { maximumVolumeSize: largest }),
    }) as unknown as CSIStorageCapacity;
  const rows: readonly (readonly [
    string,
    readonly CSIStorageCapacity[] | undefined,
    string,
    string,
  ])[] = [
    ['a driver that does not tell', undefined, 'ok', 'ok'],
    ['a driver without room anywhere', [], NO_SPACE_REASON, NO_SPACE_REASON],
    ['room in one zone', [capacity('x', '10Gi'), capacity('y', '4Gi')], 'ok', NO_SPACE_REASON],
    [
      'room, but for small volumes',
      [capacity('x', '10Gi', '1Gi'), capacity('y', '5Gi')],
      NO_SPACE_REASON,
      'ok',
    ],
  ];
  for (const [what, capacities, onA, onB] of rows) {
    it(what, () => {
      const lookup = world({ data: { size: '5Gi' } }, { capacities: () => capacities });
      const told = verdicts(makeSnapshot([a, b], [], lookup), using('data'));
      assert.deepEqual(told, { a: onA, b: onB });
    });
  }
});
