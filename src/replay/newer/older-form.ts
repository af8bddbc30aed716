import { isJsonObject, type JsonObject } from '../../api/object';

/** Conditions that newer versions add to Pods and Jobs. */
export const newerConditions: ReadonlySet<string> = new Set([
  // v1.26: why a Pod is about to be disrupted
  'DisruptionTarget',
  // v1.29
  'PodReadyToStartContainers',
  // v1.26 and v1.30: how a Job is about to end
  'FailureTarget',
  'SuccessCriteriaMet',
]);

/** What says nothing in an object of this id (`EndpointSlice/web-1`). */
export function volatilePaths(id: string): readonly string[] {
  // slices change more often since v1.22
  return id.startsWith('EndpointSlice/') ? ['metadata.generation'] : [];
}

function isLeaving(endpoint: unknown): boolean {
  return (
    isJsonObject(endpoint) &&
    isJsonObject(endpoint.conditions) &&
    endpoint.conditions.terminating === true &&
    endpoint.conditions.ready !== true
  );
}

/**
 * An object of ours as an older version would have it. Since v1.22 slices keep Pods on their way out, marked as
 * terminating.
 */
export function inOlderForm(object: JsonObject): JsonObject {
  if (object.kind !== 'EndpointSlice') return object;
  const { endpoints } = object;
  if (!Array.isArray(endpoints)) return object;
  return { ...object, endpoints: endpoints.filter((each) => !isLeaving(each)) };
}
