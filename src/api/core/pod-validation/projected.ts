import { type FieldError, forbidden, invalid, required } from '../../field-error';
import { validateLabelSelector } from '../../label-selector';
import type {
  ClusterTrustBundleProjection,
  DownwardAPIVolumeFile,
  DownwardAPIVolumeSource,
  KeyToPath,
  ProjectedVolumeSource,
  VolumeProjection,
} from '../../schema/objects';
import { VOLUME_FIELDS, validateFieldRef, validateResourceFieldRef } from './downward';
import { fileMode, localNonReserved, needs } from './paths';

/** What is wrong with the files that a ConfigMap's or Secret's keys become. */
export function validateItems(items: readonly KeyToPath[] | undefined, path: string): FieldError[] {
  return (items ?? []).flatMap((item, index) => {
    const at = `${path}.items[${index}]`;
    return [
      ...needs(item, at, ['key', 'path']),
      ...localNonReserved(`${at}.path`, item.path),
      ...fileMode(`${at}.mode`, item.mode),
    ];
  });
}

function validateFile(file: DownwardAPIVolumeFile, path: string): FieldError[] {
  const { fieldRef, resourceFieldRef } = file;
  const errors = [...needs(file, path, ['path']), ...localNonReserved(`${path}.path`, file.path)];
  if (fieldRef !== undefined) {
    errors.push(...validateFieldRef(fieldRef, VOLUME_FIELDS, `${path}.fieldRef`));
    if (resourceFieldRef !== undefined) {
      errors.push(
        invalid(
          path,
          'resource',
          'fieldRef and resourceFieldRef can not be specified simultaneously',
        ),
      );
    }
  } else if (resourceFieldRef !== undefined) {
    errors.push(...validateResourceFieldRef(resourceFieldRef, `${path}.resourceFieldRef`, true));
  } else errors.push(required(path, 'one of fieldRef and resourceFieldRef is required'));
  return [...errors, ...fileMode(`${path}.mode`, file.mode)];
}

/** What is wrong with a volume of the downward API; its files are blamed on the volume, as upstream does. */
export function validateDownwardApi(source: DownwardAPIVolumeSource, path: string): FieldError[] {
  return [
    ...fileMode(`${path}.defaultMode`, source.defaultMode),
    ...(source.items ?? []).flatMap((file) => validateFile(file, path)),
  ];
}

/** Blames a path that an earlier source of the volume writes to already. */
class Paths {
  private readonly seen = new Set<string>();
  constructor(private readonly volume: string) {}

  take(path: string, blamed: string): FieldError[] {
    if (path === '') return [];
    if (this.seen.has(path)) return [invalid(this.volume, blamed, 'conflicting duplicate paths')];
    this.seen.add(path);
    return [];
  }
}

function validateTrustBundle(bundle: ClusterTrustBundleProjection, path: string): FieldError[] {
  const { name, signerName, labelSelector } = bundle;
  const errors: FieldError[] = [];
  if (name !== undefined && signerName !== undefined) {
    errors.push(invalid(path, bundle, 'only one of name and signerName may be used'));
  } else if (name !== undefined) {
    if (name === '') errors.push(required(`${path}.name`, 'must be a valid object name'));
    if (labelSelector !== undefined) {
      errors.push(
        invalid(
          `${path}.labelSelector`,
          labelSelector,
          'labelSelector must be unset if name is specified',
        ),
      );
    }
  } else if (signerName !== undefined) {
    if (signerName === '')
      errors.push(required(`${path}.signerName`, 'must be a valid signer name'));
    if (labelSelector !== undefined)
      errors.push(...validateLabelSelector(labelSelector, `${path}.labelSelector`));
  } else errors.push(required(path, 'either name or signerName must be specified'));
  return [
    ...errors,
    ...needs(bundle, path, ['path']),
    ...localNonReserved(`${path}.path`, bundle.path),
  ];
}

function validateToken(
  token: NonNullable<VolumeProjection['serviceAccountToken']>,
  at: string,
  volume: string,
): FieldError[] {
  const { expirationSeconds: seconds = 3600 } = token;
  const errors: FieldError[] = [];
  const field = `${at}.expirationSeconds`;
  if (seconds < 600) {
    errors.push(invalid(field, seconds, 'may not specify a duration less than 10 minutes'));
  }
  if (seconds > 2 ** 32) {
    errors.push(invalid(field, seconds, 'may not specify a duration larger than 2^32 seconds'));
  }
  // upstream blames the volume here, not the source
  if (!token.path) return [...errors, required(`${volume}.path`)];
  return [...errors, ...localNonReserved(`${volume}.path`, token.path)];
}

function validateSource(
  source: VolumeProjection,
  path: string,
  volume: string,
  paths: Paths,
): FieldError[] {
  const errors: FieldError[] = [];
  for (const type of ['secret', 'configMap'] as const) {
    const from = source[type];
    if (from === undefined) continue;
    errors.push(...needs(from, `${path}.${type}`, ['name']));
    errors.push(...validateItems(from.items, `${path}.${type}`));
    for (const item of from.items ?? []) errors.push(...paths.take(item.path, from.name ?? ''));
  }
  for (const file of source.downwardAPI?.items ?? []) {
    errors.push(...validateFile(file, `${path}.downwardAPI`), ...paths.take(file.path, file.path));
  }
  const { serviceAccountToken: token, clusterTrustBundle: bundle } = source;
  if (token !== undefined)
    errors.push(...validateToken(token, `${path}.serviceAccountToken`, volume));
  if (bundle !== undefined) {
    errors.push(...validateTrustBundle(bundle, `${path}.clusterTrustBundle`));
    errors.push(...paths.take(bundle.path, bundle.path));
  }
  if (Object.keys(source).length > 1) {
    errors.push(forbidden(path, 'may not specify more than 1 volume type per source'));
  }
  return errors;
}

/** What is wrong with a projected volume. upstream: core validation, validateProjectedVolumeSource */
export function validateProjected(projected: ProjectedVolumeSource, path: string): FieldError[] {
  const paths = new Paths(path);
  return [
    ...fileMode(`${path}.defaultMode`, projected.defaultMode),
    ...(projected.sources ?? []).flatMap((source, index) =>
      validateSource(source, `${path}.sources[${index}]`, path, paths),
    ),
  ];
}
