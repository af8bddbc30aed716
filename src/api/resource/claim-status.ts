import {
  duplicate,
  type FieldError,
  forbidden,
  immutable,
  invalid,
  invalidEach,
  required,
  tooLong,
  tooMany,
} from '../field-error';
import { goStruct } from '../go-value';
import { dnsLabelErrors, dnsSubdomainErrors } from '../names';
import { deepEqual } from '../object';
import type { AllocationResult, ResourceResourceClaim as ResourceClaim } from '../schema/objects';
import { validateDriverName } from '../storage/validation';
import { requestNames } from './device-request';

// upstream: resource validation, validateResourceClaimStatusUpdate
const RESERVED_MAX = 256;
const POOL_NAME_MAX = 253;
const ALLOCATION = 'io.k8s.api.resource.v1.AllocationResult';

type Status = NonNullable<ResourceClaim['status']>;

function validateUsers({ reservedFor: users = [] }: Status, path: string): FieldError[] {
  const errors = users.flatMap(({ resource, name, uid }, index) => {
    const at = `${path}[${index}]`;
    const found: FieldError[] = [];
    for (const [field, value] of Object.entries({ resource, name, uid })) {
      if (!value) found.push(required(`${at}.${field}`));
    }
    const isAgain = users.findIndex((other) => other.uid === uid) < index;
    return isAgain ? [...found, duplicate(`${at}.uid`, uid)] : found;
  });
  return users.length > RESERVED_MAX
    ? [...errors, tooMany(path, users.length, RESERVED_MAX)]
    : errors;
}

/** Who is let use the devices must find some, and comes before the claim is to go. */
function validateReservation(next: Status, old: Status, isGoing: boolean): FieldError[] {
  const path = 'status.reservedFor';
  const errors = validateUsers(next, path);
  const users = next.reservedFor ?? [];
  if (users.length === 0) return errors;
  if (next.allocation === undefined) {
    return [...errors, forbidden(path, 'may not be specified when `allocated` is not set')];
  }
  const before = new Set((old.reservedFor ?? []).map(({ uid }) => uid));
  if (!isGoing || users.every(({ uid }) => before.has(uid))) return errors;
  const detail =
    'new entries may not be added while `deallocationRequested` or `deletionTimestamp` are set';
  return [...errors, forbidden(path, detail)];
}

/** What is wrong with the name of a pool: subdomains between slashes. */
export function validatePoolName(name: string, path: string): FieldError[] {
  if (name === '') return [required(path)];
  return [
    ...(name.length > POOL_NAME_MAX ? [tooLong(path, POOL_NAME_MAX)] : []),
    ...name.split('/').flatMap((part) => invalidEach(path, part, dnsSubdomainErrors(part))),
  ];
}

function validateAllocation(
  { devices = {} }: AllocationResult,
  known: ReadonlySet<string>,
): FieldError[] {
  const path = 'status.allocation.devices.results';
  return (devices.results ?? []).flatMap(({ request, driver, pool, device }, index) => {
    const at = `${path}[${index}]`;
    const detail =
      "must be the name of a request in the claim or the name of a request and a subrequest separated by '/'";
    return [
      ...(known.has(request) ? [] : [invalid(`${at}.request`, request, detail)]),
      ...validateDriverName(driver, `${at}.driver`),
      ...validatePoolName(pool, `${at}.pool`),
      ...(device === ''
        ? [required(`${at}.device`)]
        : invalidEach(`${at}.device`, device, dnsLabelErrors(device))),
    ];
  });
}

/** What is wrong with what a claim has got, and who may use it. */
export function validateClaimStatus(next: ResourceClaim, old: ResourceClaim): FieldError[] {
  const [status, before] = [next.status ?? {}, old.status ?? {}];
  const isGoing = next.metadata.deletionTimestamp !== undefined;
  const errors = validateReservation(status, before, isGoing);
  const { allocation } = status;
  if (allocation === undefined) return errors;
  if (before.allocation === undefined) {
    return [...errors, ...validateAllocation(allocation, requestNames(next.spec.devices ?? {}))];
  }
  const isSame = deepEqual(allocation, before.allocation);
  return [...errors, ...immutable('status.allocation', goStruct(ALLOCATION, allocation), isSame)];
}
