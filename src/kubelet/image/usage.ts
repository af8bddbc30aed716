import type { Pod } from '../../api/schema/objects';
import { parseTimestamp } from '../../api/timestamp';
import type { Time } from '../../sim/loop';
import type { ImageCatalog } from './image-catalog';
import type { Load } from './load';

/** What a running container uses: CPU in thousandths, memory in bytes, and since when it runs. */
export interface Usage {
  readonly name: string;
  readonly cpu: number;
  readonly memory: number;
  readonly since: Time;
}

/** What the running containers of a Pod use: what their images tell, and the first one the Pod's part of the load. */
export function usageOf(pod: Pod, images: ImageCatalog, load: Load, now: Time): Usage[] {
  const { initContainerStatuses = [], containerStatuses = [] } = pod.status;
  const usage: Usage[] = [];
  const [main] = pod.spec.containers;
  for (const { name, image, state } of [...initContainerStatuses, ...containerStatuses]) {
    const startedAt = state?.running?.startedAt;
    if (!startedAt) continue;
    const { cpu, memory } = images.of(image);
    const own = name === main?.name ? load.cpuOf(pod.metadata.uid, now) : 0;
    usage.push({ name, cpu: cpu + own, memory, since: parseTimestamp(startedAt) });
  }
  return usage;
}
