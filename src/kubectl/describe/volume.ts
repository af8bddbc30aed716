import type { Volume } from '../../api/schema/objects';
import type { Lines } from './lines';

type Fields = readonly (readonly [string, string])[];

function projected(volume: Volume): Fields {
  return (volume.projected?.sources ?? []).flatMap(
    ({ secret, configMap, downwardAPI, serviceAccountToken }): Fields => {
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
      return [['TokenExpirationSeconds', String(serviceAccountToken?.expirationSeconds ?? 3600)]];
    },
  );
}

/** The fields of a volume; undefined when its type is not known. */
function fieldsOf(volume: Volume): Fields | undefined {
  const { hostPath, emptyDir, secret, configMap, persistentVolumeClaim, nfs } = volume;
  if (hostPath !== undefined) {
    return [
      ['Type', 'HostPath (bare host directory volume)'],
      ['Path', hostPath.path],
      ['HostPathType', hostPath.type ?? ''],
    ];
  }
  if (emptyDir !== undefined) {
    return [
      ['Type', "EmptyDir (a temporary directory that shares a pod's lifetime)"],
      ['Medium', emptyDir.medium ?? ''],
      ['SizeLimit', emptyDir.sizeLimit === undefined ? '<unset>' : String(emptyDir.sizeLimit)],
    ];
  }
  if (secret !== undefined) {
    return [
      ['Type', 'Secret (a volume populated by a Secret)'],
      ['SecretName', secret.secretName ?? ''],
      ['Optional', String(secret.optional === true)],
    ];
  }
  if (configMap !== undefined) {
    return [
      ['Type', 'ConfigMap (a volume populated by a ConfigMap)'],
      ['Name', configMap.name ?? ''],
      ['Optional', String(configMap.optional === true)],
    ];
  }
  if (persistentVolumeClaim !== undefined) {
    return [
      [
        'Type',
        'PersistentVolumeClaim (a reference to a PersistentVolumeClaim in the same namespace)',
      ],
      ['ClaimName', persistentVolumeClaim.claimName],
      ['ReadOnly', String(persistentVolumeClaim.readOnly === true)],
    ];
  }
  if (volume.projected !== undefined) {
    return [
      ['Type', 'Projected (a volume that contains injected data from multiple sources)'],
      ...projected(volume),
    ];
  }
  if (nfs !== undefined) {
    return [
      ['Type', 'NFS (an NFS mount that lasts the lifetime of a pod)'],
      ['Server', nfs.server],
      ['Path', nfs.path],
      ['ReadOnly', String(nfs.readOnly === true)],
    ];
  }
  return undefined;
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
      lines.field(2, 'Type', 'DownwardAPI (a volume populated by information about the pod)');
      lines.add(2, 'Items:');
      for (const { fieldRef, path } of volume.downwardAPI.items ?? [])
        lines.add(3, `${fieldRef?.fieldPath ?? ''} -> ${path}`);
      continue;
    }
    const fields = fieldsOf(volume);
    if (fields === undefined) lines.list.push('  <unknown>');
    for (const [title, value] of fields ?? []) lines.field(2, title, value);
  }
}
