import { joinKey } from '../../api/object';
import type { PersistentVolumeClaim } from '../../api/schema/objects';
import { type Plugin, unschedulable } from '../framework';
import type { PodInfo } from '../pod-info';
import type { Lookup } from '../snapshot';
import { podClaims } from '../volume-claims';

export const VOLUME_LIMIT_REASON = 'node(s) exceed max volume count';

const rejection = unschedulable(VOLUME_LIMIT_REASON);

/** The driver of each volume; a volume that two Pods use is attached once. */
type Attached = Map<string, string>;

interface State {
  readonly lookup: Lookup;
  readonly wanted: Attached;
}

/** Adds the volume of a claim, or the one that is going to be made for it, when a CSI driver attaches it. */
function attach(attached: Attached, claim: PersistentVolumeClaim, lookup: Lookup): void {
  const { volumeName, storageClassName } = claim.spec;
  if (volumeName) {
    const csi = lookup.volume(volumeName)?.spec.csi;
    if (csi !== undefined) attached.set(`${csi.driver}/${csi.volumeHandle}`, csi.driver);
    return;
  }
  const provisioner = storageClassName && lookup.storageClass(storageClassName)?.provisioner;
  if (!provisioner) return;
  const { namespace, name } = claim.metadata;
  attached.set(`${provisioner}/${joinKey(namespace, name)}`, provisioner);
}

function addVolumesOf(pod: PodInfo, lookup: Lookup, attached: Attached): void {
  if (pod.pod.spec.volumes === undefined) return;
  for (const { claimName } of podClaims(pod.pod)) {
    const claim = lookup.claim(pod.namespace, claimName);
    if (claim !== undefined) attach(attached, claim, lookup);
  }
}

/** True when a driver would have more volumes than the node takes of it. */
function exceeds(limits: ReadonlyMap<string, number>, present: Attached, wanted: Attached) {
  const counts = new Map<string, number>();
  for (const driver of present.values()) counts.set(driver, (counts.get(driver) ?? 0) + 1);
  for (const [volume, driver] of wanted) {
    if (present.has(volume)) continue;
    const count = (counts.get(driver) ?? 0) + 1;
    counts.set(driver, count);
    if (count > (limits.get(driver) ?? count)) return true;
  }
  return false;
}

/** A node takes only so many volumes of a CSI driver, as its CSINode says. upstream: plugins/nodevolumelimits csi */
export const nodeVolumeLimits: Plugin<State> = {
  name: 'NodeVolumeLimits',
  prepare(pod, { lookup }) {
    const wanted: Attached = new Map();
    addVolumesOf(pod, lookup, wanted);
    return wanted.size === 0 ? 'skip' : { state: { lookup, wanted } };
  },
  filter(_pod, node, { lookup, wanted }) {
    const limits = lookup.volumeLimits(node.name);
    if (limits === undefined) return undefined;
    const present: Attached = new Map();
    for (const other of node.pods.values()) addVolumesOf(other, lookup, present);
    return exceeds(limits, present, wanted) ? rejection : undefined;
  },
  wakesOn: ['PodGone', 'VolumeChanged', 'NodeAdded'],
  wakes: (event) => event.type !== 'PodGone' || podClaims(event.pod.pod).length > 0,
};
