import type { ObjectReference, Pod } from '../api/schema/objects';
import type { EventRecorder, EventType } from '../runtime/event-recorder';
import { referenceTo } from '../runtime/event-recorder';
import type { Loop, Time } from '../sim/loop';

/** An object's Events beyond these are dropped: 25 at once, then one in five minutes. upstream: EventSourceObjectSpamFilter */
const BURST = 25;
const REFILL = 300_000;

/** What the kubelet says of one Pod and its containers. */
export class PodEvents {
  private tokens = BURST;
  private refilled: Time;

  constructor(
    private readonly loop: Loop,
    private readonly recorder: EventRecorder,
    private readonly pod: () => Pod,
  ) {
    this.refilled = loop.now;
  }

  /** Records an Event of the Pod. */
  ofPod(type: EventType, reason: string, message: string): void {
    this.record(referenceTo(this.pod()), type, reason, message);
  }

  /** Records an Event of a container: its field path names it. */
  ofContainer(
    container: { readonly name: string; readonly isInit: boolean },
    type: EventType,
    reason: string,
    message: string,
  ): void {
    const list = container.isInit ? 'initContainers' : 'containers';
    const about = referenceTo(this.pod(), `spec.${list}{${container.name}}`);
    this.record(about, type, reason, message);
  }

  private record(about: ObjectReference, type: EventType, reason: string, message: string): void {
    const { now } = this.loop;
    const earned = Math.floor((now - this.refilled) / REFILL);
    if (earned > 0) {
      this.tokens = Math.min(BURST, this.tokens + earned);
      this.refilled += earned * REFILL;
    }
    if (this.tokens === 0) return;
    this.tokens--;
    this.recorder.recordFor(about, type, reason, message);
  }
}
