import { ageOf } from '../age';
import { duplicate, type FieldError, immutable, required, tooMany } from '../field-error';
import { goStruct } from '../go-value';
import { defineKind } from '../kind';
import { deepEqual } from '../object';
import type { ResourceResourceClaim as ResourceClaim } from '../schema/objects';
import { defaultDeviceClaim } from './device-defaults';
import { validateDeviceClaim } from './device-request';

const RESERVED_MAX = 256;
const SPEC = 'io.k8s.api.resource.v1.ResourceClaimSpec';

// upstream: resource validation, validateResourceClaimStatusUpdate
function validateStatus({ status = {} }: ResourceClaim): FieldError[] {
  const path = 'status.reservedFor';
  const users = status.reservedFor ?? [];
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

function stateText({ metadata, status = {} }: ResourceClaim): string {
  const isDeleted = metadata.deletionTimestamp !== undefined;
  const states = isDeleted ? ['deleted'] : [];
  if (status.allocation === undefined) {
    if (!isDeleted) states.push('pending');
  } else {
    states.push('allocated');
    if ((status.reservedFor ?? []).length > 0) states.push('reserved');
  }
  return states.join(',');
}

export const ResourceClaims = defineKind<ResourceClaim>('resource.k8s.io/v1', 'ResourceClaim', {
  statusKeeps: 'metadata',
  defaults: ({ spec }) => defaultDeviceClaim(spec?.devices),
  validate: ({ spec }) => validateDeviceClaim(spec.devices, 'spec.devices'),
  validateReplacement: ({ spec }, { spec: old }) =>
    immutable('spec', goStruct(SPEC, spec), deepEqual(spec, old)),
  validateStatusUpdate: validateStatus,
  states: {
    allocated: ({ status }) => status?.allocation !== undefined || 'it has no devices yet',
    reserved: ({ status }) => (status?.reservedFor ?? []).length > 0 || 'it is reserved for nobody',
  },
  row: (claim, now) => [claim.metadata.name, stateText(claim), ageOf(claim, now)],
});
