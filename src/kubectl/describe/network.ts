import type { EndpointSlice } from '../../api/schema/objects';
import { addLabelsAndAnnotations, addOwnEvents, begin, type Describer } from './describer';

/** upstream: kubectl describe, describeEndpointSliceV1 */
export const describeEndpointSlice: Describer<EndpointSlice> = (session, slice) => {
  const lines = begin(slice);
  addLabelsAndAnnotations(lines, slice);
  lines.field(0, 'AddressType', slice.addressType);
  const ports = slice.ports ?? [];
  if (ports.length === 0) lines.field(0, 'Ports', '<unset>');
  else {
    lines.add(0, 'Ports:');
    lines.add(1, 'Name\tPort\tProtocol');
    lines.add(1, '----\t----\t--------');
    for (const { name, port, protocol } of ports) {
      lines.add(1, `${name || '<unset>'}\t${port ?? '<unset>'}\t${protocol ?? ''}`);
    }
  }
  const endpoints = slice.endpoints ?? [];
  if (endpoints.length === 0) lines.field(0, 'Endpoints', '<none>');
  else lines.add(0, 'Endpoints:');
  for (const { addresses, conditions, hostname, targetRef, nodeName, zone } of endpoints) {
    lines.field(1, '- Addresses', addresses.join(', ') || '<none>');
    lines.add(2, 'Conditions:');
    lines.field(3, 'Ready', conditions?.ready === undefined ? '<unset>' : conditions.ready);
    lines.field(2, 'Hostname', hostname ?? '<unset>');
    if (targetRef !== undefined) lines.field(2, 'TargetRef', `${targetRef.kind}/${targetRef.name}`);
    lines.field(2, 'NodeName', nodeName ?? '<unset>');
    lines.field(2, 'Zone', zone ?? '<unset>');
  }
  addOwnEvents(lines, session, slice);
  return lines;
};
