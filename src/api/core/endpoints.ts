import { ageOf } from '../age';
import { defineKind } from '../kind';
import type { Endpoints } from '../schema/objects';

const SHOWN_MAX = 3;

function addressesText(endpoints: Endpoints): string {
  const all: string[] = [];
  for (const { addresses = [], ports = [] } of endpoints.subsets ?? []) {
    if (ports.length === 0) all.push(...addresses.map(({ ip }) => ip));
    for (const { port } of ports) {
      for (const { ip } of addresses) all.push(`${ip}:${port}`);
    }
  }
  if (all.length === 0) return '<none>';
  const more = all.length - SHOWN_MAX;
  return `${all.slice(0, SHOWN_MAX).join(',')}${more > 0 ? ` + ${more} more...` : ''}`;
}

export const EndpointsKind = defineKind<Endpoints>('v1', 'Endpoints', {
  row: (endpoints, now) => [
    endpoints.metadata.name,
    addressesText(endpoints),
    ageOf(endpoints, now),
  ],
});
