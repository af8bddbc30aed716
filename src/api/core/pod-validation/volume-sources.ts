import { type FieldError, forbidden, invalidEach, notSupported, required } from '../../field-error';
import { dnsSubdomainErrors } from '../../names';
import { milliValue } from '../../quantity';
import type { Volume } from '../../schema/objects';
import { validateDriverName } from '../../storage/validation';
import * as shared from '../volume-sources';
import { validateClaimTemplate } from './claim-template';
import { fileMode, localDescending, needs } from './paths';
import { validateDownwardApi, validateItems, validateProjected } from './projected';

type SourceName = Exclude<keyof Volume, 'name'>;
type Checks = {
  readonly [K in SourceName]: (source: NonNullable<Volume[K]>, path: string) => FieldError[];
};

function csi(source: NonNullable<Volume['csi']>, path: string): FieldError[] {
  const { driver, nodePublishSecretRef: ref } = source;
  const errors = validateDriverName(driver, `${path}.driver`);
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
  hostPath: shared.hostPath,
  gitRepo: (source, path) => [
    ...needs(source, path, ['repository']),
    ...localDescending(`${path}.directory`, source.directory ?? ''),
  ],
  gcePersistentDisk: shared.gcePersistentDisk,
  awsElasticBlockStore: shared.awsElasticBlockStore,
  secret: (source, path) => [
    ...needs(source, path, ['secretName']),
    ...fileMode(`${path}.defaultMode`, source.defaultMode),
    ...validateItems(source.items, path),
  ],
  nfs: shared.nfs,
  iscsi: shared.iscsi,
  glusterfs: shared.glusterfs,
  flocker: shared.flocker,
  persistentVolumeClaim: (source, path) => needs(source, path, ['claimName']),
  rbd: shared.rbd,
  cinder: shared.cinder,
  cephfs: shared.cephfs,
  quobyte: shared.quobyte,
  downwardAPI: validateDownwardApi,
  fc: shared.fc,
  flexVolume: shared.flexVolume,
  configMap: (source, path) => [
    ...needs(source, path, ['name']),
    ...fileMode(`${path}.defaultMode`, source.defaultMode),
    ...validateItems(source.items, path),
  ],
  azureFile: shared.azureFile,
  vsphereVolume: shared.vsphereVolume,
  photonPersistentDisk: shared.photonPersistentDisk,
  portworxVolume: shared.portworxVolume,
  azureDisk: shared.azureDisk,
  storageos: shared.storageos,
  projected: validateProjected,
  scaleIO: shared.scaleIO,
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
