import { PersistentVolumes } from '../../api/core/persistent-volume';
import { PersistentVolumeClaims } from '../../api/core/persistent-volume-claim';
import { Pods } from '../../api/core/pod';
import { isReservedFor, NO_PROVISIONER, VOLUME_ANNOTATIONS } from '../../api/core/volume-matching';
import { deepEqual, keyOf } from '../../api/object';
import type {
  PersistentVolume,
  PersistentVolumeClaim,
  StorageClass,
} from '../../api/schema/objects';
import { StorageClasses } from '../../api/storage/storage-class';
import type { Env } from '../../runtime/env';
import { bind } from './bind';

/** Finds a volume for the claim; with `delayed` only one that is meant for it. */
type Match = (delayed: boolean) => PersistentVolume | undefined;

const { bindCompleted, selectedNode, provisioner, oldProvisioner } = VOLUME_ANNOTATIONS;

/** What is the matter with a claim that was bound. */
const LOST = {
  reference: 'Bound claim has lost reference to PersistentVolume. Data on the volume is lost!',
  volume: 'Bound claim has lost its PersistentVolume. Data on the volume is lost!',
  misbound: 'Two claims are bound to the same volume, this one is bound incorrectly',
} as const;

function setPhase(env: Env, claim: PersistentVolumeClaim, phase: 'Pending' | 'Lost'): void {
  const status = { ...claim.status, phase };
  if (deepEqual(status, claim.status)) return;
  env.api.updateStatus(PersistentVolumeClaims, { ...claim, status });
}

function classOf(env: Env, { spec }: PersistentVolumeClaim): StorageClass | undefined {
  return env.cache.informer(StorageClasses).get(spec.storageClassName ?? '');
}

/** Says for whom or what a claim waits that is bound when a Pod wants it. */
function sayWaiting(env: Env, claim: PersistentVolumeClaim): void {
  const pods = [...env.cache.informer(Pods).by('claim', keyOf(claim)).values()];
  const unscheduled = pods.filter(({ spec }) => !spec.nodeName);
  const [reason, text] =
    unscheduled.length === 0
      ? ['WaitForFirstConsumer', 'waiting for first consumer to be created before binding']
      : [
          'WaitForPodScheduled',
          `waiting for pod ${unscheduled.map(({ metadata }) => metadata.name).join(',')} to be scheduled`,
        ];
  env.events.record(claim, 'Normal', reason as string, text as string);
}

/** Asks for a volume to be made; others make it. upstream: provisionClaimOperationExternal */
function provision(env: Env, claim: PersistentVolumeClaim): void {
  const name = claim.spec.storageClassName ?? '';
  const storageClass = classOf(env, claim);
  if (storageClass === undefined) {
    const text = `storageclass.storage.k8s.io "${name}" not found`;
    env.events.record(claim, 'Warning', 'ProvisioningFailed', text);
    return;
  }
  const { provisioner: maker } = storageClass;
  if (maker === NO_PROVISIONER) {
    const text = `no volume plugin matched name: ${maker}`;
    env.events.record(claim, 'Warning', 'ProvisioningFailed', text);
    return;
  }
  const known = claim.metadata.annotations ?? {};
  if (known[provisioner] !== maker) {
    const annotations = { ...known, [provisioner]: maker, [oldProvisioner]: maker };
    env.api.update(PersistentVolumeClaims, {
      ...claim,
      metadata: { ...claim.metadata, annotations },
    });
  }
  const text = `Waiting for a volume to be created either by the external provisioner '${maker}' or manually by the system administrator. If volume creation is delayed, please verify that the provisioner is running and correctly registered.`;
  env.events.record(claim, 'Normal', 'ExternalProvisioning', text);
}

function syncUnbound(env: Env, claim: PersistentVolumeClaim, match: Match): void {
  const isDelayed =
    classOf(env, claim)?.volumeBindingMode === 'WaitForFirstConsumer' &&
    claim.metadata.annotations?.[selectedNode] === undefined;
  const volume = match(isDelayed);
  if (volume !== undefined) {
    bind(env, volume, claim);
    return;
  }
  if (isDelayed) sayWaiting(env, claim);
  else if ((claim.spec.storageClassName ?? '') !== '') {
    provision(env, claim);
    return;
  } else {
    const text = 'no persistent volumes available for this claim and no storage class is set';
    env.events.record(claim, 'Normal', 'FailedBinding', text);
  }
  setPhase(env, claim, 'Pending');
}

/** The user chose the volume. */
function syncChosen(env: Env, claim: PersistentVolumeClaim): void {
  const volume = env.cache.informer(PersistentVolumes).get(claim.spec.volumeName ?? '');
  const isMine =
    volume !== undefined && (volume.spec.claimRef === undefined || isReservedFor(volume, claim));
  if (isMine) bind(env, volume, claim);
  else {
    if (volume !== undefined) {
      const text = `volume "${volume.metadata.name}" already bound to a different claim.`;
      env.events.record(claim, 'Warning', 'FailedBinding', text);
    }
    setPhase(env, claim, 'Pending');
  }
}

function syncBound(env: Env, claim: PersistentVolumeClaim): void {
  const { volumeName = '' } = claim.spec;
  const volume = env.cache.informer(PersistentVolumes).get(volumeName);
  if (volume !== undefined) {
    if (volume.spec.claimRef === undefined || isReservedFor(volume, claim)) {
      bind(env, volume, claim);
      return;
    }
  }
  const [reason, text] =
    volumeName === ''
      ? ['ClaimLost', LOST.reference]
      : volume === undefined
        ? ['ClaimLost', LOST.volume]
        : ['ClaimMisbound', LOST.misbound];
  if (claim.status?.phase !== 'Lost') env.events.record(claim, 'Warning', reason as string, text);
  setPhase(env, claim, 'Lost');
}

/** Brings a claim one step nearer to its volume. upstream: syncClaim */
export function syncClaim(env: Env, claim: PersistentVolumeClaim, match: Match): void {
  if (claim.metadata.annotations?.[bindCompleted] !== undefined) syncBound(env, claim);
  else if (claim.metadata.deletionTimestamp !== undefined && !claim.spec.volumeName) return;
  else if (claim.spec.volumeName) syncChosen(env, claim);
  else syncUnbound(env, claim, match);
}
