import { storedKinds } from '../../api';
import { Events } from '../../api/core/event';
import { Nodes } from '../../api/core/node';
import { Pods } from '../../api/core/pod';
import { controllerOf, deepEqual, type JsonObject, type KubeObject } from '../../api/object';
import type { Event } from '../../api/schema/objects';
import type { WriteEntry } from '../../apiserver/server';
import type { Cluster } from '../../cluster';
import type { Time } from '../../sim/loop';
import { eventText, type Snapshot } from './compare';
import { digestOf } from './digest';
import type { OwnChange, Recording } from './format';
import type { Names } from './names';

/** The namespaces beside its own in which a recording has objects. */
function otherNamespaces({ trace }: Recording): ReadonlySet<string> {
  const others = new Set<string>();
  for (const { name } of trace) {
    const colon = name.indexOf(':');
    if (colon > 0) others.add(name.slice(0, colon));
  }
  return others;
}

/** Sees what comes about in a cluster as a recording would tell it. */
export class Witness {
  readonly changes: OwnChange[] = [];
  private readonly namespace: string;
  /** Other namespaces that the recording tells of. */
  private readonly others: ReadonlySet<string>;
  /** The objects of which a change was told since the recording began. */
  private readonly told = new Set<string>();
  private start: Time = 0;

  constructor(
    private readonly cluster: Cluster,
    private readonly names: Names,
    recording: Recording,
  ) {
    this.namespace = recording.scenario.name;
    this.others = otherNamespaces(recording);
    cluster.trace.subscribe((entry) => {
      names.hear(entry);
      if (entry.type === 'write') this.hear(entry.data as WriteEntry);
    });
  }

  /** The recording begins: what was before counts no more. */
  begin(): void {
    this.start = this.cluster.loop.now;
    this.changes.length = 0;
    this.told.clear();
  }

  /** In milliseconds since the recording began. */
  private get now(): Time {
    return this.cluster.loop.now - this.start;
  }

  /** How the recordings name an object: those of other namespaces carry theirs in front. */
  idOf(kind: string, { namespace, name }: KubeObject['metadata']): string {
    const prefix = namespace === undefined || namespace === this.namespace ? '' : `${namespace}:`;
    return `${kind}/${prefix}${this.names.normal(name)}`;
  }

  private concerns({ namespace }: KubeObject['metadata']): boolean {
    return namespace === undefined || namespace === this.namespace || this.others.has(namespace);
  }

  /** Takes in a change of an object. */
  hear({ object, old, kind, type }: WriteEntry): void {
    if (!this.concerns(object.metadata)) return;
    const digest = digestOf(object, this.names);
    const before = old === undefined ? {} : digestOf(old, this.names);
    const keys = new Set(
      [...Object.keys(digest), ...Object.keys(before)].filter(
        (key) => !deepEqual(digest[key], before[key]),
      ),
    );
    const id = this.idOf(kind, object.metadata);
    if (type === 'MODIFIED' && keys.size === 0) {
      // the first that a recording tells of an object of before is all of it, whatever changed
      const isNews = !this.told.has(id) && old?.metadata.labels !== object.metadata.labels;
      if (kind !== Nodes.kind || !isNews) return;
      for (const key of Object.keys(digest)) keys.add(key);
    }
    this.told.add(id);
    this.changes.push({
      T: this.now,
      type,
      object: id,
      digest,
      keys,
    });
  }

  /** What there is now. */
  snapshot(): Snapshot {
    const objects = new Map<string, JsonObject>();
    for (const kind of storedKinds) {
      for (const object of this.cluster.server.store.objects(kind).values()) {
        if (!this.concerns(object.metadata)) continue;
        const id = this.idOf(kind.kind, object.metadata);
        const shown = JSON.parse(this.names.text(JSON.stringify(object))) as KubeObject;
        // a recording writes the namespace before the name of what lives in another than its own
        const name = id.slice(kind.kind.length + 1);
        objects.set(id, {
          ...shown,
          metadata: { ...shown.metadata, name },
        } as unknown as JsonObject);
      }
    }
    return { T: this.now, objects, podsByOwner: this.podsByOwner() };
  }

  private podsByOwner(): Map<string, object> {
    const owners = new Map<
      string,
      { total: number; ready: number; terminating: number; phases: Record<string, number> }
    >();
    for (const pod of this.cluster.admin.list(Pods).items) {
      if (!this.concerns(pod.metadata)) continue;
      const owner = controllerOf(pod as KubeObject);
      const id = owner === undefined ? 'none' : `${owner.kind}/${this.names.normal(owner.name)}`;
      const sum = owners.get(id) ?? { total: 0, ready: 0, terminating: 0, phases: {} };
      owners.set(id, sum);
      sum.total++;
      if (pod.status.conditions?.some((c) => c.type === 'Ready' && c.status === 'True'))
        sum.ready++;
      if (pod.metadata.deletionTimestamp !== undefined) sum.terminating++;
      const phase = pod.status.phase ?? '';
      sum.phases[phase] = (sum.phases[phase] ?? 0) + 1;
    }
    return owners;
  }

  /** All Events so far, in the recording's words. */
  eventTexts(): ReadonlySet<string> {
    const texts = new Set<string>();
    for (const entry of this.cluster.trace.entries) {
      if (entry.type !== 'write') continue;
      const { kind, object } = entry.data as WriteEntry;
      if (kind !== Events.kind) continue;
      const event = object as unknown as Event;
      const { kind: of, name = '' } = event.involvedObject;
      const told = {
        reason: event.reason ?? '',
        object: `${of}/${this.names.normal(name)}`,
        message: this.names.text(event.message ?? ''),
        type: event.type ?? '',
        source: event.source?.component ?? event.reportingComponent ?? '',
      };
      texts.add(eventText(told, 'ours'));
    }
    return texts;
  }
}
