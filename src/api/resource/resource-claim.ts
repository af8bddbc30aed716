import { ageOf } from '../age';
import { GatedFields } from '../features/gated-fields';
import { immutable } from '../field-error';
import { goStruct } from '../go-value';
import { defineKind } from '../kind';
import { deepEqual } from '../object';
import type { ResourceResourceClaim as ResourceClaim } from '../schema/objects';
import { validateClaimStatus } from './claim-status';
import { defaultDeviceClaim } from './device-defaults';
import { validateDeviceClaim } from './device-request';
import { gatedInClaim } from './gated-in-claim';

const SPEC = 'io.k8s.api.resource.v1.ResourceClaimSpec';

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
  gated: new GatedFields([
    ...gatedInClaim('spec.devices'),
    { gate: 'DRAAdminAccess', path: 'status.allocation.devices.results[].adminAccess' },
    { gate: 'DRAResourceClaimDeviceStatus', path: 'status.devices' },
  ]),
  validate: ({ spec }) => validateDeviceClaim(spec.devices, 'spec.devices'),
  validateReplacement: ({ spec }, { spec: old }) =>
    immutable('spec', goStruct(SPEC, spec), deepEqual(spec, old)),
  validateStatusUpdate: validateClaimStatus,
  states: {
    allocated: ({ status }) => status?.allocation !== undefined || 'it has no devices yet',
    reserved: ({ status }) => (status?.reservedFor ?? []).length > 0 || 'it is reserved for nobody',
  },
  row: (claim, now) => [claim.metadata.name, stateText(claim), ageOf(claim, now)],
});
