import { Nodes } from '../api/core/node';
import { PersistentVolumes } from '../api/core/persistent-volume';
import { PersistentVolumeClaims } from '../api/core/persistent-volume-claim';
import { VOLUME_ANNOTATIONS } from '../api/core/volume-matching';
import { isApiError } from '../api/errors';
import { wholeValue } from '../api/quantity';
import type {
  PersistentVolume,
  PersistentVolumeClaim,
  StorageClass,
  VolumeNodeAffinity,
} from '../api/schema/objects';
import { StorageClasses } from '../api/storage/storage-class';
import { type Controller, controllerActor } from '../runtime/controller';
import type { Env } from '../runtime/env';
import type { Duration } from '../sim/loop';
import { createAccount } from './account';
import type { AddOn } from './add-on';
import { createManifest } from './manifest-add-on';
import { timeIn } from './table';

const { selectedNode, provisioner: wanted, provisionedBy } = VOLUME_ANNOTATIONS;
const ZONE = 'topology.kubernetes.io/zone';
/** How long a disk takes unless the row says otherwise, in milliseconds. */
const TAKES: Duration = 2000;

/** A claim whose volume this provisioner is to make. upstream: external-provisioner shouldProvision */
function isWanted(env: Env, claim: PersistentVolumeClaim, name: string): boolean {
  if (claim.spec.volumeName || claim.metadata.deletionTimestamp !== undefined) return false;
  if (claim.metadata.annotations?.[wanted] !== name) return false;
  const storageClass = classOf(env, claim);
  if (storageClass === undefined) return false;
  return (
    storageClass.volumeBindingMode !== 'WaitForFirstConsumer' ||
    claim.metadata.annotations[selectedNode] !== undefined
  );
}

function classOf(env: Env, { spec }: PersistentVolumeClaim): StorageClass | undefined {
  return env.cache.informer(StorageClasses).get(spec.storageClassName ?? '');
}

/** A disk lies in the zone of the node for which it was made. */
function placeOf(env: Env, claim: PersistentVolumeClaim): VolumeNodeAffinity | undefined {
  const node = claim.metadata.annotations?.[selectedNode];
  if (node === undefined) return undefined;
  const zone = env.cache.informer(Nodes).get(node)?.metadata.labels?.[ZONE];
  if (zone === undefined) return undefined;
  const matchExpressions = [{ key: ZONE, operator: 'In', values: [zone] }];
  return { required: { nodeSelectorTerms: [{ matchExpressions }] } };
}

/** A provisioner may be called what no driver may: `example.com/disk`. */
const driverOf = (name: string): string => name.replaceAll('/', '.').toLowerCase();

function make(env: Env, claim: PersistentVolumeClaim, driver: string): void {
  const storageClass = classOf(env, claim);
  if (storageClass === undefined) return;
  const { namespace = '', name, uid } = claim.metadata;
  const volume = `pvc-${uid}`;
  const nodeAffinity = placeOf(env, claim);
  const { accessModes, volumeMode, resources } = claim.spec;
  try {
    env.api.create(PersistentVolumes, {
      metadata: { name: volume, annotations: { [provisionedBy]: driver } },
      spec: {
        capacity: { storage: resources?.requests?.storage ?? '0' },
        csi: { driver: driverOf(driver), volumeHandle: volume },
        claimRef: { apiVersion: 'v1', kind: 'PersistentVolumeClaim', namespace, name, uid },
        persistentVolumeReclaimPolicy: storageClass.reclaimPolicy ?? 'Delete',
        storageClassName: storageClass.metadata.name,
        ...(accessModes === undefined ? {} : { accessModes }),
        ...(volumeMode === undefined ? {} : { volumeMode }),
        ...(storageClass.mountOptions === undefined
          ? {}
          : { mountOptions: storageClass.mountOptions }),
        ...(nodeAffinity === undefined ? {} : { nodeAffinity }),
      },
    });
  } catch (error) {
    if (!isApiError(error, 'AlreadyExists')) throw error;
  }
  const text = `Successfully provisioned volume ${volume}`;
  env.events.record(claim, 'Normal', 'ProvisioningSucceeded', text);
}

/** Makes volumes for the claims of its classes, after a while, and lets them grow. upstream: external-provisioner, external-resizer */
function provisioner(driver: string, takes: Duration): Controller<PersistentVolumeClaim> {
  return {
    name: driver,
    reconciles: PersistentVolumeClaims,
    reconcile(env, claim) {
      if (claim === undefined) return;
      grow(env, claim, driver);
      if (!isWanted(env, claim, driver)) return;
      const { namespace, name, uid } = claim.metadata;
      const text = `External provisioner is provisioning volume for claim "${namespace}/${name}"`;
      env.events.record(claim, 'Normal', 'Provisioning', text);
      env.scope.after(takes, driver, () => {
        const now = env.cache.informer(PersistentVolumeClaims).find(namespace, name);
        if (now?.metadata.uid === uid && isWanted(env, now, driver)) make(env, now, driver);
      });
    },
  };
}

/** A claim that asks for more than its volume has gets it. */
function grow(env: Env, claim: PersistentVolumeClaim, driver: string): void {
  const volume = env.cache.informer(PersistentVolumes).get(claim.spec.volumeName ?? '');
  const asked = claim.spec.resources?.requests?.storage;
  if (volume?.metadata.annotations?.[provisionedBy] !== driver || asked === undefined) return;
  if (claim.status?.phase !== 'Bound') return;
  const has = claim.status.capacity?.storage ?? '0';
  if (wholeValue(asked) <= wholeValue(has)) return;
  const capacity = { ...volume.spec.capacity, storage: asked };
  env.api.update(PersistentVolumes, { ...volume, spec: { ...volume.spec, capacity } });
  const status = { ...claim.status, capacity: { ...claim.status.capacity, storage: asked } };
  env.api.updateStatus(PersistentVolumeClaims, { ...claim, status });
  env.events.record(
    claim,
    'Normal',
    'FileSystemResizeSuccessful',
    'MountVolume.NodeExpandVolume succeeded for volume',
  );
}

const READ = ['get', 'list', 'watch'];

/** What provisioners and resizers may do. upstream: external-provisioner-runner and external-resizer-runner */
const RULES = [
  {
    apiGroups: [''],
    resources: ['persistentvolumes'],
    verbs: [...READ, 'create', 'delete', 'patch', 'update'],
  },
  { apiGroups: [''], resources: ['persistentvolumeclaims'], verbs: [...READ, 'update'] },
  {
    apiGroups: [''],
    resources: ['persistentvolumeclaims/status'],
    verbs: ['patch', 'update'],
  },
  { apiGroups: [''], resources: ['nodes', 'pods'], verbs: READ },
  {
    apiGroups: [''],
    resources: ['events'],
    verbs: ['list', 'watch', 'create', 'update', 'patch'],
  },
  { apiGroups: ['storage.k8s.io'], resources: ['csinodes', 'storageclasses'], verbs: READ },
];

/** Unmakes the volumes that it made when their claim is gone and the class says so. */
function remover(driver: string): Controller<PersistentVolume> {
  return {
    name: `${driver} deletion`,
    reconciles: PersistentVolumes,
    reconcile(env, volume) {
      if (volume?.metadata.annotations?.[provisionedBy] !== driver) return;
      const { persistentVolumeReclaimPolicy } = volume.spec;
      if (persistentVolumeReclaimPolicy !== 'Delete' || volume.status?.phase !== 'Released') return;
      if (volume.metadata.deletionTimestamp !== undefined) return;
      env.api.delete(PersistentVolumes, { name: volume.metadata.name });
    },
  };
}

/** What provides volumes where nothing is said, and is asked where a claim names no class. upstream: kind, default storage class */
const STANDARD = {
  provisioner: 'rancher.io/local-path',
  manifest: `
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata:
  name: standard
  annotations: {storageclass.kubernetes.io/is-default-class: "true"}
provisioner: rancher.io/local-path
reclaimPolicy: Delete
volumeBindingMode: WaitForFirstConsumer
`,
};

/**
 * Provisioners of volumes, one a row: `provisioner`, and how long it `takes` (2s). Without a table there is one, with a
 * default class named standard.
 */
export const storageProvisioner: AddOn = {
  name: 'storage-provisioner',
  columns: ['provisioner', 'takes'],
  install(host, rows) {
    if (rows.length === 0) createManifest(host, 'storage-provisioner', STANDARD.manifest);
    for (const row of rows.length === 0 ? [{ provisioner: STANDARD.provisioner }] : rows) {
      const { provisioner: driver } = row;
      if (!driver) throw new Error('each row of a storage-provisioner names its "provisioner"');
      const makes = controllerActor(provisioner(driver, timeIn(row, 'takes') ?? TAKES));
      // a name of an account has no slash
      const name = driver.replaceAll('/', '.');
      createAccount(host, { name, role: 'external-provisioner-runner', rules: RULES });
      const user = `system:serviceaccount:kube-system:${name}`;
      const actors = [makes, controllerActor(remover(driver))];
      host.run(
        driver,
        actors.map((actor) => ({ ...actor, user })),
      );
    }
  },
};
