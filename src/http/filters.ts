import type { User } from '../apiserver/api';
import type { Attributes } from '../apiserver/authorization/attributes';
import { authenticate, type Headers } from './authentication';
import { impersonated } from './impersonation';
import { type RequestLine, requestInfo } from './request-info';
import type { Site } from './site';
import { withoutWatchPrefix } from './watch-prefix';

/** A request that nobody has anything against, who asks it, and what they want. */
export interface Entered<R> {
  readonly request: R;
  readonly user: User;
  readonly wish: Attributes;
}

/**
 * What every request goes through, whatever it is about and before anybody reads more than its head: who is it, as whom does it
 * act, and may that user do such a thing. An ApiError is the answer to one that does not get through. upstream: DefaultBuildHandlerChain
 */
export function entered<R extends RequestLine>(
  { server, findUser }: Pick<Site, 'server' | 'findUser'>,
  headers: Headers,
  given: R,
): Entered<R> {
  const user = impersonated(headers, authenticate(headers, findUser), server.authorizer);
  const request = withoutWatchPrefix(given);
  const wish = requestInfo(request, user);
  server.admit(wish);
  return { request, user, wish };
}
