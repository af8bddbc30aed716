import type { Draft } from '../object';
import type { DownwardAPIVolumeFile, Volume } from '../schema/objects';
import { pullPolicyOf } from './pull-policy';

const FILE_MODE = 0o644;
const TOKEN_SECONDS = 3600;

type Defaults = {
  readonly [K in keyof Volume]?: (source: NonNullable<Draft<Volume>[K]>) => void;
};

/** Sets the fields that the user left out. */
function fill<T extends object>(object: T, values: Partial<T>): void {
  if (Object.isFrozen(object)) return;
  for (const key in values)
    if (object[key] === undefined) object[key] = values[key] as T[typeof key];
}

function fileDefaults(files: Draft<DownwardAPIVolumeFile>[] | undefined): void {
  for (const { fieldRef, resourceFieldRef } of files ?? []) {
    if (fieldRef !== undefined) fill(fieldRef, { apiVersion: 'v1' });
    if (resourceFieldRef !== undefined) fill(resourceFieldRef, { divisor: '0' });
  }
}

/** What each kind of volume gets. upstream: core/v1 defaults, SetDefaults_…VolumeSource */
const DEFAULTS: Defaults = {
  configMap: (source) => fill(source, { defaultMode: FILE_MODE }),
  secret: (source) => fill(source, { defaultMode: FILE_MODE }),
  downwardAPI(source) {
    fill(source, { defaultMode: FILE_MODE });
    fileDefaults(source.items);
  },
  projected(source) {
    fill(source, { defaultMode: FILE_MODE });
    for (const { serviceAccountToken: token, downwardAPI } of source.sources ?? []) {
      if (token !== undefined) fill(token, { expirationSeconds: TOKEN_SECONDS });
      fileDefaults(downwardAPI?.items);
    }
  },
  hostPath: (source) => fill(source, { type: '' }),
  iscsi: (source) => fill(source, { iscsiInterface: 'default' }),
  rbd: (source) => fill(source, { pool: 'rbd', user: 'admin', keyring: '/etc/ceph/keyring' }),
  azureDisk: (source) =>
    fill(source, { cachingMode: 'ReadWrite', kind: 'Shared', fsType: 'ext4', readOnly: false }),
  scaleIO: (source) => fill(source, { storageMode: 'ThinProvisioned', fsType: 'xfs' }),
  image: (source) => fill(source, { pullPolicy: pullPolicyOf(source.reference) }),
  ephemeral({ volumeClaimTemplate: template }) {
    if (template !== undefined) fill(template.spec, { volumeMode: 'Filesystem' });
  },
};

function apply<K extends keyof Volume>(kind: K, source: unknown): void {
  DEFAULTS[kind]?.(source as NonNullable<Draft<Volume>[K]>);
}

/** Fills in what a volume leaves out; one that says nothing is an empty directory. */
export function volumeDefaults(volume: Draft<Volume>): void {
  if (Object.isFrozen(volume)) return;
  let isEmpty = true;
  for (const [kind, source] of Object.entries(volume)) {
    if (kind === 'name' || source === undefined) continue;
    isEmpty = false;
    apply(kind as keyof Volume, source);
  }
  if (isEmpty) volume.emptyDir = {};
}
