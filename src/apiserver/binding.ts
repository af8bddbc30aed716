import { Pods } from '../api/core/pod';
import { ApiError, conflictError } from '../api/errors';
import { type FieldError, formatFieldError, notSupported, required } from '../api/field-error';
import type { Pod } from '../api/schema/objects';
import { timestamp } from '../api/timestamp';
import type { Ref, User, WriteOptions } from './api';
import type { RequestBody } from './request';
import type { ApiServer } from './server';
import { otherUidError } from './storage-error';
import { topologyLabels } from './topology-labels';

/** What the messages call it. */
const BINDING = { group: '', kind: 'Binding', plural: 'pods/binding' };

/**
 * The node that a Binding names; its failures are none of the API's, so they have no reason. upstream:
 * ValidatePodBinding
 */
export function nodeOf({ kind = '', name = '' }: { kind?: unknown; name?: unknown }): string {
  const errors: FieldError[] = [];
  if (kind !== '' && kind !== 'Node') {
    errors.push(notSupported('target.kind', kind, ['Node', '<empty>']));
  }
  if (name === '') errors.push(required('target.name'));
  if (errors.length === 0) return String(name);
  const texts = errors.map(formatFieldError);
  throw new ApiError('Unknown', texts.length === 1 ? String(texts[0]) : `[${texts.join(', ')}]`);
}

/** A Binding as somebody posts it. */
export interface BindingBody {
  readonly metadata: {
    readonly name?: string;
    readonly uid?: string;
    readonly annotations?: Readonly<Record<string, string>>;
    readonly labels?: Readonly<Record<string, string>>;
  };
  readonly target?: { readonly kind?: unknown; readonly name?: unknown };
}

/** A Binding that binds. */
export interface Binding extends RequestBody {
  readonly target: { readonly kind?: string; readonly name?: string };
}

/** What asks for a Pod to be bound to a node. */
export function bindingOf(
  { namespace, name, uid, annotations, labels }: Bound,
  node: string,
): Binding {
  return {
    kind: 'Binding',
    apiVersion: 'v1',
    metadata: {
      name,
      ...(namespace === undefined ? {} : { namespace }),
      ...(uid === undefined ? {} : { uid }),
      ...(annotations === undefined ? {} : { annotations }),
      ...(labels === undefined ? {} : { labels }),
    },
    target: { kind: 'Node', name: node },
  };
}

/** Which Pod a Binding is about, and what it brings. */
export function boundBy({ metadata }: Binding, { namespace, name }: Ref): Bound {
  return {
    namespace,
    name,
    uid: metadata?.uid,
    annotations: metadata?.annotations,
    labels: metadata?.labels,
  };
}

/** Which Pod is to be bound, and what it gets beside a node. */
export interface Bound extends Ref {
  readonly uid?: string | undefined;
  readonly annotations?: Readonly<Record<string, string>> | undefined;
  readonly labels?: Readonly<Record<string, string>> | undefined;
}

/** Gives a Pod its node, once. upstream: registry core/pod, BindingREST */
export function bindPod(
  server: ApiServer,
  user: User,
  ref: Bound,
  node: string,
  { dryRun = false }: WriteOptions = {},
): void {
  const pod = server.mustGet(Pods, ref);
  if (ref.uid !== undefined && ref.uid !== pod.metadata.uid) {
    throw otherUidError(Pods, pod.metadata, ref.uid);
  }
  if (pod.metadata.deletionTimestamp !== undefined) {
    throw conflictError(
      BINDING,
      ref.name,
      `pod ${ref.name} is being deleted, cannot be assigned to a host`,
    );
  }
  if (pod.spec.nodeName !== undefined) {
    throw conflictError(
      BINDING,
      ref.name,
      `pod ${ref.name} is already assigned to node "${pod.spec.nodeName}"`,
    );
  }
  if ((pod.spec.schedulingGates ?? []).length > 0) {
    throw conflictError(BINDING, ref.name, `pod ${ref.name} has non-empty .spec.schedulingGates`);
  }
  if (dryRun) return;
  const scheduled = {
    type: 'PodScheduled',
    status: 'True',
    lastProbeTime: null,
    lastTransitionTime: timestamp(server.now),
  };
  const conditions = (pod.status.conditions ?? []).filter((c) => c.type !== 'PodScheduled');
  const { nominatedNodeName: _nominated, ...cleared } = pod.status;
  const status = server.features.ClearingNominatedNodeNameAfterBinding ? cleared : pod.status;
  const bound: Pod = {
    ...pod,
    metadata: boundMetadata(server, pod, ref, node),
    spec: { ...pod.spec, nodeName: node },
    status: { ...status, conditions: [...conditions, scheduled] },
  };
  server.commit({ user, kind: Pods, options: {}, isServers: true }, 'MODIFIED', bound);
}

/** The Pod's metadata with what its Binding brings, and what its node lends it. */
function boundMetadata(
  server: ApiServer,
  { metadata }: Pod,
  { annotations, labels }: Bound,
  node: string,
): Pod['metadata'] {
  const lent = server.features.PodTopologyLabelsAdmission
    ? { ...labels, ...topologyLabels(server.store, node) }
    : undefined;
  const isLent = lent !== undefined && Object.keys(lent).length > 0;
  if (annotations === undefined && !isLent) return metadata;
  return {
    ...metadata,
    ...(annotations === undefined
      ? {}
      : { annotations: { ...metadata.annotations, ...annotations } }),
    ...(isLent ? { labels: { ...metadata.labels, ...lent } } : {}),
  };
}
