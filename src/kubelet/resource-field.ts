import { Nodes } from '../api/core/node';
import { milliValue } from '../api/quantity';
import type { Container, Pod, ResourceFieldSelector } from '../api/schema/objects';
import type { Api } from '../apiserver/api';

/**
 * What a `resourceFieldRef` stands for, in whole divisors, rounded up. A limit that is not set is what the node
 * can give, a request that is not set is none. upstream: pkg/api/v1/resource, ExtractContainerResourceValue
 */
export function resourceFieldValue(
  api: Api,
  pod: Pod,
  container: Container,
  field: ResourceFieldSelector,
): string {
  const dot = field.resource.indexOf('.');
  const list = field.resource.slice(0, dot);
  const resource = field.resource.slice(dot + 1);
  const { limits = {}, requests = {} } = container.resources ?? {};
  const amount =
    list === 'limits'
      ? (limits[resource] ?? allocatable(api, pod, resource))
      : (requests[resource] ?? '0');
  const divisor = milliValue(field.divisor ?? '1') || 1000;
  return String(Math.ceil(milliValue(amount) / divisor));
}

function allocatable(api: Api, pod: Pod, resource: string): string {
  const name = pod.spec.nodeName;
  const node = name === undefined ? undefined : api.find(Nodes, { name });
  return node?.status.allocatable?.[resource] ?? '0';
}
