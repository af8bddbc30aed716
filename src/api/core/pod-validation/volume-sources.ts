import {
  type FieldError,
  forbidden,
  invalid,
  invalidEach,
  notSupported,
  required,
  tooLong,
} from '../../field-error';
import { dnsLabelErrors, dnsSubdomainErrors } from '../../names';
import { milliValue } from '../../quantity';
import type { Volume } from '../../schema/objects';
import { validateClaimTemplate } from './claim-template';
import { fileMode, localDescending, needs, noBacksteps } from './paths';
import { validateDownwardApi, validateItems, validateProjected } from './projected';

type SourceName = Exclude<keyof Volume, 'name'>;
type Checks = {
  readonly [K in SourceName]: (source: NonNullable<Volume[K]>, path: string) => FieldError[];
};

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

function iscsi(source: NonNullable<Volume['iscsi']>, path: string): FieldError[] {
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

function fc(source: NonNullable<Volume['fc']>, path: string): FieldError[] {
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

function quobyte(source: NonNullable<Volume['quobyte']>, path: string): FieldError[] {
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

function flocker(source: NonNullable<Volume['flocker']>, path: string): FieldError[] {
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

function flexVolume(source: NonNullable<Volume['flexVolume']>, path: string): FieldError[] {
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

function azureDisk(source: NonNullable<Volume['azureDisk']>, path: string): FieldError[] {
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

function storageos(source: NonNullable<Volume['storageos']>, path: string): FieldError[] {
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

function csi(source: NonNullable<Volume['csi']>, path: string): FieldError[] {
  const { driver, nodePublishSecretRef: ref } = source;
  const errors = driver === '' ? [required(`${path}.driver`)] : [];
  if (driver.length > 63) errors.push(tooLong(`${path}.driver`, 63));
  errors.push(...invalidEach(`${path}.driver`, driver, dnsSubdomainErrors(driver.toLowerCase())));
  if (ref === undefined) return errors;
  const { name = '' } = ref;
  if (name === '') return [...errors, required(`${path}.nodePublishSecretRef.name`)];
  return [...errors, ...invalidEach(`${path}.name`, name, dnsSubdomainErrors(name))];
}

function image(source: NonNullable<Volume['image']>, path: string): FieldError[] {
  const policies = ['Always', 'IfNotPresent', 'Never'];
  const { pullPolicy = '' } = source;
  const errors = source.reference ? [] : [required(`${path}.reference`)];
  if (pullPolicy !== '' && !policies.includes(pullPolicy)) {
    errors.push(notSupported(`${path}.pullPolicy`, pullPolicy, policies));
  }
  return errors;
}

/** The checks of each kind of volume, in upstream's order: the first one that is set is the volume's. */
const CHECKS: Checks = {
  emptyDir: ({ sizeLimit }, path) =>
    sizeLimit !== undefined && milliValue(sizeLimit) < 0
      ? [forbidden(`${path}.sizeLimit`, 'SizeLimit field must be a valid resource quantity')]
      : [],
  hostPath(source, path) {
    if (source.path === '') return [required(`${path}.path`)];
    const errors = noBacksteps(`${path}.path`, source.path);
    const { type = '' } = source;
    if (!HOST_PATH_TYPES.includes(type)) {
      errors.push(notSupported(`${path}.type`, type, HOST_PATH_TYPES));
    }
    return errors;
  },
  gitRepo: (source, path) => [
    ...needs(source, path, ['repository']),
    ...localDescending(`${path}.directory`, source.directory ?? ''),
  ],
  gcePersistentDisk(source, path) {
    const at = path.replace(/gcePersistentDisk$/, 'persistentDisk');
    return [...needs(source, at, ['pdName']), ...partition(at, source.partition)];
  },
  awsElasticBlockStore: (source, path) => [
    ...needs(source, path, ['volumeID']),
    ...partition(path, source.partition),
  ],
  secret: (source, path) => [
    ...needs(source, path, ['secretName']),
    ...fileMode(`${path}.defaultMode`, source.defaultMode),
    ...validateItems(source.items, path),
  ],
  nfs: (source, path) => [
    ...needs(source, path, ['server', 'path']),
    ...(source.path.startsWith('/')
      ? []
      : [invalid(`${path}.path`, source.path, 'must be an absolute path')]),
  ],
  iscsi,
  glusterfs: (source, path) => needs(source, path, ['endpoints', 'path']),
  flocker,
  persistentVolumeClaim: (source, path) => needs(source, path, ['claimName']),
  rbd: (source, path) => [
    ...(source.monitors.length === 0 ? [required(`${path}.monitors`)] : []),
    ...needs(source, path, ['image']),
  ],
  cinder: (source, path) => [
    ...needs(source, path, ['volumeID']),
    ...secretName(source.secretRef, path),
  ],
  cephfs: ({ monitors }, path) => (monitors.length === 0 ? [required(`${path}.monitors`)] : []),
  quobyte,
  downwardAPI: validateDownwardApi,
  fc,
  flexVolume,
  configMap: (source, path) => [
    ...needs(source, path, ['name']),
    ...fileMode(`${path}.defaultMode`, source.defaultMode),
    ...validateItems(source.items, path),
  ],
  azureFile: (source, path) => needs(source, path, ['secretName', 'shareName']),
  vsphereVolume: (source, path) => needs(source, path, ['volumePath']),
  photonPersistentDisk: (source, path) => needs(source, path, ['pdID']),
  portworxVolume: (source, path) => needs(source, path, ['volumeID']),
  azureDisk,
  storageos,
  projected: validateProjected,
  scaleIO: (source, path) => needs(source, path, ['gateway', 'system', 'volumeName']),
  csi,
  ephemeral: (source, path) => validateClaimTemplate(source, path),
  image,
};

/** The name under which upstream blames a second kind of volume. */
const BLAMED: Readonly<Record<string, string>> = { cephfs: 'cephFS', downwardAPI: 'downwarAPI' };

const NAMES = Object.keys(CHECKS) as SourceName[];

function check<K extends SourceName>(name: K, volume: Volume, path: string): FieldError[] {
  const source = volume[name];
  return source === undefined ? [] : CHECKS[name](source as NonNullable<Volume[K]>, path);
}

/** What is wrong with what a volume holds: exactly one kind, and that one right. upstream: validateVolumeSource */
export function validateVolumeSource(volume: Volume, path: string): FieldError[] {
  const [first, ...more] = NAMES.filter((name) => volume[name] !== undefined);
  if (first === undefined) return [required(path, 'must specify a volume type')];
  return [
    ...check(first, volume, `${path}.${first}`),
    ...more.map((name) =>
      forbidden(`${path}.${BLAMED[name] ?? name}`, 'may not specify more than 1 volume type'),
    ),
  ];
}
