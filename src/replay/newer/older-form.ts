import { isJsonObject, type JsonObject } from '../../api/object';

/** What newer versions have in other fields, which both sides are brought into one form for. */
export const newerForms: readonly { readonly since: string; readonly reason: string }[] = [
  { since: 'v1.20 to v1.31', reason: 'Pods and Jobs have more conditions' },
  {
    since: 'v1.21',
    reason: 'the place of an endpoint stands in fields, and its region nowhere',
  },
  { since: 'v1.22', reason: 'slices keep Pods on their way out, marked as terminating' },
  { since: 'v1.22', reason: 'the token of a service account is projected, no longer a Secret' },
  {
    since: 'v1.27',
    reason: "the label with a Job's uid has a prefix, and the Job selects by that",
  },
];

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

/** An endpoint with its place as a map; since v1 it has fields of its own, and none for the region. */
function withTopology(endpoint: unknown): unknown {
  if (!isJsonObject(endpoint)) return endpoint;
  const { nodeName, zone, topology } = endpoint;
  if (isJsonObject(topology)) {
    const { 'topology.kubernetes.io/region': _, ...places } = topology;
    return { ...endpoint, topology: places };
  }
  const places = { 'kubernetes.io/hostname': nodeName, 'topology.kubernetes.io/zone': zone };
  return { ...endpoint, topology: places };
}

/** The volume with a service account's token: a Secret in v1.20, projected since v1.22. */
const TOKEN_VOLUME = /^(default-token|kube-api-access)-/;

function withoutToken(list: unknown): unknown {
  if (!Array.isArray(list)) return list;
  return list.filter((item) => !(isJsonObject(item) && TOKEN_VOLUME.test(String(item.name))));
}

function withoutTokens(spec: JsonObject): JsonObject {
  const each = (containers: unknown) =>
    Array.isArray(containers)
      ? containers.map((container: JsonObject) => ({
          ...container,
          volumeMounts: withoutToken(container.volumeMounts),
        }))
      : containers;
  return {
    ...spec,
    volumes: withoutToken(spec.volumes),
    containers: each(spec.containers),
    initContainers: each(spec.initContainers),
  };
}

const JOB_UID = 'batch.kubernetes.io/controller-uid';

/** A Job that selects its Pods by the older of the two labels that they have. */
function withOlderLabel(spec: JsonObject): JsonObject {
  const { selector } = spec;
  if (!isJsonObject(selector) || !isJsonObject(selector.matchLabels)) return spec;
  const { [JOB_UID]: uid, ...rest } = selector.matchLabels;
  if (uid === undefined) return spec;
  return { ...spec, selector: { ...selector, matchLabels: { ...rest, 'controller-uid': uid } } };
}

/**
 * An object in a form that is the same in the recorded version and in ours, whichever it comes from: the
 * differences are `newerForms`.
 */
export function inOlderForm(object: JsonObject): JsonObject {
  if (Array.isArray(object.endpoints)) {
    const endpoints = object.endpoints.filter((each) => !isLeaving(each)).map(withTopology);
    return { ...object, endpoints };
  }
  const { spec } = object;
  if (!isJsonObject(spec)) return object;
  const older = Array.isArray(spec.containers) ? withoutTokens(spec) : withOlderLabel(spec);
  return { ...object, spec: older };
}
