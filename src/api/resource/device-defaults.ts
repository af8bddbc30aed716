import type { Draft } from '../object';
import type { DeviceClaim, DeviceToleration } from '../schema/objects';

/** What both forms of a request may leave out. */
interface Asked {
  allocationMode?: string;
  count?: number;
  tolerations?: Draft<DeviceToleration>[];
}

function defaultAsked(asked: Asked | undefined): void {
  if (asked === undefined || Object.isFrozen(asked)) return;
  if (!asked.allocationMode) asked.allocationMode = 'ExactCount';
  if (asked.allocationMode === 'ExactCount' && !asked.count) asked.count = 1;
  for (const toleration of asked.tolerations ?? []) {
    if (!toleration.operator && !Object.isFrozen(toleration)) toleration.operator = 'Equal';
  }
}

/** Fills in what the requests of a claim leave out. upstream: resource/v1 defaults */
export function defaultDeviceClaim(claim: Draft<DeviceClaim> | undefined): void {
  for (const { exactly, firstAvailable } of claim?.requests ?? []) {
    defaultAsked(exactly);
    for (const sub of firstAvailable ?? []) defaultAsked(sub);
  }
}
