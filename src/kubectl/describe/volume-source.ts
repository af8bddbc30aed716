import { isJsonObject } from '../../api/object';

/** A line about a volume: its title, and what stands behind it. */
export type VolumeField = readonly [title: string, value: string];

/** Which field of a source a line shows, and what it shows when the field is not set. */
type Row = readonly [title: string, field: string, absent?: string];

interface Source {
  readonly type: string;
  readonly rows: readonly Row[];
}

const FS_TYPE: Row = ['FSType', 'fsType'];
const READ_ONLY: Row = ['ReadOnly', 'readOnly', 'false'];
const OPTIONAL: Row = ['Optional', 'optional', 'false'];
const SECRET_REF: Row = ['SecretRef', 'secretRef', 'nil'];
/** Shown only when it is set. */
const SKIPPED = '-';
const ATTRIBUTE_MAX = 140;

/** What descriptions say of each kind of volume, in the order in which it is looked for. */
const SOURCES: Readonly<Record<string, Source>> = {
  hostPath: {
    type: 'HostPath (bare host directory volume)',
    rows: [
      ['Path', 'path'],
      ['HostPathType', 'type', '<none>'],
    ],
  },
  emptyDir: {
    type: "EmptyDir (a temporary directory that shares a pod's lifetime)",
    rows: [
      ['Medium', 'medium'],
      ['SizeLimit', 'sizeLimit', '<unset>'],
    ],
  },
  gcePersistentDisk: {
    type: 'GCEPersistentDisk (a Persistent Disk resource in Google Compute Engine)',
    rows: [['PDName', 'pdName'], FS_TYPE, ['Partition', 'partition', '0'], READ_ONLY],
  },
  awsElasticBlockStore: {
    type: 'AWSElasticBlockStore (a Persistent Disk resource in AWS)',
    rows: [['VolumeID', 'volumeID'], FS_TYPE, ['Partition', 'partition', '0'], READ_ONLY],
  },
  gitRepo: {
    type: 'GitRepo (a volume that is pulled from git when the pod is created)',
    rows: [
      ['Repository', 'repository'],
      ['Revision', 'revision'],
    ],
  },
  secret: {
    type: 'Secret (a volume populated by a Secret)',
    rows: [['SecretName', 'secretName'], OPTIONAL],
  },
  configMap: {
    type: 'ConfigMap (a volume populated by a ConfigMap)',
    rows: [['Name', 'name'], OPTIONAL],
  },
  nfs: {
    type: 'NFS (an NFS mount that lasts the lifetime of a pod)',
    rows: [['Server', 'server'], ['Path', 'path'], READ_ONLY],
  },
  iscsi: {
    type: "ISCSI (an ISCSI Disk resource that is attached to a kubelet's host machine and then exposed to the pod)",
    rows: [
      ['TargetPortal', 'targetPortal'],
      ['IQN', 'iqn'],
      ['Lun', 'lun', '0'],
      ['ISCSIInterface', 'iscsiInterface'],
      FS_TYPE,
      READ_ONLY,
      ['Portals', 'portals', '[]'],
      ['DiscoveryCHAPAuth', 'chapAuthDiscovery', 'false'],
      ['SessionCHAPAuth', 'chapAuthSession', 'false'],
      SECRET_REF,
      ['InitiatorName', 'initiatorName', '<none>'],
    ],
  },
  glusterfs: {
    type: "Glusterfs (a Glusterfs mount on the host that shares a pod's lifetime)",
    rows: [['EndpointsName', 'endpoints'], ['Path', 'path'], READ_ONLY],
  },
  persistentVolumeClaim: {
    type: 'PersistentVolumeClaim (a reference to a PersistentVolumeClaim in the same namespace)',
    rows: [['ClaimName', 'claimName'], READ_ONLY],
  },
  ephemeral: {
    type: 'EphemeralVolume (an inline specification for a volume that gets created and deleted with the pod)',
    rows: [],
  },
  rbd: {
    type: "RBD (a Rados Block Device mount on the host that shares a pod's lifetime)",
    rows: [
      ['CephMonitors', 'monitors', '[]'],
      ['RBDImage', 'image'],
      FS_TYPE,
      ['RBDPool', 'pool'],
      ['RadosUser', 'user'],
      ['Keyring', 'keyring'],
      SECRET_REF,
      READ_ONLY,
    ],
  },
  quobyte: {
    type: "Quobyte (a Quobyte mount on the host that shares a pod's lifetime)",
    rows: [['Registry', 'registry'], ['Volume', 'volume'], READ_ONLY],
  },
  azureDisk: {
    type: 'AzureDisk (an Azure Data Disk mount on the host and bind mount to the pod)',
    rows: [
      ['DiskName', 'diskName'],
      ['DiskURI', 'diskURI'],
      ['Kind', 'kind'],
      FS_TYPE,
      ['CachingMode', 'cachingMode'],
      READ_ONLY,
    ],
  },
  vsphereVolume: {
    type: 'vSphereVolume (a Persistent Disk resource in vSphere)',
    rows: [['VolumePath', 'volumePath'], FS_TYPE, ['StoragePolicyName', 'storagePolicyName']],
  },
  cinder: {
    type: 'Cinder (a Persistent Disk resource in OpenStack)',
    rows: [['VolumeID', 'volumeID'], FS_TYPE, READ_ONLY, SECRET_REF],
  },
  photonPersistentDisk: {
    type: 'PhotonPersistentDisk (a Persistent Disk resource in photon platform)',
    rows: [['PdID', 'pdID'], FS_TYPE],
  },
  portworxVolume: {
    type: 'PortworxVolume (a Portworx Volume resource)',
    rows: [['VolumeID', 'volumeID']],
  },
  scaleIO: {
    type: 'ScaleIO (a persistent volume backed by a block device in ScaleIO)',
    rows: [
      ['Gateway', 'gateway'],
      ['System', 'system'],
      ['Protection Domain', 'protectionDomain'],
      ['Storage Pool', 'storagePool'],
      ['Storage Mode', 'storageMode'],
      ['VolumeName', 'volumeName'],
      FS_TYPE,
      READ_ONLY,
    ],
  },
  local: {
    type: 'LocalVolume (a persistent volume backed by local storage on a node)',
    rows: [['Path', 'path']],
  },
  cephfs: {
    type: "CephFS (a CephFS mount on the host that shares a pod's lifetime)",
    rows: [
      ['Monitors', 'monitors', '[]'],
      ['Path', 'path'],
      ['User', 'user'],
      ['SecretFile', 'secretFile'],
      SECRET_REF,
      READ_ONLY,
    ],
  },
  storageos: {
    type: 'StorageOS (a StorageOS Persistent Disk resource)',
    rows: [
      ['VolumeName', 'volumeName'],
      ['VolumeNamespace', 'volumeNamespace'],
      FS_TYPE,
      READ_ONLY,
    ],
  },
  fc: {
    type: 'FC (a Fibre Channel disk)',
    rows: [['TargetWWNs', 'targetWWNs'], ['LUN', 'lun', '<none>'], FS_TYPE, READ_ONLY],
  },
  azureFile: {
    type: 'AzureFile (an Azure File Service mount on the host and bind mount to the pod)',
    rows: [['SecretName', 'secretName'], ['ShareName', 'shareName'], READ_ONLY],
  },
  flexVolume: {
    type: 'FlexVolume (a generic volume resource that is provisioned/attached using an exec based plugin)',
    rows: [['Driver', 'driver'], FS_TYPE, SECRET_REF, READ_ONLY, ['Options', 'options', 'map[]']],
  },
  flocker: {
    type: 'Flocker (a Flocker volume mounted by the Flocker agent)',
    rows: [
      ['DatasetName', 'datasetName'],
      ['DatasetUUID', 'datasetUUID'],
    ],
  },
  csi: {
    type: 'CSI (a Container Storage Interface (CSI) volume source)',
    rows: [['Driver', 'driver'], FS_TYPE, ['VolumeHandle', 'volumeHandle', SKIPPED], READ_ONLY],
  },
  image: {
    type: 'Image (a container image or OCI artifact)',
    rows: [
      ['Reference', 'reference'],
      ['PullPolicy', 'pullPolicy'],
    ],
  },
};

/** What persistent volumes say otherwise than volumes of Pods. */
const PERSISTENT: Readonly<Record<string, readonly Row[]>> = {
  glusterfs: [
    ['EndpointsName', 'endpoints'],
    ['EndpointsNamespace', 'endpointsNamespace', '<unset>'],
    ['Path', 'path'],
    READ_ONLY,
  ],
  azureFile: [
    ['SecretName', 'secretName'],
    ['SecretNamespace', 'secretNamespace'],
    ['ShareName', 'shareName'],
    READ_ONLY,
  ],
};

/** Values as Go prints them: lists in brackets, references as pointers to what they name. */
function valueText(title: string, value: unknown): string {
  if (Array.isArray(value))
    return title === 'TargetWWNs' ? value.join(', ') : `[${value.join(' ')}]`;
  if (!isJsonObject(value)) return String(value);
  if (title === 'SecretRef') return `&${goReference(value)}`;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `map[${entries.map(([key, item]) => `${key}:${String(item)}`).join(' ')}]`;
}

function goReference({ name = '', namespace }: Readonly<Record<string, unknown>>): string {
  return namespace === undefined
    ? `LocalObjectReference{Name:${String(name)},}`
    : `SecretReference{Name:${String(name)},Namespace:${String(namespace)},}`;
}

function attributes(value: unknown): VolumeField[] {
  const entries = isJsonObject(value) ? Object.entries(value) : [];
  if (entries.length === 0) return [['VolumeAttributes', '<none>']];
  return entries
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, item], index): VolumeField => {
      const text = `${key}=${String(item)}`;
      const shown = text.length > ATTRIBUTE_MAX ? `${text.slice(0, ATTRIBUTE_MAX)}...` : text;
      return index === 0 ? ['VolumeAttributes', `    ${shown}`] : ['', shown];
    });
}

/**
 * What a volume is, line by line; undefined when nobody knows. `source` is a volume of a Pod, or the spec of a
 * persistent one. upstream: kubectl describe, describeVolumes
 */
export function volumeSourceFields(
  source: object,
  persistent = false,
): readonly VolumeField[] | undefined {
  for (const [name, value] of Object.entries(source)) {
    const known = SOURCES[name];
    if (known === undefined || !isJsonObject(value)) continue;
    const fields: VolumeField[] = [['Type', known.type]];
    const rows = (persistent ? PERSISTENT[name] : undefined) ?? known.rows;
    for (const [title, field, absent = ''] of rows) {
      const given = value[field];
      if (given !== undefined && given !== null) fields.push([title, valueText(title, given)]);
      else if (absent !== SKIPPED) fields.push([title, absent]);
    }
    if (name === 'csi') fields.push(...attributes(value.volumeAttributes));
    return fields;
  }
  return undefined;
}
