import { ApiError, invalidError, notFoundError, staleError } from '../api/errors';
import { invalid } from '../api/field-error';
import type { Kind, ScalePaths } from '../api/kind';
import { type KubeObject, valueAt, withValue } from '../api/object';
import type { LabelSelector, Scale } from '../api/schema/objects';
import { structOf } from '../api/schema/schema';
import { formatSelector } from '../api/selector';
import type { Ref, UpdateOptions, User } from './api';
import { admitBody } from './body-admission';
import { mustDecode, patched } from './patch';
import type { ApiServer } from './server';
import { otherUidError } from './storage-error';
import { type BodyType, decodeBody } from './subresource-body';
import type { Patching } from './write';

const SCALE: BodyType = {
  apiVersion: 'autoscaling/v1',
  kind: 'Scale',
  struct: 'io.k8s.api.autoscaling.v1.Scale',
};

type ScaleBody = Scale & { readonly kind: string; readonly apiVersion: string };

const USUAL: ScalePaths = { spec: ['spec', 'replicas'], status: ['status', 'replicas'] };

/** True when the kind has this subresource. */
export function hasSubresource(kind: Kind, name: string): boolean {
  return kind.subresources?.some((subresource) => subresource.name === name) === true;
}

function stored(server: ApiServer, kind: Kind, ref: Ref): KubeObject {
  if (!hasSubresource(kind, 'scale')) {
    throw new ApiError('NotFound', 'the server could not find the requested resource');
  }
  const object = server.store.find(kind, ref);
  if (object === undefined) throw notFoundError(kind, ref.name);
  return object;
}

/** The scale of a workload: wished and present replicas, and the selector of its Pods as text. */
export function scaleOf(server: ApiServer, kind: Kind, ref: Ref): Scale {
  const object = stored(server, kind, ref);
  const { scale } = kind.rules;
  if (scale !== undefined && numberAt(object, scale.spec) === undefined) {
    throw new ApiError(
      'InternalError',
      `Internal error occurred: the spec replicas field ".${scale.spec.join('.')}" does not exist`,
    );
  }
  return scaleIn(kind, object);
}

/** The same of an object at hand, which may have no replicas yet. */
function scaleIn(kind: Kind, object: KubeObject): ScaleBody {
  const { name, namespace, uid, resourceVersion, creationTimestamp } = object.metadata;
  const paths = kind.rules.scale ?? USUAL;
  const replicas = numberAt(object, paths.spec);
  const selector = selectorText(kind, object);
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
    spec: { ...(replicas ? { replicas } : {}) },
    status: {
      replicas: numberAt(object, paths.status) ?? 0,
      ...(selector === '' ? {} : { selector }),
    },
  };
}

function numberAt(object: object, path: readonly string[]): number | undefined {
  const value = valueAt(object, path);
  return typeof value === 'number' ? value : undefined;
}

/** The selector of the Pods as text; a ReplicationController's is a map of labels. */
function selectorText({ rules, kind }: Kind, object: KubeObject): string {
  if (rules.scale !== undefined) {
    const text = valueAt(object, rules.scale.selector ?? []);
    return typeof text === 'string' ? text : '';
  }
  const given = valueAt(object, ['spec', 'selector']) as LabelSelector | undefined;
  const selector = kind === 'ReplicationController' ? { matchLabels: given ?? {} } : given;
  const text = formatSelector(selector as LabelSelector | undefined);
  return text === '<none>' ? '' : text;
}

/** Sets the wished replicas; the rest of the object stays as it is. */
export function setScale(
  server: ApiServer,
  user: User,
  kind: Kind,
  ref: Ref,
  replicas: number,
): Scale {
  const { metadata } = scaleOf(server, kind, ref);
  return replaceScale(server, user, kind, { metadata, spec: { replicas } }, {});
}

/**
 * Takes a Scale in place of the workload's own; 409 when its resourceVersion or UID is another. upstream:
 * registry apps, ScaleREST
 */
export function replaceScale(
  server: ApiServer,
  user: User,
  kind: Kind,
  scale: { readonly metadata?: unknown; readonly spec?: unknown },
  options: UpdateOptions,
): Scale {
  const given: Partial<Scale> = decodeBody(SCALE, scale);
  const { name = '', namespace, uid, resourceVersion } = given.metadata ?? {};
  const ref = { namespace, name };
  const old = stored(server, kind, ref);
  if (uid && uid !== old.metadata.uid) throw otherUidError(kind, old.metadata, uid);
  const isStale = resourceVersion && resourceVersion !== old.metadata.resourceVersion;
  if (isStale) throw staleError(kind, name);
  const { body, check } = admitBody(
    server,
    { user, verb: 'update', kind, ref, subresource: 'scale', options, old: scaleIn(kind, old) },
    { ...given, kind: SCALE.kind, apiVersion: SCALE.apiVersion },
  );
  const replicas = body.spec?.replicas ?? 0;
  if (replicas < 0) {
    throw invalidError({ group: 'autoscaling', kind: 'Scale', plural: 'scales' }, name, [
      invalid('spec.replicas', replicas, 'must be greater than or equal to 0'),
    ]);
  }
  check();
  const next = withValue(old, (kind.rules.scale ?? USUAL).spec, replicas);
  const { dryRun = false } = options;
  server.replace({ user, kind, options: { dryRun }, isAdmitted: true }, next, old);
  const after = scaleOf(server, kind, ref);
  return dryRun ? { ...after, spec: { replicas } } : after;
}

/** Patches the Scale of a workload. */
export function patchScale<T extends KubeObject>(
  server: ApiServer,
  { user, kind, ref, patch, options }: Patching<T>,
): Scale {
  const struct = structOf(SCALE.struct);
  const scale = patched(scaleOf(server, kind, ref), patch, struct, options);
  mustDecode(struct, scale, patch, options);
  return replaceScale(server, user, kind, scale, options);
}
