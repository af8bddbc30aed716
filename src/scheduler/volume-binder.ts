import { VOLUME_ANNOTATIONS } from '../api/core/volume-matching';
import { isApiError } from '../api/errors';
import type { Node, PersistentVolume, PersistentVolumeClaim } from '../api/schema/objects';
import type { Env } from '../runtime/env';
import type { Time, Timer } from '../sim/loop';
import { Claims, type ClusterLookup, Volumes } from './lookup';
import type { PodInfo } from './pod-info';
import { type Binding, findVolumes, isBound, podClaims, SELECTED_NODE } from './volume-claims';

/** How often it looks whether the claims are bound, and for how long. upstream: VolumeBinding BindTimeoutSeconds */
const POLL_PERIOD = 1000;
const BIND_TIMEOUT = 600_000;

/** Hears that all claims are bound, or why they will not be. */
type Done = (problem: string | undefined) => void;

interface Pending {
  readonly pod: PodInfo;
  readonly node: string;
  readonly deadline: Time;
  readonly done: Done;
  next: Time;
  timer: Timer | undefined;
}

/** Binds the claims that wait for their first consumer before their Pod is bound. upstream: volumebinding binder */
export class VolumeBinder {
  private readonly pending = new Map<string, Pending>();

  constructor(
    private readonly env: Env,
    private readonly lookup: ClusterLookup,
  ) {
    lookup.onVolumeChange(() => this.look());
  }

  /**
   * Has the Pod's claims bound on the node; false when there is nothing to wait for. `done` is called later,
   * unless the Pod is forgotten before.
   */
  begin(pod: PodInfo, node: Node, done: Done): boolean {
    const unbound = podClaims(pod.pod)
      .map(({ claimName }) => this.lookup.claim(pod.namespace, claimName))
      .filter((claim) => claim !== undefined)
      .filter((claim) => !isBound(claim));
    if (unbound.length === 0) return false;
    const { loop } = this.env;
    const delayed = unbound.map((claim) => ({ claim }));
    const bindings = findVolumes(delayed, node, this.lookup);
    if (typeof bindings !== 'string') {
      for (const binding of bindings) this.ask(binding, node.metadata.name);
    }
    const { now } = loop;
    const deadline = now + BIND_TIMEOUT;
    const next = now + POLL_PERIOD;
    const waiting = { pod, node: node.metadata.name, deadline, done, next, timer: undefined };
    this.pending.set(pod.uid, waiting);
    this.wait(waiting, 'background');
    return true;
  }

  /** The Pod is gone: nobody waits for its claims any more. */
  forget(uid: string): void {
    this.pending.get(uid)?.timer?.cancel();
    this.pending.delete(uid);
  }

  private ask({ claim, volume }: Binding, node: string): void {
    const { api } = this.env;
    if (volume !== undefined) {
      this.lookup.assumeVolume(api.update(Volumes, claimed(volume, claim)));
      return;
    }
    if (claim.metadata.annotations?.[SELECTED_NODE] === node) return;
    const annotations = { ...claim.metadata.annotations, [SELECTED_NODE]: node };
    const chosen = { ...claim, metadata: { ...claim.metadata, annotations } };
    this.lookup.assumeClaim(api.update(Claims, chosen));
  }

  private wait(waiting: Pending, mode: 'foreground' | 'background'): void {
    const { loop, scope } = this.env;
    waiting.timer?.cancel();
    const delay = waiting.next - loop.now;
    waiting.timer = scope.after(delay, 'bind volumes', () => this.poll(waiting), mode);
  }

  /** Something changed: who has what it needs will go on at its next look. */
  private look(): void {
    for (const waiting of this.pending.values()) {
      if (this.state(waiting) !== 'waiting') this.wait(waiting, 'foreground');
    }
  }

  private poll(waiting: Pending): void {
    const { loop } = this.env;
    const state = this.state(waiting);
    waiting.next = loop.now + POLL_PERIOD;
    if (state === 'waiting' && loop.now < waiting.deadline) {
      this.wait(waiting, 'background');
      return;
    }
    this.pending.delete(waiting.pod.uid);
    if (state === 'bound') waiting.done(undefined);
    else waiting.done(state === 'waiting' ? 'context deadline exceeded' : state);
  }

  /** `waiting`, `bound`, or what went wrong. */
  private state({ pod, node }: Pending): string {
    for (const { claimName } of podClaims(pod.pod)) {
      const claim = this.lookup.claim(pod.namespace, claimName);
      const name = `${pod.namespace}/${claimName}`;
      if (claim === undefined)
        return `persistentvolumeclaim ${JSON.stringify(claimName)} not found`;
      if (isBound(claim)) continue;
      const chosen = claim.metadata.annotations?.[SELECTED_NODE];
      const isClaimed = [...this.lookup.volumes()].some((v) => isClaimedBy(v, claim));
      if (isClaimed) return 'waiting';
      if (chosen === undefined)
        return `selectedNode annotation reset for PVC ${JSON.stringify(name)}`;
      if (chosen !== node) {
        return `selectedNode annotation value ${JSON.stringify(chosen)} not set to scheduled node ${JSON.stringify(node)}`;
      }
      return 'waiting';
    }
    return 'bound';
  }
}

function isClaimedBy({ spec }: PersistentVolume, { metadata }: PersistentVolumeClaim): boolean {
  const { claimRef } = spec;
  return claimRef?.name === metadata.name && claimRef.namespace === metadata.namespace;
}

/** The volume, reserved for the claim. */
function claimed(volume: PersistentVolume, claim: PersistentVolumeClaim): PersistentVolume {
  const { namespace, name, uid, resourceVersion } = claim.metadata;
  const claimRef = {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    ...(namespace === undefined ? {} : { namespace }),
    name,
    uid,
    resourceVersion,
  };
  const annotations = {
    ...volume.metadata.annotations,
    [VOLUME_ANNOTATIONS.boundByController]: 'yes',
  };
  return {
    ...volume,
    metadata: { ...volume.metadata, annotations },
    spec: { ...volume.spec, claimRef },
  };
}

/** The message of an expected error; anything else is a bug and thrown on. */
export function messageOf(error: unknown): string {
  if (!isApiError(error)) throw error;
  return error.message;
}
