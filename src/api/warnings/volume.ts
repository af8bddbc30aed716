import type { Volume, VolumeProjection } from '../schema/objects';
import { claimSpecWarnings } from './claim';

/** What became of the kinds of volumes that nobody should use any more. */
const OLD_SOURCES = {
  photonPersistentDisk: 'deprecated in v1.11, non-functional in v1.16+',
  gitRepo: 'deprecated in v1.11, and disabled by default in v1.33+',
  scaleIO: 'deprecated in v1.16, non-functional in v1.22+',
  flocker: 'deprecated in v1.22, non-functional in v1.25+',
  storageos: 'deprecated in v1.22, non-functional in v1.25+',
  quobyte: 'deprecated in v1.22, non-functional in v1.25+',
  glusterfs: 'deprecated in v1.25, non-functional in v1.26+',
  cephfs: 'deprecated in v1.28, non-functional in v1.31+',
  rbd: 'deprecated in v1.28, non-functional in v1.31+',
} as const;

/** The names that upstream's messages give to fields, where they are not the fields' own. */
const CALLED: Readonly<Record<string, string>> = { storageos: 'storageOS' };

/** What is odd about where the data of a volume lie, under one of these names. */
export function oldSourceWarnings<T extends object>(source: T, path: string): string[] {
  return Object.entries(OLD_SOURCES).flatMap(([name, message]) =>
    (source as Record<string, unknown>)[name] === undefined
      ? []
      : [`${path}.${CALLED[name] ?? name}: ${message}`],
  );
}

interface Mapping {
  readonly paths: readonly string[];
  /** What the warning says of where they stand. */
  readonly what: string;
}

function pathsOf(items: readonly { readonly path: string }[] | undefined): readonly string[] {
  return (items ?? []).map(({ path }) => path);
}

/** One path is another's, or lies below it; upstream compares beginnings of text. */
function collides(path: string, other: string): boolean {
  if (path === '' || other === '') return false;
  return `${other}/`.startsWith(path) || `${path}/`.startsWith(other);
}

function overlaps(paths: readonly string[], what: string): string[] {
  const seen: string[] = [];
  const warnings: string[] = [];
  for (const path of paths.map((text) => text.replace(/\/+$/, ''))) {
    const other = seen.find((known) => collides(path, known));
    if (other !== undefined) {
      warnings.push(
        `${what}: overlapping paths: ${JSON.stringify(path)} with ${JSON.stringify(other)}`,
      );
    }
    if (!seen.includes(path)) seen.push(path);
  }
  return warnings;
}

function projectedMapping(source: VolumeProjection): Mapping {
  const { configMap, secret, downwardAPI, serviceAccountToken, clusterTrustBundle } = source;
  if (configMap?.items !== undefined) {
    const what = `Projected ConfigMap ${JSON.stringify(configMap.name ?? '')}`;
    return { paths: pathsOf(configMap.items), what };
  }
  if (secret?.items !== undefined) {
    const what = `Projected Secret ${JSON.stringify(secret.name ?? '')}`;
    return { paths: pathsOf(secret.items), what };
  }
  if (downwardAPI?.items !== undefined) {
    return { paths: pathsOf(downwardAPI.items), what: 'Projected DownwardAPI' };
  }
  if (serviceAccountToken !== undefined) {
    return { paths: [serviceAccountToken.path], what: 'Projected ServiceAccountToken' };
  }
  if (clusterTrustBundle === undefined) return { paths: [], what: '' };
  const { name, signerName = '', path } = clusterTrustBundle;
  const what = `Projected ClusterTrustBundle ${JSON.stringify(name ?? signerName)}`;
  return { paths: [path], what };
}

function projectedWarnings({ name, projected }: Volume): string[] {
  const warnings: string[] = [];
  const volume = `volume ${JSON.stringify(name)}`;
  let all: readonly string[] = [];
  for (const source of projected?.sources ?? []) {
    if (Object.keys(source).length === 0) {
      warnings.push(`${volume} (Projected) has no sources provided`);
      continue;
    }
    const { paths, what } = projectedMapping(source);
    if (paths.length === 0) continue;
    const own = [...new Set(paths)];
    warnings.push(
      ...overlaps(paths, `${volume} (${what})`),
      // against those of the sources before it, in the order of the alphabet
      ...overlaps([...own, ...all].sort(), `${volume} (${what})`),
    );
    all = [...new Set([...all, ...own])];
  }
  return warnings;
}

/** The files of one volume that are in each other's way. upstream: warningsForOverlappingVirtualPaths */
function overlapWarnings(volume: Volume): string[] {
  const { name, configMap, secret, downwardAPI } = volume;
  const called = `volume ${JSON.stringify(name)}`;
  return [
    ...overlaps(
      pathsOf(configMap?.items),
      `${called} (ConfigMap ${JSON.stringify(configMap?.name ?? '')})`,
    ),
    ...overlaps(
      pathsOf(secret?.items),
      `${called} (Secret ${JSON.stringify(secret?.secretName ?? '')})`,
    ),
    ...overlaps(pathsOf(downwardAPI?.items), `${called} (DownwardAPI)`),
    ...projectedWarnings(volume),
  ];
}

/** What is odd about the volumes of a Pod. */
export function volumeWarnings(volumes: readonly Volume[], path: string): string[] {
  const ofSources = volumes.flatMap((volume, index) => {
    const at = `${path}[${index}]`;
    const template = volume.ephemeral?.volumeClaimTemplate;
    if (template === undefined) return oldSourceWarnings(volume, at);
    return claimSpecWarnings(template.spec, `${at}.ephemeral.volumeClaimTemplate.spec`);
  });
  return [...ofSources, ...volumes.flatMap(overlapWarnings)];
}
