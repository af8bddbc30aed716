import { type FieldError, forbidden, invalidEach, required } from '../field-error';
import { dnsLabelErrors, dnsSubdomainErrors } from '../names';
import type {
  AzureFilePersistentVolumeSource,
  CinderPersistentVolumeSource,
  CSIPersistentVolumeSource,
  GlusterfsPersistentVolumeSource,
  LocalVolumeSource,
  PersistentVolumeSpec,
  StorageOSPersistentVolumeSource,
} from '../schema/objects';
import { validateDriverName } from '../storage/validation';
import { needs, noBacksteps } from './pod-validation/paths';
import * as shared from './volume-sources';

/** A reference across namespaces names both. */
interface Reference {
  readonly name?: string;
  readonly namespace?: string;
}

// upstream: core validation, validatePVSecretReference
function secretReference(ref: Reference | undefined, path: string): FieldError[] {
  if (ref === undefined) return [];
  const { name = '', namespace = '' } = ref;
  return [
    ...(name === ''
      ? [required(`${path}.name`)]
      : invalidEach(`${path}.name`, name, dnsSubdomainErrors(name))),
    ...(namespace === ''
      ? [required(`${path}.namespace`)]
      : invalidEach(`${path}.namespace`, namespace, dnsLabelErrors(namespace))),
  ];
}

/** Sources of old name the Secret's namespace only when they name a Secret. */
function secretNamespace(ref: Reference | undefined, path: string): FieldError[] {
  return ref === undefined || ref.namespace ? [] : [required(`${path}.secretRef.namespace`)];
}

const SECRET_REFS = [
  'controllerPublishSecretRef',
  'controllerExpandSecretRef',
  'nodePublishSecretRef',
  'nodeExpandSecretRef',
] as const;

function csi(source: CSIPersistentVolumeSource, path: string): FieldError[] {
  return [
    ...validateDriverName(source.driver, `${path}.driver`),
    ...needs(source, path, ['volumeHandle']),
    ...SECRET_REFS.flatMap((field) => secretReference(source[field], `${path}.${field}`)),
  ];
}

function local({ path: value }: LocalVolumeSource, path: string): FieldError[] {
  return value === '' ? [required(`${path}.path`)] : noBacksteps(`${path}.path`, value);
}

function glusterfs(source: GlusterfsPersistentVolumeSource, path: string): FieldError[] {
  const { endpointsNamespace: namespace } = source;
  const errors = shared.glusterfs(source, path);
  if (namespace === undefined) return errors;
  const at = `${path}.endpointsNamespace`;
  return [...errors, ...invalidEach(at, namespace, dnsLabelErrors(namespace))];
}

function cinder(source: CinderPersistentVolumeSource, path: string): FieldError[] {
  return [...shared.cinder(source, path), ...secretNamespace(source.secretRef, path)];
}

function azureFile(source: AzureFilePersistentVolumeSource, path: string): FieldError[] {
  const errors = shared.azureFile(source, path);
  return source.secretNamespace === '' ? [...errors, required(`${path}.secretNamespace`)] : errors;
}

function storageos(source: StorageOSPersistentVolumeSource, path: string): FieldError[] {
  return [...shared.storageos(source, path), ...secretNamespace(source.secretRef, path)];
}

type Source = Pick<PersistentVolumeSpec, keyof typeof SOURCES>;
type Checks = {
  readonly [K in keyof PersistentVolumeSpec]?: (
    source: NonNullable<PersistentVolumeSpec[K]>,
    path: string,
  ) => FieldError[];
};

/** The types of volumes that there are, in the order in which they are looked at. */
const SOURCES = {
  hostPath: shared.hostPath,
  gcePersistentDisk: shared.gcePersistentDisk,
  awsElasticBlockStore: shared.awsElasticBlockStore,
  glusterfs,
  flocker: shared.flocker,
  nfs: shared.nfs,
  rbd: shared.rbd,
  quobyte: shared.quobyte,
  cephfs: shared.cephfs,
  iscsi: shared.iscsi,
  cinder,
  fc: shared.fc,
  flexVolume: shared.flexVolume,
  azureFile,
  vsphereVolume: shared.vsphereVolume,
  photonPersistentDisk: shared.photonPersistentDisk,
  portworxVolume: shared.portworxVolume,
  azureDisk: shared.azureDisk,
  scaleIO: shared.scaleIO,
  local,
  storageos,
  csi,
} satisfies Checks;

const NAMES = Object.keys(SOURCES) as (keyof typeof SOURCES)[];
/** The name under which upstream blames a second type. */
const BLAMED: Readonly<Record<string, string>> = { cephfs: 'cephFS' };

/** The part of a volume's spec that says where its data lies. */
export function volumeSource(spec: PersistentVolumeSpec): Source {
  const found = NAMES.filter((name) => spec[name] !== undefined);
  return Object.fromEntries(found.map((name) => [name, spec[name]]));
}

function check<K extends keyof typeof SOURCES>(name: K, spec: PersistentVolumeSpec, path: string) {
  const rule = SOURCES[name] as (source: unknown, path: string) => FieldError[];
  const errors = rule(spec[name], `${path}.${name}`);
  if (name !== 'local' || spec.nodeAffinity !== undefined) return errors;
  return [...errors, required(`${path}.nodeAffinity`, 'Local volume requires node affinity')];
}

/** What is wrong with where a volume's data lies: one type, complete. upstream: core validation */
export function validateVolumeSource(spec: PersistentVolumeSpec, path: string): FieldError[] {
  const [first, ...more] = NAMES.filter((name) => spec[name] !== undefined);
  if (first === undefined) return [required(path, 'must specify a volume type')];
  return [
    ...check(first, spec, path),
    ...more.flatMap((name) =>
      // a flexVolume may stand beside another, as upstream looks at it without asking
      name === 'flexVolume'
        ? check(name, spec, path)
        : [forbidden(`${path}.${BLAMED[name] ?? name}`, 'may not specify more than 1 volume type')],
    ),
  ];
}
