import { commonNameOf } from '../../api/certificates/certificate-request';
import { mayKubeletSet } from '../../api/core/kubelet-labels';
import { isMirrorPod, MIRROR } from '../../api/core/mirror-pod';
import { Nodes } from '../../api/core/node';
import { Pods } from '../../api/core/pod';
import { apiReferenceOf } from '../../api/core/pod-references';
import { forbiddenError, notFoundError } from '../../api/errors';
import { deepEqual, type KubeObject } from '../../api/object';
import type {
  CertificateSigningRequest,
  Node,
  ObjectMeta,
  PersistentVolumeClaim,
  Pod,
  ResourceSlice,
  TokenRequest,
} from '../../api/schema/objects';
import { NODES, nodeNameOf } from '../authorization/node-identity';
import type { AdmissionPlugin, Request } from '../request';
import { audienceRefusal } from './node-audiences';

const LEASES = 'kube-node-lease';
/** The signers for whose certificates a node must give its own name. */
const KUBELET_SIGNERS = [
  'kubernetes.io/kubelet-serving',
  'kubernetes.io/kube-apiserver-client-kubelet',
];

/** What a node wants to write. */
interface Asked {
  readonly request: Request;
  readonly node: string;
  /** What is sent; of a deletion, what is to go. */
  readonly object: unknown;
}

/** Why a node may not write what it wants to; undefined when it may. */
type Rule = (asked: Asked) => string | undefined;

const quoted = JSON.stringify;
const operationOf = ({ verb }: Request) => quoted(verb.toUpperCase());

function judgePod(asked: Asked): string | undefined {
  const { request, node, object } = asked;
  if (request.verb === 'create') return judgeMirrorPod(asked);
  if (request.verb !== 'delete') {
    return `unexpected operation ${operationOf(request)}, node ${quoted(node)} can only create and delete mirror pods`;
  }
  if ((object as Pod).spec.nodeName === node) return undefined;
  return `node ${quoted(node)} can only delete pods with spec.nodeName set to itself`;
}

function judgeMirrorPod({ request, node, object }: Asked): string | undefined {
  const pod = object as Pod;
  const name = quoted(node);
  if (!isMirrorPod(pod)) {
    return `pod does not have ${quoted(MIRROR)} annotation, node ${name} can only create mirror pods`;
  }
  if (pod.spec.nodeName !== node) {
    return `node ${name} can only create pods with spec.nodeName set to itself`;
  }
  const refusal = judgeOwners(request, node, pod.metadata);
  if (refusal !== undefined) return refusal;
  const reference = apiReferenceOf(pod);
  return reference === undefined
    ? undefined
    : `node ${name} can not create pods that reference ${reference}`;
}

/** A mirror Pod belongs to its Node, so that it goes with it. */
function judgeOwners(
  { store }: Request,
  node: string,
  { ownerReferences = [] }: ObjectMeta,
): string | undefined {
  const name = quoted(node);
  const [owner, another] = ownerReferences;
  if (another !== undefined) {
    return `node ${name} can only create pods with a single owner reference set to itself`;
  }
  if (owner?.apiVersion !== 'v1' || owner.kind !== 'Node' || owner.name !== node) {
    return `node ${name} can only create pods with an owner reference set to itself`;
  }
  if (owner.controller !== true) {
    return `node ${name} can only create pods with a controller owner reference set to itself`;
  }
  if (owner.blockOwnerDeletion === true) {
    return `node ${name} must not set blockOwnerDeletion on an owner reference`;
  }
  const found = store.find(Nodes, { name: node });
  // upstream: what informers do not find is called by its kind
  if (found === undefined) throw notFoundError({ ...Nodes, plural: 'node' }, node);
  if (owner.uid === found.metadata.uid) return undefined;
  return `node ${node} UID mismatch: expected ${owner.uid} got ${found.metadata.uid}`;
}

function judgePodStatus({ request, node, object }: Asked): string | undefined {
  const old = request.old as Pod;
  const pod = object as Pod;
  if (old.spec.nodeName !== node) {
    return `node ${quoted(node)} can only update pod status for pods with spec.nodeName set to itself`;
  }
  if (!deepEqual(old.metadata.labels ?? {}, pod.metadata.labels ?? {})) {
    return `node ${quoted(node)} cannot update labels through pod status`;
  }
  const { resourceClaimStatuses = [], extendedResourceClaimStatus } = pod.status ?? {};
  if (!deepEqual(old.status.resourceClaimStatuses ?? [], resourceClaimStatuses)) {
    return `node ${quoted(node)} cannot update resource claim statues`;
  }
  if (deepEqual(old.status.extendedResourceClaimStatus, extendedResourceClaimStatus)) {
    return undefined;
  }
  return `node ${quoted(node)} cannot update extended resource claim status`;
}

/** The Pod that a request is about; a 404 when there is none. */
function podNamed({ store, namespace }: Request, name: string): Pod {
  const pod = store.find(Pods, { namespace, name });
  if (pod === undefined) throw notFoundError({ ...Pods, plural: 'pod' }, name);
  return pod;
}

function judgeEviction({ request, node }: Asked): string | undefined {
  if (podNamed(request, request.name).spec.nodeName === node) return undefined;
  return `node ${node} can only evict pods with spec.nodeName set to itself`;
}

function judgeNode({ request, node, object }: Asked): string | undefined {
  const { name, verb } = request;
  const own = quoted(node);
  if (name !== node) return `node ${own} is not allowed to modify node ${quoted(name)}`;
  if (verb === 'delete') return undefined;
  const { metadata, spec = {} } = object as Node;
  if (verb === 'create') {
    if (spec.configSource !== undefined) {
      return `node ${own} is not allowed to create pods with a non-nil configSource`;
    }
    const labels = forbiddenLabels(metadata, {});
    if (labels === '') return undefined;
    return `node ${own} is not allowed to set the following labels: ${labels}`;
  }
  const old = request.old as Node;
  if (spec.configSource !== undefined && !deepEqual(spec.configSource, old.spec.configSource)) {
    return `node ${own} is not allowed to update configSource to a new non-nil configSource`;
  }
  if (!deepEqual(spec.taints ?? [], old.spec.taints ?? [])) {
    return `node ${own} is not allowed to modify taints`;
  }
  if (!deepEqual(metadata.ownerReferences ?? [], old.metadata.ownerReferences ?? [])) {
    return `node ${own} is not allowed to modify ownerReferences`;
  }
  const labels = forbiddenLabels(metadata, old.metadata);
  return labels === '' ? undefined : `is not allowed to modify labels: ${labels}`;
}

type Labelled = Pick<ObjectMeta, 'labels'>;

/** The labels that differ and are not the kubelet's to change, as texts list them. */
function forbiddenLabels({ labels = {} }: Labelled, { labels: old = {} }: Labelled): string {
  // the way of nearly all writes: a status, and the labels as they are stored
  if (labels === old) return '';
  return [...new Set([...Object.keys(labels), ...Object.keys(old)])]
    .filter((label) => labels[label] !== old[label] && !mayKubeletSet(label))
    .sort()
    .join(', ');
}

/** A claim without what a kubelet tells when it has resized the volume. */
function unresized({ metadata, status, ...rest }: PersistentVolumeClaim): object {
  const { resourceVersion: _version, managedFields: _fields, ...meta } = metadata;
  const {
    capacity: _capacity,
    conditions: _conditions,
    allocatedResourceStatuses: _statuses,
    allocatedResources: _allocated,
    ...told
  } = status ?? {};
  return { ...rest, metadata: meta, status: told };
}

function judgeClaim({ request, node, object }: Asked): string | undefined {
  if (request.subresource !== 'status') return 'may only update PVC status';
  const before = unresized(request.old as PersistentVolumeClaim) as Record<string, unknown>;
  const after = unresized(object as PersistentVolumeClaim) as Record<string, unknown>;
  if (deepEqual(before, after)) return undefined;
  const parts = Object.keys({ ...before, ...after }).filter(
    (part) => !deepEqual(before[part], after[part]),
  );
  return `node ${quoted(node)} is not allowed to update fields other than status.quantity and status.conditions: ${parts.join(', ')}`;
}

function judgeToken({ request, node, object }: Asked): string | undefined {
  if (request.verb !== 'create' || request.subresource !== 'token') return undefined;
  const { boundObjectRef, audiences = [] } = (object as Partial<TokenRequest>).spec ?? {};
  const { apiVersion, kind, name, uid } = boundObjectRef ?? {};
  if (apiVersion !== 'v1' || kind !== 'Pod' || !name) {
    return 'node requested token not bound to a pod';
  }
  if (!uid) return 'node requested token with a pod binding without a uid';
  const pod = podNamed(request, name);
  if (uid !== pod.metadata.uid) {
    return `the UID in the bound object reference (${uid}) does not match the UID in record. The object might have been deleted and then recreated`;
  }
  if (pod.spec.nodeName !== node) {
    return 'node requested token bound to a pod scheduled on a different node';
  }
  return request.features.ServiceAccountNodeAudienceRestriction
    ? audienceRefusal(request, pod, audiences)
    : undefined;
}

function judgeLease({ request, node }: Asked): string | undefined {
  if (request.namespace !== LEASES) {
    return `can only access leases in the ${quoted(LEASES)} system namespace`;
  }
  if (request.name === node) return undefined;
  return 'can only access node lease with the same name as the requesting node';
}

function judgeSlice({ request: { verb }, node, object }: Asked): string | undefined {
  if (verb !== 'create' && verb !== 'delete') return undefined;
  if ((object as ResourceSlice).spec.nodeName === node) return undefined;
  return `can only ${verb} ResourceSlice with the same NodeName as the requesting node`;
}

function judgeSigning({ request, node, object }: Asked): string | undefined {
  if (request.verb !== 'create') return undefined;
  if (request.features.AllowInsecureKubeletCertificateSigningRequests) return undefined;
  const { spec } = object as CertificateSigningRequest;
  if (!KUBELET_SIGNERS.includes(spec.signerName)) return undefined;
  const own = `system:node:${node}`;
  try {
    if (commonNameOf(spec.request) === own) return undefined;
  } catch (error) {
    return `unable to parse csr: ${(error as Error).message}`;
  }
  return `can only create a node CSR with CN=${own}`;
}

const rules: Readonly<Record<string, Rule>> = {
  pods: (asked) => {
    const { subresource } = asked.request;
    if (subresource === '') return judgePod(asked);
    if (subresource === 'status') return judgePodStatus(asked);
    if (subresource === 'eviction') return judgeEviction(asked);
    return `unexpected pod subresource ${quoted(subresource)}, only 'status' and 'eviction' are allowed`;
  },
  nodes: judgeNode,
  persistentvolumeclaims: judgeClaim,
  serviceaccounts: judgeToken,
  'leases.coordination.k8s.io': judgeLease,
  'csinodes.storage.k8s.io': ({ request, node }) =>
    request.name === node
      ? undefined
      : 'can only access CSINode with the same name as the requesting node',
  'resourceslices.resource.k8s.io': judgeSlice,
  'certificatesigningrequests.certificates.k8s.io': judgeSigning,
};

function judge(request: Request, object: unknown): void {
  const { user, kind, name } = request;
  const node = nodeNameOf(user);
  if (node === '') {
    throw forbiddenError(kind, name, `could not determine node from user ${quoted(user.name)}`);
  }
  if (node === undefined) return;
  const refusal = rules[kind.id]?.({ request, node, object });
  if (refusal !== undefined) throw forbiddenError(kind, name, refusal);
}

/**
 * What a kubelet may write is what concerns its own node: what the authorizer cannot know, because it does not see
 * the objects. upstream: plugin/pkg/admission/noderestriction
 */
export const nodeRestriction: AdmissionPlugin = {
  name: 'NodeRestriction',
  group: NODES,
  // what changes objects costs them a decoding: Events and the like are spared it
  kinds: Object.keys(rules),
  verbs: ['create'],
  subresources: [''],
  // no change: upstream looks among those that change objects, when a Pod has its defaults
  mutate: (request, draft) => judge(request, draft as KubeObject),
  validateDelete: (request) => judge(request, request.old),
};

/** The same for changes, for what is created below an object, and for kinds that are anybody's. */
export const nodeRestrictionOfChanges: AdmissionPlugin = {
  name: 'NodeRestriction',
  group: NODES,
  verbs: ['create', 'update'],
  admit(request) {
    const { verb, subresource, kind } = request;
    if (verb === 'create' && subresource === '' && rules[kind.id] !== undefined) return;
    judge(request, request.sent);
  },
};
