import type { Volume } from '../api/schema/objects';

/** Which disk a volume of a Pod is; two with a name in common are the same. */
interface Disk {
  readonly names: readonly string[];
  /** True when others may read it beside this Pod, if they do no more than that. */
  readonly readOnly: boolean;
}

function diskOf(volume: Volume): Disk | undefined {
  const { gcePersistentDisk: gce, awsElasticBlockStore: aws, iscsi, rbd } = volume;
  if (gce !== undefined) return { names: [`gce ${gce.pdName}`], readOnly: gce.readOnly === true };
  // two Pods never share a block store, not even to read
  if (aws !== undefined) return { names: [`aws ${aws.volumeID}`], readOnly: false };
  if (iscsi !== undefined) {
    return { names: [`iscsi ${iscsi.iqn}`], readOnly: iscsi.readOnly === true };
  }
  if (rbd !== undefined) {
    const { monitors, pool = 'rbd', image, readOnly } = rbd;
    const names = monitors.map((monitor) => `rbd ${monitor} ${pool}/${image}`);
    return { names, readOnly: readOnly === true };
  }
  return undefined;
}

/** The disks among the volumes that only one Pod of a node may write to. */
export function disksOf(volumes: readonly Volume[] | undefined): readonly Disk[] {
  const disks: Disk[] = [];
  for (const volume of volumes ?? []) {
    const disk = diskOf(volume);
    if (disk !== undefined) disks.push(disk);
  }
  return disks;
}

/** True when both mean one disk, and not both merely read it. upstream: volumerestrictions isVolumeConflict */
export function disksClash(wanted: readonly Disk[], used: readonly Disk[]): boolean {
  return wanted.some((a) =>
    used.some((b) => !(a.readOnly && b.readOnly) && a.names.some((name) => b.names.includes(name))),
  );
}
