import { Services } from '../api/core/service';
import { EndpointSlices } from '../api/discovery/endpoint-slice';
import { joinKey } from '../api/object';
import type { EndpointSlice, Service } from '../api/schema/objects';
import type { Actor, Env } from '../runtime/env';
import type { Duration, Time } from '../sim/loop';

const SERVICE_NAME = 'kubernetes.io/service-name';
/**
 * The kernel's rules are written at most once in so long. upstream: iptables.minSyncPeriod, which is 1 s; but then
 * Pods, too, take ten times as long to start as here, and it is how the two compare that loses requests.
 */
const MIN_SYNC: Duration = 100;
/** How long it takes to write the rules of a small cluster. */
const SYNC_TIME: Duration = 50;

/** What the kernel does with connections to one Service. */
export interface ServiceRules {
  readonly service: Service;
  readonly slices: readonly EndpointSlice[];
}

/**
 * kube-proxy: turns Services and EndpointSlices into rules of the kernel, a little later. All nodes' rules are
 * taken to be the same, so one stands for all. upstream: pkg/proxy/iptables
 */
export class ServiceProxy implements Actor {
  readonly name = 'kube-proxy';
  readonly user = 'system:kube-proxy';
  /** What connections meet now, by the Service's key. They outlive the process. */
  private rules = new Map<string, ServiceRules>();
  private dirty = new Set<string>();
  private synced: Time = Number.NEGATIVE_INFINITY;

  /** The rules for a Service; undefined when connections to it meet nobody. */
  rulesOf(key: string): ServiceRules | undefined {
    return this.rules.get(key);
  }

  /** True while the rules are not yet as the process knows they must be. */
  get isBehind(): boolean {
    return this.dirty.size > 0;
  }

  start(env: Env): void {
    const services = env.cache.informer(Services);
    const slices = env.cache.informer(EndpointSlices);
    slices.addIndex('service', serviceKey);
    this.dirty = new Set([...services.all().keys(), ...this.rules.keys()]);
    this.write(env);
    services.onChange(({ key }) => this.changed(env, key));
    slices.onChange(({ object, old }) => {
      for (const slice of [object, old]) {
        const key = slice && serviceKey(slice);
        if (key !== undefined) this.changed(env, key);
      }
    });
  }

  private changed(env: Env, key: string): void {
    const isFirst = this.dirty.size === 0;
    this.dirty.add(key);
    if (!isFirst) return;
    const wait = Math.max(0, this.synced + MIN_SYNC - env.loop.now);
    env.scope.after(wait + SYNC_TIME, 'program rules', () => this.write(env));
  }

  private write(env: Env): void {
    const services = env.cache.informer(Services);
    const slices = env.cache.informer(EndpointSlices);
    for (const key of this.dirty) {
      const service = services.get(key);
      if (service === undefined) this.rules.delete(key);
      else this.rules.set(key, { service, slices: [...slices.by('service', key).values()] });
    }
    this.dirty.clear();
    this.synced = env.loop.now;
  }
}

function serviceKey({ metadata }: EndpointSlice): string | undefined {
  const name = metadata.labels?.[SERVICE_NAME];
  return name === undefined ? undefined : joinKey(metadata.namespace, name);
}
