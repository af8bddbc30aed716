import type {
  EndpointAddress,
  EndpointSlice,
  EndpointSubset,
  Endpoints,
  IPAddress,
  ServiceCIDR,
} from '../../api/schema/objects';
import { addLabelsAndAnnotations, addOwnEvents, begin, type Describer } from './describer';
import { dateText, Lines } from './lines';

/** upstream: kubectl describe, describeEndpointSliceV1 */
export const describeEndpointSlice: Describer<EndpointSlice> = (session, slice) => {
  const lines = begin(slice);
  addLabelsAndAnnotations(lines, slice);
  lines.field(0, 'AddressType', slice.addressType);
  const ports = slice.ports ?? [];
  if (ports.length === 0) lines.add(0, 'Ports: <unset>');
  else {
    lines.add(0, 'Ports:');
    lines.add(1, 'Name\tPort\tProtocol');
    lines.add(1, '----\t----\t--------');
    for (const { name, port, protocol } of ports) {
      lines.add(1, `${name || '<unset>'}\t${port ?? '<unset>'}\t${protocol ?? ''}`);
    }
  }
  const endpoints = slice.endpoints ?? [];
  if (endpoints.length === 0) lines.list.push('Endpoints: <none>');
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

function addressesText(addresses: readonly EndpointAddress[] | undefined): string {
  return (addresses ?? []).map(({ ip }) => ip).join(',') || '<none>';
}

function addSubset(lines: Lines, { addresses, notReadyAddresses, ports }: EndpointSubset): void {
  lines.field(1, 'Addresses', addressesText(addresses));
  lines.field(1, 'NotReadyAddresses', addressesText(notReadyAddresses));
  if (ports !== undefined && ports.length > 0) {
    lines.add(1, 'Ports:');
    lines.add(2, 'Name\tPort\tProtocol');
    lines.add(2, '----\t----\t--------');
    for (const { name, port, protocol = 'TCP' } of ports)
      lines.add(2, `${name || '<unset>'}\t${port}\t${protocol}`);
  }
  lines.list.push('');
}

/** upstream: kubectl describe, describeEndpoints */
export const describeEndpoints: Describer<Endpoints> = (session, endpoints) => {
  const lines = begin(endpoints);
  addLabelsAndAnnotations(lines, endpoints);
  lines.add(0, 'Subsets:');
  for (const subset of endpoints.subsets ?? []) addSubset(lines, subset);
  addOwnEvents(lines, session, endpoints);
  return lines;
};

/** upstream: kubectl describe, describeServiceCIDRV1 */
export const describeServiceRange: Describer<ServiceCIDR> = (session, range) => {
  const lines = new Lines();
  lines.field(0, 'Name', range.metadata.name);
  addLabelsAndAnnotations(lines, range);
  lines.field(0, 'CIDRs', (range.spec?.cidrs ?? []).join(', '));
  const conditions = range.status?.conditions ?? [];
  if (conditions.length > 0) {
    lines.add(0, 'Status:');
    lines.add(0, 'Conditions:');
    lines.add(1, 'Type\tStatus\tLastTransitionTime\tReason\tMessage');
    lines.add(1, '----\t------\t------------------\t------\t-------');
  }
  for (const { type, status, lastTransitionTime, reason, message } of conditions)
    lines.add(1, `${type}\t${status}\t${dateText(lastTransitionTime)}\t${reason}\t${message}`);
  addOwnEvents(lines, session, range);
  return lines;
};

/** upstream: kubectl describe, describeIPAddressV1 */
export const describeAddress: Describer<IPAddress> = (session, address) => {
  const lines = new Lines();
  lines.field(0, 'Name', address.metadata.name);
  addLabelsAndAnnotations(lines, address);
  const parent = address.spec?.parentRef;
  if (parent !== undefined) {
    lines.add(0, 'Parent Reference:');
    lines.field(1, 'Group', parent.group ?? '');
    lines.field(1, 'Resource', parent.resource);
    lines.field(1, 'Namespace', parent.namespace ?? '');
    lines.field(1, 'Name', parent.name);
  }
  addOwnEvents(lines, session, address);
  return lines;
};
