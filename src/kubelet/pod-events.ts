import type { Pod } from '../api/schema/objects';
import type { EventRecorder, EventType } from '../runtime/event-recorder';
import { referenceTo } from '../runtime/event-recorder';

/** What the kubelet says of one Pod and its containers. */
export class PodEvents {
  constructor(
    private readonly recorder: EventRecorder,
    private readonly pod: () => Pod,
  ) {}

  /** Records an Event of the Pod. */
  ofPod(type: EventType, reason: string, message: string): void {
    this.recorder.recordFor(referenceTo(this.pod()), type, reason, message);
  }

  /** Records an Event of the part of the Pod that the field path names: a container. */
  ofPart(fieldPath: string, type: EventType, reason: string, message: string): void {
    this.recorder.recordFor(referenceTo(this.pod(), fieldPath), type, reason, message);
  }
}
