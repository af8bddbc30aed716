import { kindOf } from '../api';
import { ReplicaSets } from '../api/apps/replica-set';
import { Namespaces } from '../api/core/namespace';
import { Services } from '../api/core/service';
import type { Kind } from '../api/kind';
import { controllerOf, joinKey, type KubeObject, keyOf } from '../api/object';
import { PodDisruptionBudgets } from '../api/policy/pod-disruption-budget';
import type {
  CSIStorageCapacity,
  LabelSelector,
  PersistentVolume,
  PersistentVolumeClaim,
  Pod,
  PodDisruptionBudget,
  ReplicationController,
  Service,
  StatefulSet,
  StorageClass,
} from '../api/schema/objects';
import { matchesLabels } from '../api/selector';
import { CSIDrivers } from '../api/storage/csi-driver';
import { CSINodes } from '../api/storage/csi-node';
import { CSIStorageCapacities } from '../api/storage/csi-storage-capacity';
import type { Cache } from '../runtime/cache';
import type { Informer } from '../runtime/informer';
import { SelectorIndex } from './selector-index';
import type { Lookup } from './snapshot';

type Labels = Readonly<Record<string, string>>;

/** A kind of the API that need not have rules of its own. */
function plainKind<T extends KubeObject>(apiVersion: string, kind: string): Kind<T> {
  const found = kindOf(apiVersion, kind);
  if (found === undefined) throw new Error(`there is no kind ${apiVersion} ${kind}`);
  return found as Kind<KubeObject> as unknown as Kind<T>;
}

const StatefulSets = plainKind<StatefulSet>('apps/v1', 'StatefulSet');
const ReplicationControllers = plainKind<ReplicationController>('v1', 'ReplicationController');
/** Claims, volumes and storage classes as the scheduler reads and writes them. */
export const Claims = plainKind<PersistentVolumeClaim>('v1', 'PersistentVolumeClaim');
export const Volumes = plainKind<PersistentVolume>('v1', 'PersistentVolume');
export const StorageClasses = plainKind<StorageClass>('storage.k8s.io/v1', 'StorageClass');

/** What plugins look up, out of the process's cache. */
export class ClusterLookup implements Lookup {
  private readonly services = new SelectorIndex<string>();
  private readonly assumed = new Map<string, PersistentVolume>();
  private readonly claims = new Map<string, PersistentVolumeClaim>();
  private readonly merged = new WeakMap<LabelSelector, Map<string, LabelSelector>>();

  constructor(private readonly cache: Cache) {
    const services = cache.informer(Services);
    for (const service of services.all().values()) this.fileService(service);
    services.onChange(({ type, object }) => {
      if (type === 'DELETED') this.services.remove(keyOf(object));
      else this.fileService(object);
    });
    for (const kind of [ReplicaSets, StatefulSets, ReplicationControllers]) {
      cache.informer(kind as Kind<KubeObject>);
    }
    cache.informer(PodDisruptionBudgets);
  }

  namespaces(): Iterable<string> {
    return this.cache.informer(Namespaces).all().keys();
  }

  namespaceLabels(namespace: string): Labels | undefined {
    return this.cache.informer(Namespaces).get(namespace)?.metadata.labels;
  }

  claim(namespace: string, name: string): PersistentVolumeClaim | undefined {
    const known = this.cache.informer(Claims).find(namespace, name);
    return newer(known, this.claims.get(joinKey(namespace, name)));
  }

  volume(name: string): PersistentVolume | undefined {
    return newer(this.cache.informer(Volumes).get(name), this.assumed.get(name));
  }

  *volumes(): Iterable<PersistentVolume> {
    for (const [name, known] of this.cache.informer(Volumes).all()) {
      yield newer(known, this.assumed.get(name)) ?? known;
    }
  }

  /** Takes a write of its own for read, before the cache hears of it. */
  assumeVolume(volume: PersistentVolume): void {
    this.assumed.set(keyOf(volume), volume);
  }

  assumeClaim(claim: PersistentVolumeClaim): void {
    this.claims.set(keyOf(claim), claim);
  }

  budgets(namespace: string): Iterable<PodDisruptionBudget> {
    return this.cache.informer(PodDisruptionBudgets).all(namespace).values();
  }

  storageClass(name: string): StorageClass | undefined {
    return this.cache.informer(StorageClasses).get(name);
  }

  volumeLimits(node: string): ReadonlyMap<string, number> | undefined {
    const drivers = this.cache.informer(CSINodes).get(node)?.spec.drivers ?? [];
    const limits = new Map<string, number>();
    for (const { name, allocatable } of drivers) {
      if (allocatable?.count !== undefined) limits.set(name, allocatable.count);
    }
    return limits.size === 0 ? undefined : limits;
  }

  capacities(provisioner: string): Iterable<CSIStorageCapacity> | undefined {
    const driver = this.cache.informer(CSIDrivers).get(provisioner);
    if (driver?.spec.storageCapacity !== true) return undefined;
    return this.cache.informer(CSIStorageCapacities).all().values();
  }

  /** Calls `notice` when something changed that says where volumes may be. */
  onVolumeChange(notice: () => void): void {
    this.cache.informer(Claims).onChange(notice);
    this.cache.informer(Volumes).onChange(notice);
    this.cache.informer(StorageClasses).onChange(notice);
    this.cache.informer(CSINodes).onChange(notice);
    this.cache.informer(CSIDrivers).onChange(notice);
    this.cache.informer(CSIStorageCapacities).onChange(notice);
  }

  /** upstream: plugins/helper DefaultSelector */
  spreadSelector(pod: Pod): LabelSelector | undefined {
    const { namespace = '', labels = {} } = pod.metadata;
    let fromServices: Record<string, string> | undefined;
    const services = this.cache.informer(Services);
    this.services.candidates(namespace, labels, (key) => {
      const selector = services.get(key)?.spec.selector;
      if (selector === undefined || !matchesLabels(selector, labels)) return;
      fromServices = { ...fromServices, ...selector };
    });
    const own = this.ownerSelector(pod);
    if (fromServices === undefined) return own;
    return own === undefined ? { matchLabels: fromServices } : this.merge(own, fromServices);
  }

  private merge(own: LabelSelector, services: Labels): LabelSelector {
    let known = this.merged.get(own);
    if (known === undefined) {
      known = new Map();
      this.merged.set(own, known);
    }
    const key = JSON.stringify(services);
    let merged = known.get(key);
    if (merged === undefined) {
      const expressions = Object.entries(services).map(([name, value]) => ({
        key: name,
        operator: 'In',
        values: [value],
      }));
      merged = { ...own, matchExpressions: [...(own.matchExpressions ?? []), ...expressions] };
      known.set(key, merged);
    }
    return merged;
  }

  private ownerSelector(pod: Pod): LabelSelector | undefined {
    const owner = controllerOf(pod);
    if (owner === undefined) return undefined;
    const { namespace = '' } = pod.metadata;
    switch (`${owner.apiVersion}/${owner.kind}`) {
      case 'apps/v1/ReplicaSet':
        return this.find(ReplicaSets, namespace, owner.name)?.spec.selector;
      case 'apps/v1/StatefulSet':
        return this.find(StatefulSets, namespace, owner.name)?.spec.selector;
      case 'v1/ReplicationController': {
        const selector = this.find(ReplicationControllers, namespace, owner.name)?.spec.selector;
        return selector === undefined ? undefined : { matchLabels: selector };
      }
      default:
        return undefined;
    }
  }

  private find<T extends KubeObject>(
    kind: Kind<T>,
    namespace: string,
    name: string,
  ): T | undefined {
    const informer: Informer<T> = this.cache.informer(kind);
    return informer.find(namespace, name);
  }

  private fileService(service: Service): void {
    const { selector } = service.spec;
    const key = keyOf(service);
    if (selector === undefined) this.services.remove(key);
    else this.services.add(key, service.metadata.namespace ?? '', selector);
  }
}

/** The later of two states; nothing when the object is gone. */
function newer<T extends KubeObject>(known: T | undefined, written: T | undefined): T | undefined {
  if (known === undefined || written === undefined) return known;
  if (known.metadata.uid !== written.metadata.uid) return known;
  const [a, b] = [Number(known.metadata.resourceVersion), Number(written.metadata.resourceVersion)];
  return b > a ? written : known;
}
