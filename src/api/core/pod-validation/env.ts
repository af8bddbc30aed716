import type { FeatureGates } from '../../features/feature-gates';
import { type FieldError, invalid, invalidEach, notFound, required } from '../../field-error';
import { configKeyErrors, dnsLabelErrors, dnsSubdomainErrors, envNameErrors } from '../../names';
import type { EnvFromSource, EnvVar, FileKeySelector, PodSpec } from '../../schema/objects';
import { ENV_FIELDS, validateFieldRef, validateResourceFieldRef } from './downward';
import { noBacksteps } from './paths';

function validateKeyRef(
  { name = '', key }: { readonly name?: string; readonly key: string },
  path: string,
): FieldError[] {
  return [
    ...invalidEach(`${path}.name`, name, dnsSubdomainErrors(name)),
    ...(key === ''
      ? [required(`${path}.key`)]
      : invalidEach(`${path}.key`, key, configKeyErrors(key))),
  ];
}

// upstream: core validation, validateFileKeySelector
function validateFileRef(ref: FileKeySelector, path: string): FieldError[] {
  const check = (field: 'key' | 'volumeName', errorsOf: (value: string) => string[]) =>
    ref[field] === ''
      ? [required(`${path}.${field}`)]
      : invalidEach(`${path}.${field}`, ref[field], errorsOf(ref[field]));
  return [
    ...check('key', envNameErrors),
    ...check('volumeName', dnsLabelErrors),
    ...(ref.path === '' ? [required(`${path}.path`)] : noBacksteps(`${path}.path`, ref.path)),
  ];
}

/** Files that variables come from are in volumes that the Pod's own containers fill. upstream: validateFileKeyRefVolumes */
export function validateEnvVolumes(spec: PodSpec, path: string): FieldError[] {
  const volumes = new Map((spec.volumes ?? []).map((volume) => [volume.name, volume]));
  return (['initContainers', 'containers', 'ephemeralContainers'] as const).flatMap((list) =>
    (spec[list] ?? []).flatMap(({ env = [] }, index) =>
      env.flatMap(({ valueFrom }, variable) => {
        const name = valueFrom?.fileKeyRef?.volumeName;
        if (name === undefined) return [];
        const at = `${path}.${list}[${index}].env[${variable}].valueFrom.fileKeyRef.volumeName`;
        const volume = volumes.get(name);
        if (volume === undefined) return [notFound(at, name)];
        if (volume.emptyDir !== undefined) return [];
        return [invalid(at, name, 'referenced volume must be of type emptyDir')];
      }),
    ),
  );
}

const SOURCES = '`fieldRef`, `resourceFieldRef`, `configMapKeyRef`';

// upstream: core validation, validateEnvVarValueFrom
function validateValueFrom(
  { value = '', valueFrom = {} }: EnvVar,
  path: string,
  { EnvFiles: knowsFiles }: FeatureGates,
): FieldError[] {
  const errors: FieldError[] = [];
  const { fieldRef, resourceFieldRef, configMapKeyRef, secretKeyRef, fileKeyRef } = valueFrom;
  if (fieldRef !== undefined) {
    errors.push(...validateFieldRef(fieldRef, ENV_FIELDS, `${path}.fieldRef`));
  }
  if (resourceFieldRef !== undefined) {
    errors.push(...validateResourceFieldRef(resourceFieldRef, `${path}.resourceFieldRef`, false));
  }
  if (configMapKeyRef !== undefined) {
    errors.push(...validateKeyRef(configMapKeyRef, `${path}.configMapKeyRef`));
  }
  if (secretKeyRef !== undefined) {
    errors.push(...validateKeyRef(secretKeyRef, `${path}.secretKeyRef`));
  }
  if (fileKeyRef !== undefined) errors.push(...validateFileRef(fileKeyRef, `${path}.fileKeyRef`));
  const count = Object.keys(valueFrom).length;
  if (count === 0) {
    const last = knowsFiles ? ', `secretKeyRef` or `fileKeyRef`' : ' or `secretKeyRef`';
    errors.push(invalid(path, '', `must specify one of: ${SOURCES}${last}`));
  } else if (value !== '') {
    errors.push(invalid(path, '', 'may not be specified when `value` is not empty'));
  } else if (count > 1) {
    errors.push(invalid(path, '', 'may not have more than one field specified at a time'));
  }
  return errors;
}

/** What is wrong with environment variables. upstream: core validation, ValidateEnv */
export function validateEnv(
  vars: readonly EnvVar[],
  path: string,
  features: FeatureGates,
): FieldError[] {
  return vars.flatMap((variable, index) => {
    const at = `${path}[${index}]`;
    const { name, valueFrom } = variable;
    return [
      ...(name === ''
        ? [required(`${at}.name`)]
        : invalidEach(`${at}.name`, name, envNameErrors(name))),
      ...(valueFrom === undefined ? [] : validateValueFrom(variable, `${at}.valueFrom`, features)),
    ];
  });
}

/** What is wrong with the sources of whole environments. upstream: core validation, ValidateEnvFrom */
export function validateEnvFrom(sources: readonly EnvFromSource[], path: string): FieldError[] {
  return sources.flatMap(({ prefix = '', configMapRef, secretRef }, index) => {
    const at = `${path}[${index}]`;
    const errors = invalidEach(`${at}.prefix`, prefix, envNameErrors(prefix));
    let count = 0;
    for (const [field, ref] of Object.entries({ configMapRef, secretRef })) {
      if (ref === undefined) continue;
      count++;
      const { name = '' } = ref;
      if (name === '') errors.push(required(`${at}.${field}.name`));
      else errors.push(...invalidEach(`${at}.${field}.name`, name, dnsSubdomainErrors(name)));
    }
    // upstream blames the list, not the item
    if (count === 0) {
      errors.push(invalid(path, '', 'must specify one of: `configMapRef` or `secretRef`'));
    } else if (count > 1) {
      errors.push(invalid(path, '', 'may not have more than one field specified at a time'));
    }
    return errors;
  });
}
