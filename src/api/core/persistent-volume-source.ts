import { type FieldError, forbidden, invalid, notSupported, required } from '../field-error';
import { isJsonObject } from '../object';
import type { PersistentVolumeSpec } from '../schema/objects';
import { validateDriverName } from '../storage/validation';

type Source = Readonly<Record<string, unknown>>;

/** The rules of one type of volume. */
type SourceRule = (source: Source, path: string) => FieldError[];

const isMissing = (value: unknown) =>
  value === undefined || value === '' || (Array.isArray(value) && value.length === 0);

/** These fields must be there. */
function needs(...fields: readonly string[]): SourceRule {
  return (source, path) =>
    fields.flatMap((field) => (isMissing(source[field]) ? [required(`${path}.${field}`)] : []));
}

function noBackstep(value: unknown, path: string): FieldError[] {
  if (typeof value !== 'string' || !value.split('/').includes('..')) return [];
  return [invalid(path, value, "must not contain '..'")];
}

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

const hostPath: SourceRule = ({ path: value, type }, path) => {
  if (isMissing(value)) return [required(`${path}.path`)];
  const errors = noBackstep(value, `${path}.path`);
  if (typeof type !== 'string' || HOST_PATH_TYPES.includes(type)) return errors;
  return [...errors, notSupported(`${path}.type`, type, HOST_PATH_TYPES)];
};

const nfs: SourceRule = (source, path) => {
  const errors = needs('server', 'path')(source, path);
  const value = source.path;
  if (typeof value === 'string' && value !== '' && !value.startsWith('/')) {
    errors.push(invalid(`${path}.path`, value, 'must be an absolute path'));
  }
  return errors;
};

const local: SourceRule = (source, path) =>
  isMissing(source.path) ? [required(`${path}.path`)] : noBackstep(source.path, `${path}.path`);

const IQN = /^iqn\.\d{4}-\d{2}\.([\w.-]+)(:[^,;*&$|\s]+)$/;

const iscsi: SourceRule = (source, path) => {
  const errors = needs('targetPortal', 'iqn')(source, path);
  const { iqn, lun } = source;
  if (typeof iqn === 'string' && iqn !== '') {
    const isKnown = /^(iqn|eui|naa)/.test(iqn);
    if (!isKnown || (iqn.startsWith('iqn') && !IQN.test(iqn))) {
      errors.push(invalid(`${path}.iqn`, iqn, 'must be valid format'));
    }
  }
  if (typeof lun === 'number' && (lun < 0 || lun > 255)) {
    errors.push(invalid(`${path}.lun`, lun, 'must be between 0 and 255, inclusive'));
  }
  return errors;
};

const fc: SourceRule = ({ targetWWNs, wwids, lun }, path) => {
  const errors: FieldError[] = [];
  if (isMissing(targetWWNs) && isMissing(wwids)) {
    errors.push(
      required(`${path}.targetWWNs`, 'must specify either targetWWNs or wwids, but not both'),
    );
  }
  if (!isMissing(targetWWNs) && !isMissing(wwids)) {
    const detail = 'targetWWNs and wwids can not be specified simultaneously';
    errors.push(invalid(`${path}.targetWWNs`, targetWWNs, detail));
  }
  if (isMissing(targetWWNs)) return errors;
  if (lun === undefined) {
    errors.push(required(`${path}.lun`, 'lun is required if targetWWNs is specified'));
  } else if (typeof lun === 'number' && (lun < 0 || lun > 255)) {
    errors.push(invalid(`${path}.lun`, lun, 'must be between 0 and 255, inclusive'));
  }
  return errors;
};

const SECRET_REFS = [
  'controllerPublishSecretRef',
  'controllerExpandSecretRef',
  'nodePublishSecretRef',
  'nodeExpandSecretRef',
];

const csi: SourceRule = (source, path) => {
  const { driver } = source;
  const errors = validateDriverName(typeof driver === 'string' ? driver : '', `${path}.driver`);
  errors.push(...needs('volumeHandle')(source, path));
  for (const field of SECRET_REFS) {
    const ref = source[field];
    if (isJsonObject(ref)) errors.push(...needs('name', 'namespace')(ref, `${path}.${field}`));
  }
  return errors;
};

/** The types of volumes that there are, in the order in which they are looked at. */
const SOURCES: Readonly<Record<string, SourceRule>> = {
  hostPath,
  gcePersistentDisk: needs('pdName'),
  awsElasticBlockStore: needs('volumeID'),
  glusterfs: needs('endpoints', 'path'),
  flocker: () => [],
  nfs,
  rbd: needs('monitors', 'image'),
  quobyte: needs('registry', 'volume'),
  cephfs: needs('monitors'),
  iscsi,
  cinder: needs('volumeID'),
  fc,
  flexVolume: needs('driver'),
  azureFile: needs('secretName', 'shareName'),
  vsphereVolume: needs('volumePath'),
  photonPersistentDisk: needs('pdID'),
  portworxVolume: needs('volumeID'),
  azureDisk: needs('diskName', 'diskURI'),
  scaleIO: needs('gateway', 'system', 'volumeName'),
  local,
  storageos: () => [],
  csi,
};

/** The part of a volume's spec that says where its data lies. */
export function volumeSource(spec: PersistentVolumeSpec): Source {
  const all = spec as Source;
  const found = Object.keys(SOURCES).filter((name) => all[name] !== undefined);
  return Object.fromEntries(found.map((name) => [name, all[name]]));
}

/** What is wrong with where a volume's data lies: one type, complete. upstream: core validation */
export function validateVolumeSource(spec: PersistentVolumeSpec, path: string): FieldError[] {
  const errors: FieldError[] = [];
  let count = 0;
  for (const [name, source] of Object.entries(volumeSource(spec))) {
    const at = `${path}.${name}`;
    if (count++ > 0) errors.push(forbidden(at, 'may not specify more than 1 volume type'));
    else if (isJsonObject(source)) errors.push(...(SOURCES[name]?.(source, at) ?? []));
  }
  if (count === 0) errors.push(required(path, 'must specify a volume type'));
  return errors;
}
