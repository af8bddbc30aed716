import { PersistentVolumes } from '../../api/core/persistent-volume';
import { PersistentVolumeClaims } from '../../api/core/persistent-volume-claim';
import { capacityOf, isFree, isReservedFor, suits } from '../../api/core/volume-matching';
import { isApiError } from '../../api/errors';
import { keyOf } from '../../api/object';
import type { PersistentVolume, PersistentVolumeClaim } from '../../api/schema/objects';
import type { Actor, Env } from '../../runtime/env';
import { WorkQueue } from '../../runtime/work-queue';
import { indexByClaim } from '../pod-claims';
import { syncClaim } from './claims';
import { syncVolume } from './volumes';

/** Everything is looked at again this often: a volume that comes later is found then. upstream: --pvclaimbinder-sync-period */
const RESYNC = 15_000;

/** Looks at claims and volumes one at a time, each kind by its own queue. */
class Binder {
  private readonly claims: WorkQueue;
  private readonly volumes: WorkQueue;

  constructor(private readonly env: Env) {
    const { scope, name } = env;
    this.claims = new WorkQueue(scope, `${name} claims`, (key) => this.lookAtClaim(key));
    this.volumes = new WorkQueue(scope, `${name} volumes`, (key) => this.lookAtVolume(key));
  }

  start(): void {
    const { cache, scope, name } = this.env;
    indexByClaim(this.env);
    const claims = cache.informer(PersistentVolumeClaims);
    const volumes = cache.informer(PersistentVolumes);
    const { controllerLook, controllerRequest } = this.env.settings;
    claims.onChange(({ type, key, object }) => {
      // what it writes takes time: whoever made the claim goes on meanwhile
      this.claims.addAfter(key, controllerLook + 2 * controllerRequest);
      if (type === 'DELETED' && object.spec.volumeName) this.volumes.add(object.spec.volumeName);
    });
    volumes.onChange(({ type, key, object }) => {
      this.volumes.add(key);
      const { claimRef } = object.spec;
      if (type === 'DELETED' && claimRef !== undefined) {
        this.claims.add(`${claimRef.namespace ?? ''}/${claimRef.name ?? ''}`);
      } else if (isFree(object)) this.expectMatches();
    });
    for (const key of claims.all().keys()) this.claims.add(key);
    for (const key of volumes.all().keys()) this.volumes.add(key);
    scope.every(RESYNC, name, () => this.resync());
  }

  private resync(): void {
    const { cache } = this.env;
    for (const key of cache.informer(PersistentVolumes).all().keys()) this.volumes.add(key);
    for (const [key, claim] of cache.informer(PersistentVolumeClaims).all()) {
      if (claim.status?.phase !== 'Bound') this.claims.add(key);
    }
  }

  /** A volume that a waiting claim will get at the next resync is something still to come. */
  private expectMatches(): void {
    const { scope, loop, cache } = this.env;
    const waiting = [...cache.informer(PersistentVolumeClaims).all().values()].some(
      (claim) => !claim.spec.volumeName && this.match(claim, false) !== undefined,
    );
    if (!waiting) return;
    const { now } = loop;
    scope.after(RESYNC - (now % RESYNC), 'volumes are matched', () => {});
  }

  private lookAtClaim(key: string): void {
    const { env } = this;
    this.attempt(this.claims, key, () => {
      const claim = env.cache.informer(PersistentVolumeClaims).get(key);
      if (claim === undefined) return;
      syncClaim(env, claim, (delayed) => this.match(claim, delayed));
    });
  }

  private lookAtVolume(key: string): void {
    const { env } = this;
    this.attempt(this.volumes, key, () => {
      const volume = env.cache.informer(PersistentVolumes).get(key);
      const concerned = volume === undefined ? undefined : syncVolume(env, volume);
      if (concerned !== undefined) this.claims.add(keyOf(concerned));
    });
  }

  private attempt(queue: WorkQueue, key: string, look: () => void): void {
    try {
      look();
      queue.forget(key);
    } catch (error) {
      if (!isApiError(error)) throw error;
      queue.addRateLimited(key);
    }
  }

  /** The volume meant for the claim, else the smallest that suits it; `delayed`: only the former. */
  private match(claim: PersistentVolumeClaim, delayed: boolean): PersistentVolume | undefined {
    let best: PersistentVolume | undefined;
    for (const volume of this.env.cache.informer(PersistentVolumes).all().values()) {
      if (isReservedFor(volume, claim)) return volume;
      if (delayed || !isFree(volume) || !suits(volume, claim)) continue;
      if (best === undefined || capacityOf(volume) < capacityOf(best)) best = volume;
    }
    return best;
  }
}

/** Brings claims and volumes together. upstream: pkg/controller/volume/persistentvolume */
export const persistentVolumeBinder: Actor = {
  name: 'persistentvolume-controller',
  user: 'system:serviceaccount:kube-system:persistent-volume-binder',
  start: (env) => new Binder(env).start(),
};
