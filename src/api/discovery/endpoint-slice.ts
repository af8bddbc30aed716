import { ageOf } from '../age';
import { defineKind } from '../kind';
import type { EndpointSlice } from '../schema/objects';

function list(items: readonly string[]): string {
  if (items.length === 0) return '<unset>';
  const more = items.length - 3;
  return `${items.slice(0, 3).join(',')}${more > 0 ? ` + ${more} more...` : ''}`;
}

export const EndpointSlices = defineKind<EndpointSlice>('discovery.k8s.io/v1', 'EndpointSlice', {
  hasGeneration: true,
  row: (slice, now) => [
    slice.metadata.name,
    slice.addressType,
    list((slice.ports ?? []).map(({ port }) => (port === undefined ? '*' : `${port}`))),
    list(slice.endpoints.flatMap(({ addresses }) => addresses)),
    ageOf(slice, now),
  ],
});
