import { type FieldError, formatFieldError } from './field-error';
import type { Status, StatusCause, StatusDetails } from './schema/objects';

/** The reasons of the API server and the HTTP codes that go with them. */
const CODES = {
  BadRequest: 400,
  Unauthorized: 401,
  Forbidden: 403,
  NotFound: 404,
  MethodNotAllowed: 405,
  NotAcceptable: 406,
  AlreadyExists: 409,
  Conflict: 409,
  Gone: 410,
  Expired: 410,
  RequestEntityTooLarge: 413,
  UnsupportedMediaType: 415,
  Invalid: 422,
  TooManyRequests: 429,
  InternalError: 500,
  ServerTimeout: 500,
  ServiceUnavailable: 503,
  Timeout: 504,
  /** Failures that the server does not name: their Status has no reason. */
  Unknown: 500,
} as const;

/** Why a request failed. */
export type Reason = keyof typeof CODES;

/** What errors need to know of a kind. */
interface Named {
  readonly group: string;
  readonly kind: string;
  readonly plural: string;
}

/** An expected failure of a request: a `Status` that the client gets. Any other error is a bug. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly code: number;

  constructor(
    readonly reason: Reason,
    message: string,
    /** What else the Status says; an empty one is printed where it is given. */
    private readonly given?: StatusDetails,
    code?: number,
  ) {
    super(message);
    this.code = code ?? CODES[reason];
  }

  get details(): StatusDetails {
    return this.given ?? {};
  }

  /** The answer's body. */
  get status(): Status {
    return {
      kind: 'Status',
      apiVersion: 'v1',
      metadata: {},
      status: 'Failure',
      message: this.message,
      ...(this.reason === 'Unknown' ? {} : { reason: this.reason }),
      ...(this.given === undefined ? {} : { details: this.given }),
      code: this.code,
    };
  }
}

/** True when the error is an ApiError, with this reason when one is named. */
export function isApiError(error: unknown, reason?: Reason): error is ApiError {
  return error instanceof ApiError && (reason === undefined || error.reason === reason);
}

/** `deployments.apps`, or `pods` in the core group. */
export function groupResource(kind: { readonly group: string; readonly plural: string }): string {
  return kind.group === '' ? kind.plural : `${kind.plural}.${kind.group}`;
}

function detailsOf(kind: Named, name: string): StatusDetails {
  return {
    ...(name === '' ? {} : { name }),
    ...(kind.group === '' ? {} : { group: kind.group }),
    kind: kind.plural,
  };
}

export function notFoundError(kind: Named, name: string): ApiError {
  return new ApiError(
    'NotFound',
    `${groupResource(kind)} "${name}" not found`,
    detailsOf(kind, name),
  );
}

export function alreadyExistsError(kind: Named, name: string): ApiError {
  return new ApiError(
    'AlreadyExists',
    `${groupResource(kind)} "${name}" already exists`,
    detailsOf(kind, name),
  );
}

export function conflictError(kind: Named, name: string, why: string): ApiError {
  return new ApiError(
    'Conflict',
    `Operation cannot be fulfilled on ${groupResource(kind)} "${name}": ${why}`,
    detailsOf(kind, name),
  );
}

/** The optimistic lock failed. */
export function staleError(kind: Named, name: string): ApiError {
  return conflictError(
    kind,
    name,
    'the object has been modified; please apply your changes to the latest version and try again',
  );
}

export function invalidError(kind: Named, name: string, errors: readonly FieldError[]): ApiError {
  const causes: StatusCause[] = errors.map((error) => ({
    reason: error.type,
    message: error.message,
    field: error.field,
  }));
  const lines = [...new Set(errors.map(formatFieldError))];
  const list = lines.length === 1 ? lines[0] : `[${lines.join(', ')}]`;
  const qualified = kind.group === '' ? kind.kind : `${kind.kind}.${kind.group}`;
  return new ApiError('Invalid', `${qualified} "${name}" is invalid: ${list}`, {
    ...(name === '' ? {} : { name }),
    ...(kind.group === '' ? {} : { group: kind.group }),
    ...(kind.kind === '' ? {} : { kind: kind.kind }),
    causes,
  });
}

export function forbiddenError(kind: Named, name: string, why: string): ApiError {
  const subject = name === '' ? `${groupResource(kind)} is` : `${groupResource(kind)} "${name}" is`;
  return new ApiError('Forbidden', `${subject} forbidden: ${why}`, detailsOf(kind, name));
}

export function badRequestError(message: string): ApiError {
  return new ApiError('BadRequest', message);
}

/** The object does not say its name, which the URL does. upstream: handlers/rest.go, checkName */
export function undeterminableError(name: string): ApiError {
  return badRequestError(
    `the name of the object (${name} based on URL) was undeterminable: name must be provided`,
  );
}

/** The object is of another namespace than the request. upstream: EnsureObjectNamespaceMatchesRequestNamespace */
export function otherNamespaceError(): ApiError {
  return badRequestError(
    'the namespace of the provided object does not match the namespace sent on the request',
  );
}

export function methodNotAllowedError(kind: Named, verb: string): ApiError {
  return new ApiError(
    'MethodNotAllowed',
    `${verb} is not supported on resources of kind "${groupResource(kind)}"`,
    detailsOf(kind, ''),
  );
}

/** The version that a watch or a page wants is no longer kept. */
export function expiredError(message: string): ApiError {
  return new ApiError('Expired', message);
}

/** The version that a client has seen is none that the server knows of yet. upstream: NewTooLargeResourceVersionError */
export function tooLargeVersionError(version: number, current: number): ApiError {
  return new ApiError(
    'Timeout',
    `Timeout: Too large resource version: ${version}, current: ${current}`,
    {
      causes: [{ reason: 'ResourceVersionTooLarge', message: 'Too large resource version' }],
      retryAfterSeconds: 1,
    },
  );
}

/** A page of a list that is no longer kept; the Status names the token with which the list may go on all the same. */
class ExpiredPageError extends ApiError {
  constructor(private readonly token: string) {
    super('Expired', EXPIRED_PAGE);
  }

  override get status(): Status {
    return { ...super.status, metadata: { continue: this.token } };
  }
}

const EXPIRED_PAGE =
  'The provided continue parameter is too old to display a consistent list result. You can start a new list without the continue parameter, or use the continue token in this response to retrieve the remainder of the results. Continuing with the provided token results in an inconsistent list - objects that were created, modified, or deleted between the time the first chunk was returned and now may show up in the list.';

export function expiredPageError(token: string): ApiError {
  return new ExpiredPageError(token);
}

/** True when nothing can be created since the namespace is being deleted. */
export function isNamespaceEnding(error: unknown): boolean {
  return (
    isApiError(error) &&
    error.details.causes?.some(({ reason }) => reason === 'NamespaceTerminating') === true
  );
}
