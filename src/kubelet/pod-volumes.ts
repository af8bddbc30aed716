import type { Container as ContainerSpec, Pod, Volume } from '../api/schema/objects';
import type { Api } from '../apiserver/api';
import type { Duration, Time } from '../sim/loop';
import { ContainerFiles, type Mount } from './container/container-files';
import type { Outside } from './container/process';
import { expandReferences } from './pod-config';
import { volumeContents } from './volume-contents';

/** The files of the machine. */
interface HostFiles {
  readonly files: ContainerFiles;
}

/** What the volumes of a Pod are made from. */
export interface VolumeSources {
  /** The Pod as it stands when it is asked for. */
  readonly pod: Pod;
  readonly api: Api;
  readonly outside: Outside;
  readonly now: () => Time;
}

/** How old what a volume shows of the API may be. upstream: the kubelet's syncFrequency */
const SYNC: Duration = 60_000;

/**
 * The volumes of one Pod on its machine. What is made from the API is read anew whenever a container starts, and
 * when somebody looks at it after a minute.
 */
export class PodVolumes {
  private readonly own = new Map<string, ContainerFiles>();

  constructor(private readonly host: HostFiles) {}

  /** A file of a volume that the Pod has for itself; undefined when it is not there. */
  fileIn(volume: string, path: string): string | undefined {
    return this.own.get(volume)?.read(`/${path}`);
  }

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
        under: `${volume.hostPath?.path ?? ''}/${under}`,
        isReadOnly: readOnly === true || isMadeFromApi(volume),
        // upstream: a subPath is mounted once, and does not follow
        ...(isMadeFromApi(volume) && under === '' ? this.following(volume, sources) : {}),
      });
    }
    return mounts;
  }

  private following(volume: Volume, sources: VolumeSources): { readonly refresh: () => void } {
    let readAt = sources.now();
    return {
      refresh: () => {
        const now = sources.now();
        if (now - readAt < SYNC) return;
        readAt = now;
        this.own.get(volume.name)?.fill(volumeContents(sources, volume));
      },
    };
  }

  private filesOf(volume: Volume, sources: VolumeSources): ContainerFiles {
    const { pod, outside } = sources;
    const { hostPath, persistentVolumeClaim, ephemeral } = volume;
    if (hostPath !== undefined) return this.host.files;
    const claim =
      persistentVolumeClaim?.claimName ??
      (ephemeral === undefined ? undefined : `${pod.metadata.name}-${volume.name}`);
    if (claim !== undefined) return outside.disk(pod.metadata.namespace ?? '', claim);
    let files = this.own.get(volume.name);
    if (files === undefined) {
      const { fsGroup } = pod.spec.securityContext ?? {};
      const inMemory = volume.emptyDir?.medium === 'Memory';
      files = new ContainerFiles([], {
        inMemory,
        rootMode: 0o777,
        ...(fsGroup === undefined ? {} : { group: fsGroup }),
      });
      this.own.set(volume.name, files);
    }
    if (isMadeFromApi(volume)) files.fill(volumeContents(sources, volume));
    return files;
  }
}

function isMadeFromApi({ configMap, secret, projected, downwardAPI }: Volume): boolean {
  return [configMap, secret, projected, downwardAPI].some((source) => source !== undefined);
}
