import { ageOf } from '../age';
import {
  duplicate,
  type FieldError,
  immutable,
  invalid,
  invalidEach,
  required,
} from '../field-error';
import { goStruct } from '../go-value';
import { defineKind } from '../kind';
import { dnsSubdomainErrors, qualifiedNameErrors } from '../names';
import { deepEqual } from '../object';
import type { CSINode, CSINodeDriver } from '../schema/objects';
import { validateDriverName } from './validation';

// upstream: storage validation, ValidateCSINode
const NODE_ID_MAX = 192;
const DRIVER = 'io.k8s.api.storage.v1.CSINodeDriver';

function validateDriver(driver: CSINodeDriver, isAgain: boolean, path: string): FieldError[] {
  const errors = validateDriverName(driver.name, `${path}.name`);
  const { nodeID = '', allocatable } = driver;
  if (nodeID === '') errors.push(required(`${path}.nodeID`));
  if (nodeID.length > NODE_ID_MAX) {
    errors.push(invalid(`${path}.nodeID`, nodeID, `must be ${NODE_ID_MAX} characters or less`));
  }
  const count = allocatable?.count;
  if (count !== undefined && count < 0) {
    const detail = 'must be greater than or equal to 0';
    errors.push(invalid(`${path}.allocatable.count`, count, detail));
  }
  if (isAgain) errors.push(duplicate(`${path}.name`, driver.name));
  const keys = driver.topologyKeys ?? [];
  keys.forEach((key, index) => {
    if (key === '') errors.push(required(path));
    if (keys.indexOf(key) < index) errors.push(duplicate(path, key));
    errors.push(...invalidEach(path, key, qualifiedNameErrors(key)));
  });
  return errors;
}

function validate({ spec }: CSINode): FieldError[] {
  const drivers = spec.drivers ?? [];
  return drivers.flatMap((driver, index) => {
    const isAgain = drivers.findIndex(({ name }) => name === driver.name) < index;
    return validateDriver(driver, isAgain, `spec.drivers[${index}]`);
  });
}

function validateDrivers({ spec }: CSINode, { spec: old }: CSINode): FieldError[] {
  return (old.drivers ?? []).flatMap((before) => {
    const driver = (spec.drivers ?? []).find(({ name }) => name === before.name);
    if (driver === undefined) return [];
    return immutable('spec.drivers', goStruct(DRIVER, driver), deepEqual(driver, before));
  });
}

export const CSINodes = defineKind<CSINode>('storage.k8s.io/v1', 'CSINode', {
  validateName: dnsSubdomainErrors,
  validate,
  validateReplacement: (node, old) => [...validate(node), ...validateDrivers(node, old)],
  row: (node, now) => [node.metadata.name, (node.spec.drivers ?? []).length, ageOf(node, now)],
});
