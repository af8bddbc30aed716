import type { Container as ContainerSpec, Pod, Volume } from '../api/schema/objects';
import type { Api } from '../apiserver/api';
import { ContainerFiles, type Mount } from './container-files';
import { expandReferences, volumeContents } from './pod-config';
import type { Outside } from './process';

/** The directories of the machine. */
interface HostFiles {
  hostPath(path: string): ContainerFiles;
}

/** What the volumes of a Pod are made from. */
export interface VolumeSources {
  readonly pod: Pod;
  readonly api: Api;
  readonly outside: Outside;
}

/** The volumes of one Pod on its machine. What is made from the API is read anew whenever a container starts. */
export class PodVolumes {
  private readonly own = new Map<string, ContainerFiles>();

  constructor(private readonly host: HostFiles) {}

  /** What a container has mounted, by its path. */
  mountsOf(
    spec: ContainerSpec,
    env: ReadonlyMap<string, string>,
    sources: VolumeSources,
  ): readonly Mount[] {
    const volumes = new Map(
      (sources.pod.spec.volumes ?? []).map((volume) => [volume.name, volume]),
    );
    const mounts: Mount[] = [];
    for (const { name, mountPath, subPath, subPathExpr, readOnly } of spec.volumeMounts ?? []) {
      const volume = volumes.get(name);
      if (volume === undefined) continue;
      const under =
        subPath ?? (subPathExpr === undefined ? '' : expandReferences(subPathExpr, env));
      mounts.push({
        path: mountPath,
        files: this.filesOf(volume, sources),
        under: `/${under}`,
        isReadOnly: readOnly === true || isMadeFromApi(volume),
      });
    }
    return mounts;
  }

  private filesOf(volume: Volume, sources: VolumeSources): ContainerFiles {
    const { pod, api, outside } = sources;
    const { hostPath, persistentVolumeClaim, ephemeral } = volume;
    if (hostPath !== undefined) return this.host.hostPath(hostPath.path);
    const claim =
      persistentVolumeClaim?.claimName ??
      (ephemeral === undefined ? undefined : `${pod.metadata.name}-${volume.name}`);
    if (claim !== undefined) return outside.disk(pod.metadata.namespace ?? '', claim);
    let files = this.own.get(volume.name);
    if (files === undefined) {
      files = new ContainerFiles();
      this.own.set(volume.name, files);
    }
    if (isMadeFromApi(volume)) files.fill(volumeContents(api, pod, volume));
    return files;
  }
}

function isMadeFromApi({ configMap, secret, projected, downwardAPI }: Volume): boolean {
  return [configMap, secret, projected, downwardAPI].some((source) => source !== undefined);
}
