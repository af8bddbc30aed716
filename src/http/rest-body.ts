import { kindOf } from '../api';
import {
  type ApiError,
  badRequestError,
  invalidError,
  otherNamespaceError,
  undeterminableError,
} from '../api/errors';
import { invalid } from '../api/field-error';
import type { Kind } from '../api/kind';
import { isJsonObject, type JsonObject } from '../api/object';
import type { RestRequest } from './rest-message';
import type { Route } from './route';
import { UnreadableBody, unreadableJson, unreadableTypeMeta } from './unreadable-body';

/** The object in a request's body; a 400 that says why when there is none. */
export function objectBody({ body }: RestRequest, { kind }: Route): JsonObject {
  if (isJsonObject(body) && !(body instanceof UnreadableBody)) {
    const problem = unreadableTypeMeta(body);
    if (problem !== undefined) throw problem.errorFor(kind.kind);
    return body;
  }
  const unreadable =
    body instanceof UnreadableBody
      ? body
      : unreadableJson(body === undefined ? '' : JSON.stringify(body));
  throw unreadable.errorFor(kind.kind);
}

/** The first word of a group; Go names packages so. */
function packageOf(group: string): string {
  return group.split('.')[0] || 'core';
}

/** What messages tell of a type. */
type Typed = Pick<Kind, 'group' | 'kind' | 'apiVersion'>;

function otherVersionError(apiVersion: string, kind: Typed): ApiError {
  return badRequestError(
    `the API version in the data (${apiVersion}) does not match the expected API version (${kind.apiVersion})`,
  );
}

/** upstream: apiextensions, customResourceValidator.ValidateTypeMeta */
function wrongCustomTypeError({ apiVersion, kind: word, metadata }: JsonObject, kind: Kind) {
  if (apiVersion !== kind.apiVersion) return otherVersionError(String(apiVersion), kind);
  const given = isJsonObject(metadata) ? metadata.name : undefined;
  const name = typeof given === 'string' ? given : '';
  return invalidError({ ...kind, kind: String(word) }, name, [
    invalid('kind', word, `must be ${kind.kind}`),
  ]);
}

/** upstream: apimachinery, Scheme and Converter, and handlers/create.go */
function wrongTypeError(apiVersion: string, kindName: string, kind: Typed): ApiError {
  const [version = '', group = ''] = apiVersion.split('/').reverse();
  const isOwn = group === kind.group && kindName === kind.kind;
  if (isOwn && (FORMER_VERSIONS[group] ?? []).includes(version)) {
    return otherVersionError(apiVersion, kind);
  }
  const why = isRegistered(apiVersion, kindName)
    ? `converting (${version}.${kindName}) to (${packageOf(kind.group)}.${kind.kind}): unknown conversion`
    : `no kind ${JSON.stringify(kindName)} is registered for version ${JSON.stringify(apiVersion)} in scheme "pkg/api/legacyscheme/scheme.go:30"`;
  return badRequestError(
    `${kindName} in version ${JSON.stringify(version)} cannot be handled as a ${kind.kind}: ${why}`,
  );
}

/** Versions that the server still knows, though it serves them no longer, or not by default. */
const FORMER_VERSIONS: Readonly<Record<string, readonly string[]>> = {
  'admissionregistration.k8s.io': ['v1alpha1', 'v1beta1'],
  apps: ['v1beta1', 'v1beta2'],
  autoscaling: ['v2beta1', 'v2beta2'],
  batch: ['v1beta1'],
  'certificates.k8s.io': ['v1alpha1', 'v1beta1'],
  'coordination.k8s.io': ['v1alpha2', 'v1beta1'],
  'discovery.k8s.io': ['v1beta1'],
  'events.k8s.io': ['v1beta1'],
  'flowcontrol.apiserver.k8s.io': ['v1beta1', 'v1beta2', 'v1beta3'],
  'networking.k8s.io': ['v1beta1'],
  'node.k8s.io': ['v1alpha1', 'v1beta1'],
  policy: ['v1beta1'],
  'rbac.authorization.k8s.io': ['v1alpha1', 'v1beta1'],
  'resource.k8s.io': ['v1alpha3', 'v1beta1', 'v1beta2'],
  'scheduling.k8s.io': ['v1alpha1', 'v1beta1'],
  'storage.k8s.io': ['v1alpha1', 'v1beta1'],
};

/** Kinds of the core group that are no resources. */
const BESIDE_RESOURCES = ['List', 'Status', 'DeleteOptions', 'ListOptions', 'PodStatusResult'];

function isRegistered(apiVersion: string, kindName: string): boolean {
  if (apiVersion === 'v1' && BESIDE_RESOURCES.includes(kindName)) return true;
  return (
    kindOf(apiVersion, kindName) !== undefined ||
    kindOf(apiVersion, kindName.replace(/List$/, '')) !== undefined
  );
}

/** The type of the body that a subresource takes, where it is not the whole object. */
function typeOf({ kind, subresource }: Route): Typed {
  const part = kind.subresources?.find(({ name }) => name === subresource);
  if (part === undefined) return kind;
  const { group = kind.group, version = kind.version } = part;
  return { group, kind: part.kind, apiVersion: group === '' ? version : `${group}/${version}` };
}

/** A 400 when a body says that it is of another type. */
export function mustBeOfType({ apiVersion, kind }: JsonObject, type: Typed): void {
  if (apiVersion === undefined || kind === undefined) return;
  if (apiVersion === type.apiVersion && kind === type.kind) return;
  throw wrongTypeError(String(apiVersion), String(kind), type);
}

function mustBeOfCustomType(body: JsonObject, kind: Kind): void {
  if (body.apiVersion === undefined || body.kind === undefined) return;
  if (body.apiVersion === kind.apiVersion && body.kind === kind.kind) return;
  throw wrongCustomTypeError(body, kind);
}

function isText(value: unknown): value is string | undefined | null {
  return typeof value === 'string' || value === undefined || value === null;
}

/** The body with what the URL says of it; a 400 when both say different things. */
export function named(route: Route, body: JsonObject, method?: string): JsonObject {
  const { kind, namespace, name } = route;
  if (route.subresource === '' && kindOf(kind.apiVersion, kind.kind) === undefined) {
    mustBeOfCustomType(body, kind);
  } else mustBeOfType(body, typeOf(route));
  const metadata = body.metadata ?? {};
  // decoding says what is wrong with it
  if (!isJsonObject(metadata) || !isText(metadata.name) || !isText(metadata.namespace)) return body;
  if (namespace !== undefined && metadata.namespace && metadata.namespace !== namespace) {
    throw otherNamespaceError();
  }
  if (method === 'PUT' && !metadata.name) {
    throw undeterminableError(name);
  }
  if (name !== '' && metadata.name && metadata.name !== name) {
    throw badRequestError(
      `the name of the object (${metadata.name}) does not match the name on the URL (${name})`,
    );
  }
  return {
    ...body,
    metadata: {
      ...metadata,
      ...(namespace === undefined ? {} : { namespace }),
      ...(name === '' ? {} : { name }),
    },
  };
}
