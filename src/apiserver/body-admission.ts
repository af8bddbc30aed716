import type { Kind } from '../api/kind';
import { type Draft, draftOf, type KubeObject } from '../api/object';
import type { Ref, User, WriteOptions } from './api';
import type { RequestBody } from './request';
import type { ApiServer } from './server';

/** A request whose body is no object of the kind: what is created below one, a Scale, a connection. */
export interface BodyRequest {
  readonly user: User;
  readonly verb: 'create' | 'update' | 'connect';
  readonly kind: Kind;
  readonly ref: Partial<Ref>;
  readonly subresource: string;
  readonly options?: WriteOptions | undefined;
  /** What an update takes the place of, in the form of the body. */
  readonly old?: RequestBody;
}

/** A body as those have left it who may change it. */
export interface AdmittedBody<B> {
  readonly body: B;
  /** Asks those who may refuse; for when the server knows that there is something to do it to. */
  check(): void;
}

const NOTHING = () => {};

/**
 * Shows a body to all who have a say, as each write of an object is shown: webhooks and policies whose rules name the
 * subresource (`pods/eviction`, `deployments/scale`), and for connections the operation CONNECT. upstream:
 * endpoints/handlers, create.go, update.go and rest.go (ConnectResource)
 */
export function admitBody<B extends RequestBody>(
  server: ApiServer,
  asked: BodyRequest,
  given: B,
): AdmittedBody<B> {
  const { user, kind, verb, subresource } = asked;
  const plugins = server.plugins.of(user, kind, verb, subresource);
  const { admit, mutateBody, validateBody } = plugins;
  if (admit.length + mutateBody.length + validateBody.length === 0) {
    return { body: given, check: NOTHING };
  }
  const { old, ...rest } = asked;
  const request = {
    ...server.request({
      ...rest,
      sent: given,
      ...(old === undefined ? {} : { old: old as unknown as KubeObject }),
    }),
    bodyType: given,
  };
  if (verb !== 'connect') for (const plugin of admit) plugin.admit?.(request);
  let body = given;
  if (mutateBody.length > 0) {
    const draft = draftOf(given) as Draft<RequestBody>;
    for (const plugin of mutateBody) plugin.mutateBody?.(request, draft);
    body = draft as unknown as B;
  }
  return {
    body,
    check: () => {
      for (const plugin of validateBody) plugin.validateBody?.(request, body);
    },
  };
}

/** What a client is connected with, in the words of an object. upstream: PodExecOptions and its like */
export interface ConnectOptions extends RequestBody {
  readonly container?: string;
  readonly command?: readonly string[];
  readonly stdin?: boolean;
  readonly stdout?: boolean;
  readonly stderr?: boolean;
  readonly tty?: boolean;
  readonly ports?: readonly number[];
  readonly path?: string;
}

/**
 * What a client may be connected with, which webhooks may have changed; whether there is anything to be connected
 * with comes later.
 */
export function admitConnection(
  server: ApiServer,
  connection: Omit<BodyRequest, 'verb'>,
  options: ConnectOptions,
): ConnectOptions {
  const { body, check } = admitBody(server, { ...connection, verb: 'connect' }, options);
  check();
  return body;
}
