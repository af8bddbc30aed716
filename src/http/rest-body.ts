import { type ApiError, badRequestError } from '../api/errors';
import type { Kind } from '../api/kind';
import { isJsonObject, type JsonObject } from '../api/object';
import type { RestRequest } from './rest-message';
import type { Route } from './route';
import { UnreadableBody, unreadableJson } from './unreadable-body';

/** The object in a request's body; a 400 that says why when there is none. */
export function objectBody({ body }: RestRequest, { kind }: Route): JsonObject {
  if (isJsonObject(body) && !(body instanceof UnreadableBody)) return body;
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

/** upstream: apimachinery, Converter and handlers/create.go */
function wrongTypeError(apiVersion: string, kindName: string, kind: Kind): ApiError {
  const [version = '', group = ''] = apiVersion.split('/').reverse();
  if (group === kind.group && kindName === kind.kind) {
    return badRequestError(
      `the API version in the data (${apiVersion}) does not match the expected API version (${kind.apiVersion})`,
    );
  }
  const target = `${packageOf(kind.group)}.${kind.kind}`;
  return badRequestError(
    `${kindName} in version ${JSON.stringify(version)} cannot be handled as a ${kind.kind}: converting (${version}.${kindName}) to (${target}): unknown conversion`,
  );
}

/** The body with what the URL says of it; a 400 when both say different things. */
export function named(route: Route, body: JsonObject, method?: string): JsonObject {
  const { kind, namespace, name } = route;
  const { apiVersion, kind: kindName } = body;
  if (route.subresource === '' && apiVersion !== undefined && kindName !== undefined) {
    if (apiVersion !== kind.apiVersion || kindName !== kind.kind) {
      throw wrongTypeError(String(apiVersion), String(kindName), kind);
    }
  }
  const metadata = isJsonObject(body.metadata) ? body.metadata : {};
  if (namespace !== undefined && metadata.namespace && metadata.namespace !== namespace) {
    throw badRequestError(
      `the namespace of the provided object does not match the namespace sent on the request`,
    );
  }
  if (method === 'PUT' && !metadata.name) {
    throw badRequestError(
      `the name of the object (${name} based on URL) was undeterminable: name must be provided`,
    );
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
