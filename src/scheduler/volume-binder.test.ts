import { describe, it } from 'node:test';
import { assert } from 'chai';
import { Pods } from '../api/core/pod';
import { Claims, StorageClasses, Volumes } from './lookup';
import { schedulerWorld } from './testing-world';

const FAR = 700_000;
const key = { namespace: 'default', name: 'data' };

function world(provisioner: string) {
  const w = schedulerWorld();
  for (const name of ['node-1', 'node-2', 'node-3']) w.addNode(name);
  w.admin.create(StorageClasses, {
    metadata: { name: 'slow' },
    provisioner,
    volumeBindingMode: 'WaitForFirstConsumer',
  });
  w.admin.create(Claims, {
    metadata: key,
    spec: {
      accessModes: ['ReadWriteOnce'],
      storageClassName: 'slow',
      resources: { requests: { storage: '1Gi' } },
    },
  });
  const addDb = () =>
    w.addPod('db', { volumes: [{ name: 'v', persistentVolumeClaim: { claimName: 'data' } }] });
  /** What the volume controller does. */
  const bindClaim = (volumeName: string) => {
    const claim = w.admin.get(Claims, key);
    const annotations = { ...claim.metadata.annotations, 'pv.kubernetes.io/bind-completed': 'yes' };
    w.admin.update(Claims, {
      ...claim,
      metadata: { ...claim.metadata, annotations },
      spec: { ...claim.spec, volumeName },
    });
  };
  return { ...w, addDb, bindClaim };
}

function addVolume(w: ReturnType<typeof world>, name: string, node: string, storage = '1Gi') {
  const matchExpressions = [{ key: 'kubernetes.io/hostname', operator: 'In', values: [node] }];
  const volume = w.admin.create(Volumes, {
    metadata: { name },
    spec: {
      capacity: { storage },
      accessModes: ['ReadWriteOnce'],
      storageClassName: 'slow',
      persistentVolumeReclaimPolicy: 'Retain',
      local: { path: '/d' },
      nodeAffinity: { required: { nodeSelectorTerms: [{ matchExpressions }] } },
    },
  });
  // what the volume controller does
  w.admin.updateStatus(Volumes, { ...volume, status: { phase: 'Available' } });
}

describe('VolumeBinder', () => {
  it('has the smallest volume of the node bound, looks each second, then binds the Pod', () => {
    const w = world('kubernetes.io/no-provisioner');
    addVolume(w, 'large', 'node-2', '5Gi');
    addVolume(w, 'right', 'node-2');
    addVolume(w, 'small', 'node-1', '1Mi');
    w.settle();
    w.addDb();
    w.pass(100);
    assert.equal(w.admin.get(Volumes, { name: 'right' }).spec.claimRef?.name, 'data');
    assert.isUndefined(w.admin.get(Volumes, { name: 'large' }).spec.claimRef);
    assert.equal(w.nodeOf('db'), '');
    w.bindClaim('right');
    w.pass(850);
    assert.equal(w.nodeOf('db'), '');
    assert.equal(w.settle(), 'quiescent');
    assert.equal(w.nodeOf('db'), 'node-2');
  });

  it('says that there is no volume', () => {
    const w = world('kubernetes.io/no-provisioner');
    w.addDb();
    w.settle();
    assert.include(
      w.events('db')[0],
      "0/3 nodes are available: 3 node(s) didn't find available persistent volumes to bind. no new claims to deallocate, preemption: 0/3 nodes are available: 3 Preemption is not helpful for scheduling.",
    );
    addVolume(w, 'pv', 'node-3');
    w.pass(100);
    assert.equal(w.admin.get(Volumes, { name: 'pv' }).spec.claimRef?.name, 'data');
  });

  it('tells the provisioner the node, and gives up after ten minutes', () => {
    const w = world('example.com/disks');
    w.addDb();
    w.pass(100);
    const node = w.admin.get(Claims, key).metadata.annotations?.[
      'volume.kubernetes.io/selected-node'
    ];
    assert.match(node ?? '', /^node-/);
    w.pass(FAR);
    assert.include(
      w.events('db')[0],
      'FailedScheduling: running PreBind plugin "VolumeBinding": binding volumes: context deadline exceeded',
    );
  });

  it('goes only where a bound volume is', () => {
    const w = world('kubernetes.io/no-provisioner');
    addVolume(w, 'pv', 'node-3');
    w.bindClaim('pv');
    w.settle();
    w.addDb();
    w.pass(100);
    assert.equal(w.nodeOf('db'), 'node-3');
  });

  it('forgets a Pod that is deleted meanwhile', () => {
    const w = world('example.com/disks');
    w.addDb();
    w.pass(100);
    w.admin.delete(Pods, { namespace: 'default', name: 'db' });
    w.bindClaim('pv');
    assert.equal(w.settle(), 'quiescent');
    assert.deepEqual(w.events('db'), []);
  });

  it('gives a claim for one Pod to one Pod', () => {
    const w = world('kubernetes.io/no-provisioner');
    addVolume(w, 'pv', 'node-3');
    w.bindClaim('pv');
    const claim = w.admin.get(Claims, key);
    // nobody protects it here
    w.admin.update(Claims, { ...claim, metadata: { ...claim.metadata, finalizers: [] } });
    w.admin.delete(Claims, key);
    const accessModes = ['ReadWriteOncePod'];
    const { resourceVersion: _, uid: __, ...metadata } = claim.metadata;
    w.admin.create(Claims, { metadata, spec: { ...claim.spec, accessModes } });
    w.settle();
    w.addDb();
    w.settle();
    assert.equal(w.nodeOf('db'), 'node-3');
    w.addPod('second', {
      volumes: [{ name: 'v', persistentVolumeClaim: { claimName: 'data' } }],
    });
    w.settle();
    assert.include(
      w.events('second')[0],
      '3 node has pod using PersistentVolumeClaim with the same name and ReadWriteOncePod access mode.',
    );
    w.admin.delete(Pods, { namespace: 'default', name: 'db' }, { gracePeriodSeconds: 0 });
    w.settle();
    assert.equal(w.nodeOf('second'), 'node-3');
  });

  it('keeps Pods in the zones of their volumes', () => {
    const w = world('kubernetes.io/no-provisioner');
    for (const zone of ['x', 'y']) w.addNode(`node-${zone}`, { zone });
    w.admin.create(Volumes, {
      metadata: { name: 'pv', labels: { 'topology.kubernetes.io/zone': 'y' } },
      spec: {
        capacity: { storage: '1Gi' },
        accessModes: ['ReadWriteOnce'],
        storageClassName: 'slow',
        hostPath: { path: '/d' },
      },
    });
    w.bindClaim('pv');
    w.settle();
    w.addDb();
    w.settle();
    assert.equal(w.nodeOf('db'), 'node-y');
  });

  it('waits for claims that are bound at once by others', () => {
    const w = schedulerWorld();
    w.addNode('node-1');
    w.admin.create(Claims, {
      metadata: key,
      spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
    });
    w.addPod('db', { volumes: [{ name: 'v', persistentVolumeClaim: { claimName: 'data' } }] });
    w.settle();
    assert.deepEqual(w.events('db'), [
      'FailedScheduling: 0/1 nodes are available: pod has unbound immediate PersistentVolumeClaims. not found',
    ]);
  });
});
