import type { Draft } from '../object';
import type { DeviceClaim, DeviceSubRequest } from '../schema/objects';

/** Fields of feature gates that are closed in v1.34: taints of devices, shared capacity, extended resources. */
function dropOf(asked: Draft<Partial<DeviceSubRequest>> | undefined): void {
  if (asked === undefined || Object.isFrozen(asked)) return;
  const { tolerations: _tolerations, capacity: _capacity, ...rest } = asked;
  for (const field of Object.keys(asked)) {
    if (!(field in rest)) delete (asked as Record<string, unknown>)[field];
  }
}

/** Takes from a new claim what nobody would look at. upstream: registry resource, dropDisabledFields */
export function dropClosed(claim: Draft<DeviceClaim> | undefined): void {
  for (const { exactly, firstAvailable } of claim?.requests ?? []) {
    dropOf(exactly);
    for (const sub of firstAvailable ?? []) dropOf(sub);
  }
}
