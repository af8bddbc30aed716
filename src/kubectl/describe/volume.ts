import type { Volume } from '../../api/schema/objects';
import { claimFields } from './claim';
import type { Lines } from './lines';
import { type VolumeField, volumeSourceFields } from './volume-source';

function projected(volume: Volume): readonly VolumeField[] {
  return (volume.projected?.sources ?? []).flatMap(
    ({ secret, configMap, downwardAPI, serviceAccountToken }): VolumeField[] => {
      if (secret !== undefined) {
        return [
          ['SecretName', secret.name ?? ''],
          ['Optional', String(secret.optional === true)],
        ];
      }
      if (downwardAPI !== undefined) return [['DownwardAPI', 'true']];
      if (configMap !== undefined) {
        return [
          ['ConfigMapName', configMap.name ?? ''],
          ['Optional', String(configMap.optional === true)],
        ];
      }
      if (serviceAccountToken === undefined) return [];
      return [['TokenExpirationSeconds', String(serviceAccountToken.expirationSeconds ?? 3600)]];
    },
  );
}

/** The fields of a volume; undefined when its type is not known. */
function fieldsOf(volume: Volume): readonly VolumeField[] | undefined {
  if (volume.projected === undefined) return volumeSourceFields(volume);
  return [
    ['Type', 'Projected (a volume that contains injected data from multiple sources)'],
    ...projected(volume),
  ];
}

function addDownward(lines: Lines, volume: Volume): void {
  lines.field(2, 'Type', 'DownwardAPI (a volume populated by information about the pod)');
  lines.add(2, 'Items:');
  for (const { fieldRef, resourceFieldRef, path } of volume.downwardAPI?.items ?? []) {
    const source = fieldRef?.fieldPath ?? resourceFieldRef?.resource ?? '';
    lines.add(3, `${source} -> ${path}`);
  }
}

/** upstream: kubectl describe, describeVolumes */
export function addVolumes(
  lines: Lines,
  volumes: readonly Volume[] | undefined,
  indent: '' | '  ',
): void {
  if (volumes === undefined || volumes.length === 0) {
    lines.list.push(`${indent}Volumes:\t<none>`);
    return;
  }
  lines.list.push(`${indent}Volumes:`);
  for (const volume of volumes) {
    lines.add(1, `${indent === '' ? '' : ' '}${volume.name}:`);
    if (volume.downwardAPI !== undefined) {
      addDownward(lines, volume);
      continue;
    }
    const fields = fieldsOf(volume);
    if (fields === undefined) lines.list.push('  <unknown>');
    for (const [title, value] of fields ?? []) addSourceField(lines, title, value);
    const template = volume.ephemeral?.volumeClaimTemplate;
    if (template !== undefined) claimFields(lines, template, '    ');
  }
}

/** A further value of the field above has no title. */
export function addSourceField(lines: Lines, title: string, value: string): void {
  if (title === '') lines.add(2, `\t${value}`);
  // upstream writes no colon here
  else if (title === 'ISCSIInterface') lines.add(2, `${title}\t${value}`);
  else lines.field(2, title, value);
}
