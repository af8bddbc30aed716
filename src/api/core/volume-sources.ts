import { type FieldError, invalid, invalidEach, notSupported, required } from '../field-error';
import { dnsLabelErrors } from '../names';
import type {
  AWSElasticBlockStoreVolumeSource,
  AzureDiskVolumeSource,
  AzureFileVolumeSource,
  CephFSVolumeSource,
  CinderVolumeSource,
  FCVolumeSource,
  FlexVolumeSource,
  FlockerVolumeSource,
  GCEPersistentDiskVolumeSource,
  GlusterfsVolumeSource,
  HostPathVolumeSource,
  ISCSIVolumeSource,
  NFSVolumeSource,
  PhotonPersistentDiskVolumeSource,
  PortworxVolumeSource,
  QuobyteVolumeSource,
  RBDVolumeSource,
  ScaleIOVolumeSource,
  StorageOSVolumeSource,
  VsphereVirtualDiskVolumeSource,
} from '../schema/objects';
import { needs, noBacksteps } from './pod-validation/paths';

// The sources that volumes of Pods and PersistentVolumes have in common. upstream: core validation, validate…VolumeSource

type Check<T> = (source: T, path: string) => FieldError[];

const HOST_PATH_TYPES = [
  '',
  'BlockDevice',
  'CharDevice',
  'Directory',
  'DirectoryOrCreate',
  'File',
  'FileOrCreate',
  'Socket',
];

function partition(path: string, value: number | undefined): FieldError[] {
  return value !== undefined && (value < 0 || value > 255)
    ? [invalid(`${path}.partition`, value, 'must be between 1 and 255, inclusive')]
    : [];
}

function lun(path: string, value: number): FieldError[] {
  return value < 0 || value > 255
    ? [invalid(`${path}.lun`, value, 'must be between 0 and 255, inclusive')]
    : [];
}

const ISCSI_NAMES: Readonly<Record<string, RegExp>> = {
  iqn: /iqn\.\d{4}-\d{2}\.([A-Za-z0-9-.]+)(:[^,;*&$|\s]+)$/,
  eui: /^eui.[A-Za-z0-9]{16}$/,
  naa: /^naa.[A-Za-z0-9]{32}$/,
};

function iscsiName(path: string, value: string): FieldError[] {
  const pattern = ISCSI_NAMES[value.slice(0, 3)];
  if (pattern === undefined) {
    return [invalid(path, value, 'must be valid format starting with iqn, eui, or naa')];
  }
  return pattern.test(value) ? [] : [invalid(path, value, 'must be valid format')];
}

export function iscsi(source: ISCSIVolumeSource, path: string): FieldError[] {
  const { iqn, initiatorName, secretRef } = source;
  const isSecret = source.chapAuthDiscovery === true || source.chapAuthSession === true;
  return [
    ...needs(source, path, ['targetPortal', 'iqn']),
    ...(iqn === '' ? [] : iscsiName(`${path}.iqn`, iqn)),
    ...lun(path, source.lun),
    ...(isSecret && secretRef === undefined ? [required(`${path}.secretRef`)] : []),
    ...(initiatorName === undefined ? [] : iscsiName(`${path}.initiatorname`, initiatorName)),
  ];
}

export function fc(source: FCVolumeSource, path: string): FieldError[] {
  const { targetWWNs = [], wwids = [] } = source;
  const errors: FieldError[] = [];
  if (targetWWNs.length + wwids.length === 0) {
    errors.push(
      required(`${path}.targetWWNs`, 'must specify either targetWWNs or wwids, but not both'),
    );
  }
  if (targetWWNs.length > 0 && wwids.length > 0) {
    const why = 'targetWWNs and wwids can not be specified simultaneously';
    errors.push(invalid(`${path}.targetWWNs`, targetWWNs, why));
  }
  if (targetWWNs.length === 0) return errors;
  if (source.lun === undefined) {
    return [...errors, required(`${path}.lun`, 'lun is required if targetWWNs is specified')];
  }
  return [...errors, ...lun(path, source.lun)];
}

export function quobyte(source: QuobyteVolumeSource, path: string): FieldError[] {
  const { registry, tenant = '' } = source;
  const why = 'must be a host:port pair or multiple pairs separated by commas';
  const errors: FieldError[] = [];
  if (registry === '') errors.push(required(`${path}.registry`, why));
  else if (tenant.length > 64) {
    errors.push(
      required(`${path}.tenant`, 'must be a UUID and may not exceed a length of 64 characters'),
    );
  } else {
    for (const pair of registry.split(',')) {
      if (!/^(\[[^\]]*\]|[^:]*):[^:]*$/.test(pair))
        errors.push(invalid(`${path}.registry`, registry, why));
    }
  }
  return [...errors, ...needs(source, path, ['volume'])];
}

export function flocker(source: FlockerVolumeSource, path: string): FieldError[] {
  const { datasetName = '', datasetUUID = '' } = source;
  const errors: FieldError[] = [];
  if (datasetName === '' && datasetUUID === '') {
    errors.push(required(path, 'one of datasetName and datasetUUID is required'));
  }
  if (datasetName !== '' && datasetUUID !== '') {
    const why = 'datasetName and datasetUUID can not be specified simultaneously';
    errors.push(invalid(path, 'resource', why));
  }
  if (datasetName.includes('/')) {
    errors.push(invalid(`${path}.datasetName`, datasetName, "must not contain '/'"));
  }
  return errors;
}

export function flexVolume(source: FlexVolumeSource, path: string): FieldError[] {
  const reserved = Object.keys(source.options ?? {}).filter((key) =>
    /\.(kubernetes|k8s)\.io$/.test(`.${(key.split('/')[0] ?? '').toLowerCase()}`),
  );
  return [
    ...needs(source, path, ['driver']),
    ...reserved.map((key) =>
      invalid(`${path}.options[${key}]`, key, 'kubernetes.io and k8s.io namespaces are reserved'),
    ),
  ];
}

const CACHING_MODES = ['None', 'ReadOnly', 'ReadWrite'];
const DISK_KINDS = ['Dedicated', 'Managed', 'Shared'];
const MANAGED_URI =
  '/subscriptions/{sub-id}/resourcegroups/{group-name}/providers/microsoft.compute/disks/{disk-id}';
const BLOB_URI = 'https://{account-name}.blob.core.windows.net/{container-name}/{disk-name}.vhd';

export function azureDisk(source: AzureDiskVolumeSource, path: string): FieldError[] {
  const { cachingMode, kind, diskURI } = source;
  const errors = needs(source, path, ['diskName', 'diskURI']);
  if (cachingMode !== undefined && !CACHING_MODES.includes(cachingMode)) {
    errors.push(notSupported(`${path}.cachingMode`, cachingMode, CACHING_MODES));
  }
  if (kind === undefined) return errors;
  if (!DISK_KINDS.includes(kind)) errors.push(notSupported(`${path}.kind`, kind, DISK_KINDS));
  const [start, uri] =
    kind === 'Managed' ? ['/subscriptions/', MANAGED_URI] : ['https://', BLOB_URI];
  if (!diskURI.startsWith(start)) errors.push(notSupported(`${path}.diskURI`, diskURI, [uri]));
  return errors;
}

function secretName(ref: { readonly name?: string } | undefined, path: string): FieldError[] {
  return ref !== undefined && !ref.name ? [required(`${path}.secretRef.name`)] : [];
}

export function storageos(source: StorageOSVolumeSource, path: string): FieldError[] {
  const { volumeName = '', volumeNamespace = '' } = source;
  return [
    ...(volumeName === ''
      ? [required(`${path}.volumeName`)]
      : invalidEach(`${path}.volumeName`, volumeName, dnsLabelErrors(volumeName))),
    ...(volumeNamespace === ''
      ? []
      : invalidEach(`${path}.volumeNamespace`, volumeNamespace, dnsLabelErrors(volumeNamespace))),
    ...secretName(source.secretRef, path),
  ];
}

export const hostPath: Check<HostPathVolumeSource> = (source, path) => {
  if (source.path === '') return [required(`${path}.path`)];
  const errors = noBacksteps(`${path}.path`, source.path);
  const { type = '' } = source;
  if (!HOST_PATH_TYPES.includes(type)) {
    errors.push(notSupported(`${path}.type`, type, HOST_PATH_TYPES));
  }
  return errors;
};

export const gcePersistentDisk: Check<GCEPersistentDiskVolumeSource> = (source, path) => {
  // upstream calls it so
  const at = path.replace(/gcePersistentDisk$/, 'persistentDisk');
  return [...needs(source, at, ['pdName']), ...partition(at, source.partition)];
};

export const awsElasticBlockStore: Check<AWSElasticBlockStoreVolumeSource> = (source, path) => [
  ...needs(source, path, ['volumeID']),
  ...partition(path, source.partition),
];

export const nfs: Check<NFSVolumeSource> = (source, path) => [
  ...needs(source, path, ['server', 'path']),
  ...(source.path.startsWith('/')
    ? []
    : [invalid(`${path}.path`, source.path, 'must be an absolute path')]),
];

export const glusterfs: Check<GlusterfsVolumeSource> = (source, path) =>
  needs(source, path, ['endpoints', 'path']);

/** Ceph's daemons that know where the data are. */
function monitors(list: readonly string[], path: string): FieldError[] {
  return list.length === 0 ? [required(`${path}.monitors`)] : [];
}

export const rbd: Check<Pick<RBDVolumeSource, 'monitors' | 'image'>> = (source, path) => [
  ...monitors(source.monitors, path),
  ...needs(source, path, ['image']),
];

export const cephfs: Check<Pick<CephFSVolumeSource, 'monitors'>> = (source, path) =>
  monitors(source.monitors, path);

export const cinder: Check<CinderVolumeSource> = (source, path) => [
  ...needs(source, path, ['volumeID']),
  ...secretName(source.secretRef, path),
];

export const azureFile: Check<AzureFileVolumeSource> = (source, path) =>
  needs(source, path, ['secretName', 'shareName']);

export const vsphereVolume: Check<VsphereVirtualDiskVolumeSource> = (source, path) =>
  needs(source, path, ['volumePath']);

export const photonPersistentDisk: Check<PhotonPersistentDiskVolumeSource> = (source, path) =>
  needs(source, path, ['pdID']);

export const portworxVolume: Check<PortworxVolumeSource> = (source, path) =>
  needs(source, path, ['volumeID']);

export const scaleIO: Check<Pick<ScaleIOVolumeSource, 'gateway' | 'system' | 'volumeName'>> = (
  source,
  path,
) => needs(source, path, ['gateway', 'system', 'volumeName']);
