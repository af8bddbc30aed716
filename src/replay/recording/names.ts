import type { KubeObject } from '../../api/object';
import { controllerOf } from '../../api/object';
import type { WriteEntry } from '../../apiserver/server';
import type { TraceEntry } from '../../sim/trace';

/** A quoted name that ends as generated ones do; in JSON the quotes carry backslashes. */
const GENERATED = /"([^"\s\\]+)-[bcdfghjklmnpqrstvwxz2456789]{5}(?=\\?")/g;

/**
 * The recordings' names for what has random names: `web-HASH1-#2` is the second Pod of the first
 * ReplicaSet's hash. Reads the trace as it grows.
 */
export class Names {
  private readonly hashes = new Map<string, string>();
  private readonly counts = new Map<string, number>();
  private readonly toNormal = new Map<string, string>();
  private readonly toReal = new Map<string, string>();
  /** How many Pods there were of a name. */
  private readonly pods = new Map<string, number>();
  /** How many Pods an owner has made. */
  private readonly made = new Map<string, number>();
  private readonly ips = new Map<string, string>();
  /** What objects are called here that others can be named after. */
  private readonly owners = new Set<string>();

  /** Takes in one entry of the trace. */
  hear(entry: TraceEntry): void {
    if (entry.type !== 'write') return;
    const { type, object, kind } = entry.data as WriteEntry;
    if (type === 'ADDED') this.learn(kind, object);
    if (kind === 'Pod') {
      const { name } = object.metadata;
      if (type === 'ADDED') {
        this.pods.set(name, this.podsNamed(name) + 1);
        const owner = controllerOf(object);
        const id = owner === undefined ? '' : `${owner.kind}/${owner.name}`;
        this.made.set(id, this.podsMadeBy(id) + 1);
      }
      const ip = (object as { status?: { podIP?: string } }).status?.podIP;
      if (ip !== undefined) this.ips.set(ip, `IP(${this.normal(object.metadata.name)})`);
    }
    if (kind === 'Service') {
      const ip = (object as { spec?: { clusterIP?: string } }).spec?.clusterIP;
      if (ip && ip !== 'None') this.ips.set(ip, `CLUSTERIP(${object.metadata.name})`);
    }
  }

  /** How many Pods have had a real name so far. */
  podsNamed(name: string): number {
    return this.pods.get(name) ?? 0;
  }

  /** How many Pods an owner (`DaemonSet/agent`) has made so far. */
  podsMadeBy(owner: string): number {
    return this.made.get(owner) ?? 0;
  }

  /** The recording's name of a real one. */
  normal(name: string): string {
    return this.toNormal.get(name) ?? name;
  }

  /** The real name of a recording's one; the same when it is not known. */
  real(normal: string): string {
    return this.toReal.get(normal) ?? normal;
  }

  /** A text with all names, hashes and addresses as the recordings write them. */
  text(text: string): string {
    let result = text;
    const known = [...this.toNormal, ...this.hashes, ...this.ips];
    for (const [real, normal] of known.sort((a, b) => b[0].length - a[0].length)) {
      if (result.includes(real)) result = result.split(real).join(normal);
    }
    return result
      .replace(/\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/g, 'UID')
      .replace(GENERATED, (whole, base: string) => (this.owners.has(base) ? `"${base}-#?` : whole));
  }

  private learn(kind: string, object: KubeObject): void {
    const { name, labels, generateName } = object.metadata;
    const hash =
      labels?.['pod-template-hash'] ??
      labels?.['controller-revision-hash'] ??
      labels?.['controller.kubernetes.io/hash'];
    if ((kind === 'ReplicaSet' || kind === 'ControllerRevision') && hash !== undefined) {
      const short = hash.slice(hash.lastIndexOf('-') + 1);
      if (!this.hashes.has(short)) this.hashes.set(short, `HASH${this.hashes.size + 1}`);
      this.know(name, name.replace(short, this.hashes.get(short) ?? short));
    }
    const owner = controllerOf(object);
    // a CronJob's Jobs are told by their minute
    const isScheduled =
      owner?.kind === 'CronJob' && kind === 'Job' && /-\d+$/.test(name.slice(owner.name.length));
    if (!isScheduled && (generateName === undefined || generateName === '')) {
      this.owners.add(this.normal(name));
      return;
    }
    if (owner?.kind === 'StatefulSet') return;
    const base =
      owner === undefined ? (generateName ?? '').replace(/-$/, '') : this.normal(owner.name);
    // an owner that was made anew counts anew
    const key = `${kind}/${owner?.uid ?? base}`;
    const count = (this.counts.get(key) ?? 0) + 1;
    this.counts.set(key, count);
    this.know(name, `${base}-#${count}`);
  }

  private know(real: string, normal: string): void {
    this.toNormal.set(real, normal);
    this.toReal.set(normal, real);
  }
}
