import { ApiError } from '../api/errors';
import type { User } from '../apiserver/api';
import type { Encoding } from './media-type';
import type { Stream } from './stream';
import type { Watching } from './watch';

/** A request of the Kubernetes API, before or after it was on a wire. */
export interface RestRequest {
  readonly method: string;
  readonly path: string;
  /** Without the question mark, still encoded. */
  readonly query: string;
  readonly contentType: string;
  readonly accept?: string;
  /** What the client calls itself. */
  readonly agent?: string | undefined;
  /** The parsed body, or the text of one that is no JSON. */
  readonly body: unknown;
  readonly user: User;
  /** The version of the API in which it is asked, where that is not the one of the path. */
  readonly apiVersion?: string;
}

/** The request with a body that is read once somebody asks for it: what is decided without it comes before. */
export function withBody(request: Omit<RestRequest, 'body'>, read: () => unknown): RestRequest {
  let known: { readonly body: unknown } | undefined;
  return {
    ...request,
    get body() {
      known ??= { body: read() };
      return known.body;
    },
  };
}

/** The answer: a body to be sent as JSON, a text, or a watch that waits to be begun. */
export interface RestAnswer {
  readonly code: number;
  readonly body?: unknown;
  readonly text?: string | Buffer;
  /** Of a text; JSON when left out. */
  readonly contentType?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly watch?: Watching;
  /** Of the body or the watch; JSON when left out. */
  readonly encoding?: Encoding;
  /** A text that goes on. */
  readonly stream?: Stream;
  readonly warnings: readonly string[];
}

/** An answer before it is known what the server warned of. */
export type Reply = Omit<RestAnswer, 'warnings'>;

/** upstream: errors.NewMethodNotSupported as the registration of paths words it */
export const methodNotAllowedError = (): ApiError =>
  new ApiError(
    'MethodNotAllowed',
    'the server does not allow this method on the requested resource',
    {},
  );
