import { type FieldError, invalid, invalidEach, required } from '../../field-error';
import { configKeyErrors, dnsSubdomainErrors, envNameErrors } from '../../names';
import type { EnvFromSource, EnvVar } from '../../schema/objects';
import { ENV_FIELDS, validateFieldRef, validateResourceFieldRef } from './downward';

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

// upstream: core validation, validateEnvVarValueFrom
function validateValueFrom({ value = '', valueFrom = {} }: EnvVar, path: string): FieldError[] {
  const errors: FieldError[] = [];
  const { fieldRef, resourceFieldRef, configMapKeyRef, secretKeyRef } = valueFrom;
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
  const count = Object.keys(valueFrom).length;
  if (count === 0) {
    const why =
      'must specify one of: `fieldRef`, `resourceFieldRef`, `configMapKeyRef` or `secretKeyRef`';
    errors.push(invalid(path, '', why));
  } else if (value !== '') {
    errors.push(invalid(path, '', 'may not be specified when `value` is not empty'));
  } else if (count > 1) {
    errors.push(invalid(path, '', 'may not have more than one field specified at a time'));
  }
  return errors;
}

/** What is wrong with environment variables. upstream: core validation, ValidateEnv */
export function validateEnv(vars: readonly EnvVar[], path: string): FieldError[] {
  return vars.flatMap((variable, index) => {
    const at = `${path}[${index}]`;
    const { name, valueFrom } = variable;
    return [
      ...(name === ''
        ? [required(`${at}.name`)]
        : invalidEach(`${at}.name`, name, envNameErrors(name))),
      ...(valueFrom === undefined ? [] : validateValueFrom(variable, `${at}.valueFrom`)),
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
