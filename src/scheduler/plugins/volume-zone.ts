import type { PersistentVolume } from '../../api/schema/objects';
import { type Plugin, unresolvable } from '../framework';
import { isBound, podClaims } from '../volume-claims';

const ZONE_REASON = 'node(s) had no available volume zone';

const rejection = unresolvable(ZONE_REASON);
const TOPOLOGY_LABELS = [
  'topology.kubernetes.io/zone',
  'topology.kubernetes.io/region',
  'failure-domain.beta.kubernetes.io/zone',
  'failure-domain.beta.kubernetes.io/region',
] as const;

/** A topology label of a volume and the values that it may have. */
type Wanted = readonly [key: string, values: readonly string[]];

function wantedBy({ metadata }: PersistentVolume): Wanted[] {
  const wanted: Wanted[] = [];
  for (const key of TOPOLOGY_LABELS) {
    const value = metadata.labels?.[key];
    // several zones stand in one label, with two underscores between them
    if (value !== undefined) wanted.push([key, value.split('__')]);
  }
  return wanted;
}

/** A volume that lies in a zone can be used there only. upstream: plugins/volumezone */
export const volumeZone: Plugin<readonly Wanted[]> = {
  name: 'VolumeZone',
  prepare({ pod, namespace }, { lookup }) {
    if (pod.spec.volumes === undefined) return 'skip';
    const wanted = podClaims(pod).flatMap(({ claimName }) => {
      const claim = lookup.claim(namespace, claimName);
      if (claim === undefined || !isBound(claim)) return [];
      const volume = lookup.volume(claim.spec.volumeName ?? '');
      return volume === undefined ? [] : wantedBy(volume);
    });
    return wanted.length === 0 ? 'skip' : { state: wanted };
  },
  filter(_pod, { labels }, wanted) {
    const isThere = wanted.every(([key, values]) => values.includes(labels[key] ?? ''));
    return isThere ? undefined : rejection;
  },
  wakesOn: ['NodeAdded', 'NodeUpdated', 'VolumeChanged'],
};
