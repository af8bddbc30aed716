import { Namespaces } from '../api/core/namespace';
import { Nodes } from '../api/core/node';
import { Pods } from '../api/core/pod';
import type { Node, Pod } from '../api/schema/objects';
import type { Change } from '../apiserver/store';
import type { Env } from '../runtime/env';
import type { ClusterEvent } from './framework';
import type { ClusterLookup } from './lookup';
import { PodInfo } from './pod-info';
import type { SchedulingQueue } from './queue';
import type { Snapshot } from './snapshot';
import type { VolumeBinder } from './volume-binder';

/** What a scheduler knows of the cluster. */
export interface Knowledge {
  readonly lookup: ClusterLookup;
  readonly snapshot: Snapshot;
  readonly queue: SchedulingQueue;
  readonly binder: VolumeBinder;
  /** The uids of Pods that it has bound and not yet heard of. */
  readonly assumed: Set<string>;
}

/**
 * Keeps what a scheduler knows up to date with what it hears, and wakes the Pods for which that may make room.
 * upstream: pkg/scheduler/eventhandlers.go
 */
export class EventHandlers {
  constructor(
    private readonly env: Env,
    private readonly known: Knowledge,
    /** The names of its profiles: only their Pods are its own. */
    private readonly profiles: ReadonlySet<string>,
    /** Called when a Pod may have become ready to be looked at. */
    private readonly wake: () => void,
  ) {}

  run(): void {
    const { cache } = this.env;
    const { snapshot, lookup } = this.known;
    const nodes = cache.informer(Nodes);
    const pods = cache.informer(Pods);
    cache.informer(Namespaces);
    for (const node of nodes.all().values()) snapshot.setNode(node);
    for (const object of pods.all().values()) this.podThere(object, undefined);
    nodes.onChange((change) => this.nodeChanged(change));
    pods.onChange((change) => this.podChanged(change));
    lookup.onVolumeChange(() => this.happened({ type: 'VolumeChanged' }));
  }

  /** Something happened that waiting Pods may wait for. */
  happened(event: ClusterEvent): void {
    this.known.queue.happened(event, this.known.snapshot);
    this.wake();
  }

  private nodeChanged({ type, object, old }: Change<Node>): void {
    const { snapshot } = this.known;
    const { name } = object.metadata;
    if (type === 'DELETED') {
      snapshot.removeNode(name);
      this.happened({ type: 'NodeDeleted', node: object });
      return;
    }
    const known = snapshot.byName.get(name)?.node;
    snapshot.setNode(object);
    if (known === undefined) this.happened({ type: 'NodeAdded', node: object });
    else if (old !== undefined && concernsScheduling(old, object)) {
      this.happened({ type: 'NodeUpdated', node: object, old });
    }
  }

  private podChanged({ type, object, old }: Change<Pod>): void {
    if (old !== undefined && old.metadata.uid !== object.metadata.uid) this.podGone(old);
    if (type === 'DELETED' || isOver(object)) this.podGone(object);
    else this.podThere(object, old);
    this.wake();
  }

  private podThere(object: Pod, old: Pod | undefined): void {
    const { nodeName, schedulerName } = object.spec;
    if (isOver(object)) return;
    if (nodeName !== undefined) this.podAssigned(object, nodeName);
    else if (schedulerName !== undefined && this.profiles.has(schedulerName))
      this.podWaits(object, old);
  }

  private podAssigned(object: Pod, nodeName: string): void {
    const { snapshot, queue, assumed } = this.known;
    const { uid } = object.metadata;
    queue.remove(uid);
    snapshot.unnominate(uid);
    const node = snapshot.nodeOf(uid);
    const known = node?.pods.get(uid);
    const isNews = assumed.delete(uid) || known === undefined;
    if (known === undefined || node?.name !== nodeName || !known.refresh(object)) {
      const info = new PodInfo(object);
      snapshot.addPod(info, nodeName);
      if (known !== undefined && !isNews && known.labels !== info.labels) {
        this.happened({ type: 'PodUpdated', pod: info, old: known });
      }
      if (known?.asksForMoreThan(info) === true) this.happened({ type: 'PodShrunk', pod: info });
    }
    const pod = node?.pods.get(uid) ?? snapshot.nodeOf(uid)?.pods.get(uid);
    if (isNews && pod !== undefined) this.happened({ type: 'PodAssigned', pod });
  }

  private podWaits(object: Pod, old: Pod | undefined): void {
    const { snapshot, queue, assumed } = this.known;
    const { uid } = object.metadata;
    if (assumed.has(uid)) return;
    const { nominatedNodeName } = object.status;
    const info = new PodInfo(object);
    if (nominatedNodeName) snapshot.nominate(info, nominatedNodeName);
    else snapshot.unnominate(uid);
    if (old === undefined) queue.add(info);
    else queue.update(info, old, snapshot);
  }

  private podGone(object: Pod): void {
    const { snapshot, queue, binder, assumed } = this.known;
    const { uid } = object.metadata;
    queue.remove(uid);
    snapshot.unnominate(uid);
    binder.forget(uid);
    assumed.delete(uid);
    const pod = snapshot.removePod(uid);
    if (pod !== undefined) this.happened({ type: 'PodGone', pod });
    else if (object.status.nominatedNodeName) {
      this.happened({ type: 'PodGone', pod: new PodInfo(object) });
    }
  }
}

/** A Pod that has ended needs no room. */
function isOver({ status }: Pod): boolean {
  return status.phase === 'Succeeded' || status.phase === 'Failed';
}

function concernsScheduling(old: Node, node: Node): boolean {
  return (
    old.spec !== node.spec ||
    old.metadata.labels !== node.metadata.labels ||
    old.status.allocatable !== node.status.allocatable
  );
}
