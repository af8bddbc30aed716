import { isJsonObject, type JsonObject, type KubeObject } from './object';

/** A field that a manifest sets and that the simulation stores without acting on it. */
export interface Unsimulated {
  /** As `spec.template.spec.containers[0].securityContext`. */
  readonly path: string;
  readonly why: string;
}

/** Kinds on which some actor of the simulation acts, or whose only effect is what the API server does with them. */
const ACTED_ON = new Set([
  'Namespace',
  'Node',
  'Pod',
  'Service',
  'Endpoints',
  'EndpointSlice',
  'ConfigMap',
  'Secret',
  'ServiceAccount',
  'Event',
  'Lease',
  'ReplicaSet',
  'Deployment',
  'StatefulSet',
  'Job',
  'CronJob',
  'DaemonSet',
  'ReplicationController',
  'ControllerRevision',
  'HorizontalPodAutoscaler',
  'PodDisruptionBudget',
  'PriorityClass',
  'NetworkPolicy',
  'RuntimeClass',
  'ResourceQuota',
  'LimitRange',
  'PersistentVolume',
  'PersistentVolumeClaim',
  'StorageClass',
  'CSINode',
  'CustomResourceDefinition',
  'APIService',
  'Role',
  'RoleBinding',
  'ClusterRole',
  'ClusterRoleBinding',
  'MutatingWebhookConfiguration',
  'ValidatingAdmissionPolicy',
  'ValidatingAdmissionPolicyBinding',
  'ValidatingWebhookConfiguration',
]);

const POD: Readonly<Record<string, string>> = {
  dnsConfig: 'it is written to /etc/resolv.conf, but names are looked up in the cluster alone',
  dnsPolicy: 'it is written to /etc/resolv.conf, but names are looked up in the cluster alone',
  hostIPC: 'containers share nothing with their host',
  hostPID: 'containers share nothing with their host',
  hostUsers: 'containers share nothing with their host',
  os: 'every node runs Linux',
  overhead: 'sandboxes need no resources of their own',
  resourceClaims: 'dynamic resource allocation is not simulated',
  runtimeClassName: 'there is one container runtime',
  securityContext: 'of it programs see users and groups alone',
  setHostnameAsFQDN: 'containers have no host name of their own',
  shareProcessNamespace: 'containers have no processes that could meet',
};

const CONTAINER: Readonly<Record<string, string>> = {
  securityContext: 'of it programs see users, privilege and a read-only root alone',
  volumeDevices: 'block devices are not simulated',
  workingDir: 'commands know no directories',
};

const VOLUMES_WITHOUT_EFFECT = 'the volume is taken to be mounted at once';
const SIMPLE_VOLUMES = new Set([
  'name',
  'configMap',
  'secret',
  'emptyDir',
  'projected',
  'downwardAPI',
  'hostPath',
  'persistentVolumeClaim',
  'ephemeral',
]);

const SERVICE: Readonly<Record<string, string>> = {
  externalIPs: 'there is no network outside the cluster',
  externalTrafficPolicy: 'there is no network outside the cluster',
  internalTrafficPolicy: 'requests are routed to every ready endpoint',
  ipFamilies: 'addresses are IPv4',
  ipFamilyPolicy: 'addresses are IPv4',
  loadBalancerClass: 'there is no cloud that makes load balancers',
  loadBalancerIP: 'there is no cloud that makes load balancers',
  loadBalancerSourceRanges: 'there is no cloud that makes load balancers',
  sessionAffinity: 'requests are spread without regard to their client',
  sessionAffinityConfig: 'requests are spread without regard to their client',
  trafficDistribution: 'requests are routed to every ready endpoint',
};

/** What the defaults set counts as nothing that the user asked for. */
const DEFAULTS: Readonly<Record<string, unknown>> = {
  dnsPolicy: 'ClusterFirst',
  sessionAffinity: 'None',
  internalTrafficPolicy: 'Cluster',
  externalTrafficPolicy: 'Cluster',
};

function pick(
  of: unknown,
  path: string,
  table: Readonly<Record<string, string>>,
  found: Unsimulated[],
): void {
  if (!isJsonObject(of)) return;
  for (const [name, why] of Object.entries(table)) {
    const value = of[name];
    if (value === undefined || value === DEFAULTS[name] || isEmpty(value)) continue;
    found.push({ path: `${path}.${name}`, why });
  }
}

function isEmpty(value: unknown): boolean {
  if (value === null || value === false || value === '') return true;
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}

function podSpec(spec: unknown, path: string, found: Unsimulated[]): void {
  if (!isJsonObject(spec)) return;
  pick(spec, path, POD, found);
  for (const list of ['initContainers', 'containers']) {
    const containers = spec[list];
    if (!Array.isArray(containers)) continue;
    containers.forEach((container, index) => {
      pick(container, `${path}.${list}[${index}]`, CONTAINER, found);
    });
  }
  if (!Array.isArray(spec.volumes)) return;
  spec.volumes.forEach((volume, index) => {
    if (!isJsonObject(volume)) return;
    for (const name of Object.keys(volume)) {
      if (SIMPLE_VOLUMES.has(name)) continue;
      found.push({ path: `${path}.volumes[${index}].${name}`, why: VOLUMES_WITHOUT_EFFECT });
    }
  });
}

/** What a kind of one's own brings about is up to its controller. */
function isCustom(apiVersion: string): boolean {
  const [group = ''] = apiVersion.split('/');
  return group.includes('.') && !group.endsWith('.k8s.io');
}

/** Where a kind has the template of its Pods: in its spec, or in that of its Jobs. */
function templateOf(
  spec: unknown,
): { readonly template: JsonObject; readonly at: string } | undefined {
  if (!isJsonObject(spec)) return undefined;
  if (isJsonObject(spec.template)) return { template: spec.template, at: 'spec.template' };
  const jobs = isJsonObject(spec.jobTemplate) ? spec.jobTemplate.spec : undefined;
  const inner = templateOf(jobs);
  return inner && { ...inner, at: `spec.jobTemplate.${inner.at}` };
}

/** The fields of an object, as its manifest gives it, that the simulation stores without acting on them. */
export function unsimulatedFields(object: Partial<KubeObject>): Unsimulated[] {
  const kind = object.kind ?? '';
  if (isCustom(object.apiVersion ?? '')) return [];
  if (!ACTED_ON.has(kind)) {
    return [{ path: 'kind', why: `${kind} is stored, but nothing acts on it` }];
  }
  const found: Unsimulated[] = [];
  const spec = (object as { spec?: unknown }).spec;
  const own = templateOf(spec);
  if (kind === 'Pod') podSpec(spec, 'spec', found);
  else if (own !== undefined) podSpec(own.template.spec, `${own.at}.spec`, found);
  if (kind === 'Service') {
    pick(spec, 'spec', SERVICE, found);
    if (isJsonObject(spec) && spec.type === 'LoadBalancer') {
      found.push({ path: 'spec.type', why: 'there is no cloud that makes load balancers' });
    }
  }
  return found;
}

/** The table of the docs: which kinds are acted on, and which of their fields are only stored. */
export function simulationTable(): readonly {
  readonly kind: string;
  readonly fields: readonly Unsimulated[];
}[] {
  const rows = (table: Readonly<Record<string, string>>, path: string) =>
    Object.entries(table).map(([name, why]) => ({ path: `${path}.${name}`, why }));
  const pod = [
    ...rows(POD, 'spec'),
    ...rows(CONTAINER, 'spec.containers[]'),
    {
      path: 'spec.volumes[] of other kinds than ConfigMap, Secret, emptyDir, projected, downwardAPI, hostPath, persistentVolumeClaim, ephemeral',
      why: VOLUMES_WITHOUT_EFFECT,
    },
  ];
  return [...ACTED_ON].map((kind) => ({
    kind,
    fields: kind === 'Pod' ? pod : kind === 'Service' ? rows(SERVICE, 'spec') : [],
  }));
}
