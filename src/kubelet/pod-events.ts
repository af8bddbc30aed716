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

  /** Records an Event of a container: its field path names it. */
  ofContainer(
    container: { readonly name: string; readonly isInit: boolean },
    type: EventType,
    reason: string,
    message: string,
  ): void {
    const list = container.isInit ? 'initContainers' : 'containers';
    const about = referenceTo(this.pod(), `spec.${list}{${container.name}}`);
    this.recorder.recordFor(about, type, reason, message);
  }
}
