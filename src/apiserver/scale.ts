import { ApiError, badRequestError, invalidError } from '../api/errors';
import { invalid } from '../api/field-error';
import type { Kind } from '../api/kind';
import type { KubeObject } from '../api/object';
import type { LabelSelector, Scale } from '../api/schema/objects';
import { formatSelector } from '../api/selector';
import type { Ref, User } from './api';
import type { ApiServer } from './server';

interface Scalable extends KubeObject {
  readonly spec: { readonly replicas?: number; readonly selector?: LabelSelector };
  readonly status?: { readonly replicas?: number };
}

function mustScale(kind: Kind): void {
  if (kind.subresources?.some(({ name }) => name === 'scale') === true) return;
  throw new ApiError('NotFound', 'the server could not find the requested resource');
}

/** The scale of a workload: wished and present replicas, and the selector of its Pods as text. */
export function scaleOf(server: ApiServer, kind: Kind, ref: Ref): Scale {
  mustScale(kind);
  const object = server.mustGet(kind, ref) as Scalable;
  const { name, namespace, uid, resourceVersion, creationTimestamp } = object.metadata;
  return {
    kind: 'Scale',
    apiVersion: 'autoscaling/v1',
    metadata: {
      name,
      ...(namespace === undefined ? {} : { namespace }),
      uid,
      resourceVersion,
      creationTimestamp,
    },
    spec: { ...(object.spec.replicas === undefined ? {} : { replicas: object.spec.replicas }) },
    status: { replicas: object.status?.replicas ?? 0, selector: selectorText(object) },
  };
}

function selectorText({ spec }: Scalable): string {
  const text = formatSelector(spec.selector);
  return text === '<none>' ? '' : text;
}

/** Sets the wished replicas; the rest of the object stays as it is. */
export function setScale(
  server: ApiServer,
  user: User,
  kind: Kind,
  ref: Ref,
  replicas: unknown,
): Scale {
  mustScale(kind);
  const old = server.mustGet(kind, ref) as Scalable;
  if (typeof replicas !== 'number' || !Number.isInteger(replicas)) {
    throw badRequestError('spec.replicas must be a whole number');
  }
  if (replicas < 0) {
    throw invalidError({ group: 'autoscaling', kind: 'Scale', plural: 'scales' }, ref.name, [
      invalid('spec.replicas', replicas, 'must be greater than or equal to 0'),
    ]);
  }
  const next = { ...old, spec: { ...old.spec, replicas } };
  server.replace({ user, kind: kind as Kind<Scalable>, options: {} }, next, old);
  return scaleOf(server, kind, ref);
}
