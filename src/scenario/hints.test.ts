import { describe, it } from 'node:test';
import { assert } from 'chai';
import { installAddOn } from './add-ons';
import { hintsOn } from './hints';
import { apply, deploymentYaml, worldOf } from './testing-world';
import type { World } from './world';

const claim = (storageClassName?: string) =>
  JSON.stringify({
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { name: 'data' },
    spec: {
      accessModes: ['ReadWriteOnce'],
      resources: { requests: { storage: '1Gi' } },
      ...(storageClassName === undefined ? {} : { storageClassName }),
    },
  });

const storageClass = JSON.stringify({
  apiVersion: 'storage.k8s.io/v1',
  kind: 'StorageClass',
  metadata: { name: 'fast' },
  provisioner: 'disks.example.com',
});

function autoscale(world: World): void {
  apply(world, deploymentYaml('web', 1));
  world.run('kubectl set resources deployment web --requests=cpu=200m');
  world.run('kubectl autoscale deployment web --cpu-percent=50 --min=1 --max=8');
}

const rows: readonly (readonly [what: string, act: (world: World) => void, expected: string[]])[] =
  [
    [
      'a claim without a class',
      (world) => apply(world, claim()),
      [
        'PersistentVolumeClaim "data" gets no volume: it names no StorageClass, and there is no default one; say: Given the add-on "storage-provisioner"',
      ],
    ],
    [
      'a class that is not there',
      (world) => apply(world, claim('fast')),
      [
        'PersistentVolumeClaim "data" gets no volume: there is no StorageClass "fast"; apply it with your manifests, and say: Given the add-on "storage-provisioner" with: its provisioner',
      ],
    ],
    [
      'a class whose provisioner is not there',
      (world) => {
        apply(world, storageClass);
        apply(world, claim('fast'));
      },
      [
        'PersistentVolumeClaim "data" gets no volume: nobody runs the provisioner "disks.example.com"; say: Given the add-on "storage-provisioner" with: a row that names it',
      ],
    ],
    [
      'a provisioner that is still at work',
      (world) => {
        installAddOn(world, 'storage-provisioner', [
          { provisioner: 'disks.example.com', takes: '10m' },
        ]);
        apply(world, storageClass);
        apply(world, claim('fast'));
      },
      [],
    ],
    ['a claim that wants no class', (world) => apply(world, claim('')), []],
    [
      'an autoscaler without metrics',
      autoscale,
      ['HorizontalPodAutoscaler "web" gets no metrics; say: Given the add-on "metrics-server"'],
    ],
    [
      'an autoscaler with metrics that are not there yet',
      (world) => {
        installAddOn(world, 'metrics-server');
        autoscale(world);
      },
      [],
    ],
  ];

describe('hints', () => {
  for (const [what, act, expected] of rows) {
    it(what, () => {
      const world = worldOf(1);
      act(world);
      world.pass(20_000);
      assert.deepEqual(hintsOn(world.cluster.server.store), expected);
    });
  }

  it('a cluster without nodes', () => {
    const world = worldOf(0);
    apply(world, deploymentYaml('web', 1));
    world.pass(1000);
    assert.match(hintsOn(world.cluster.server.store).join(), /Given a cluster with 3 nodes/);
  });
});
