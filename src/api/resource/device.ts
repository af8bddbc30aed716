import { type FieldError, GoJson, invalid, invalidEach, tooLong } from '../field-error';
import { dnsLabelErrors } from '../names';
import type { Device, DeviceAttribute } from '../schema/objects';
import { validateDriverName } from '../storage/validation';

// upstream: resource validation, validateDevice
const PROPERTIES_MAX = 32;
const ID_MAX = 32;
const TEXT_MAX = 64;
const IDENTIFIER = /^[A-Za-z_][A-Za-z0-9_]*$/;
const SEMVER =
  /^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(-(0|[1-9]\d*|\d*[a-zA-Z-][0-9a-zA-Z-]*)(\.(0|[1-9]\d*|\d*[a-zA-Z-][0-9a-zA-Z-]*))*)?(\+[0-9a-zA-Z-]+(\.[0-9a-zA-Z-]+)*)?$/;

function validateIdentifier(id: string, path: string): FieldError[] {
  const errors = id.length > ID_MAX ? [tooLong(path, ID_MAX)] : [];
  if (IDENTIFIER.test(id)) return errors;
  const detail =
    "a valid C identifier must start with alphabetic character or '_', followed by a string of alphanumeric characters or '_' (e.g. 'my_name',  or 'MY_NAME',  or 'MyName', regex used for validation is '[A-Za-z_][A-Za-z0-9_]*')";
  return [...errors, invalid(path, id, detail)];
}

/** What is wrong with a name that may have a domain; one with more slashes is taken as it is. */
export function validateQualifiedName(name: string, path: string): FieldError[] {
  const [first = '', second, ...more] = name.split('/');
  if (more.length > 0) return [];
  if (second === undefined) return validateIdentifier(first, path);
  return [
    ...(first === ''
      ? [invalid(path, '', 'the domain must not be empty')]
      : validateDriverName(first, path)),
    ...(second === ''
      ? [invalid(path, '', 'the name must not be empty')]
      : validateIdentifier(second, path)),
  ];
}

function validateAttribute(attribute: DeviceAttribute, path: string): FieldError[] {
  const errors: FieldError[] = [];
  const { string, version } = attribute;
  if (string !== undefined && string.length > TEXT_MAX) {
    errors.push(tooLong(`${path}.string`, TEXT_MAX));
  }
  if (version !== undefined) {
    if (!SEMVER.test(version)) {
      const detail = 'must be a string compatible with semver.org spec 2.0.0';
      errors.push(invalid(`${path}.version`, version, detail));
    }
    if (version.length > TEXT_MAX) errors.push(tooLong(`${path}.version`, TEXT_MAX));
  }
  const count = Object.values(attribute).filter((value) => value !== undefined).length;
  if (count === 1) return errors;
  const { int = null, bool = null } = attribute;
  const inner = {
    IntValue: int,
    BoolValue: bool,
    StringValue: string ?? null,
    VersionValue: version ?? null,
  };
  const shown = count === 0 ? '' : new GoJson(JSON.stringify(inner));
  return [...errors, invalid(path, shown, 'exactly one value must be specified')];
}

/** What is wrong with a device of a slice. */
export function validateDevice(device: Device, path: string): FieldError[] {
  const { name, attributes = {}, capacity = {} } = device;
  const errors = invalidEach(`${path}.name`, name, dnsLabelErrors(name));
  const count = Object.keys(attributes).length + Object.keys(capacity).length;
  if (count > PROPERTIES_MAX) {
    const detail = `the total number of attributes and capacities must not exceed ${PROPERTIES_MAX}`;
    errors.push(invalid(path, count, detail));
  }
  for (const [key, attribute] of Object.entries(attributes)) {
    const at = `${path}.attributes[${key}]`;
    errors.push(...validateQualifiedName(key, at), ...validateAttribute(attribute, at));
  }
  for (const key of Object.keys(capacity)) {
    errors.push(...validateQualifiedName(key, `${path}.capacity[${key}]`));
  }
  return errors;
}
