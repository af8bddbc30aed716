import { Pods } from '../api/core/pod';
import { ServiceAccounts } from '../api/core/service-account';
import { ApiError, badRequestError, conflictError, invalidError } from '../api/errors';
import { type FieldError, invalid } from '../api/field-error';
import { defineKind, type Kind } from '../api/kind';
import { isJsonObject, type JsonObject } from '../api/object';
import { timestamp } from '../api/timestamp';
import type { User } from '../apiserver/api';
import { ISSUER, type TokenOrder } from '../apiserver/token-authority';
import type { RestAnswer, RestRequest } from './rest';
import type { Site } from './site';

const GROUP_VERSION = 'authentication.k8s.io/v1';
const REVIEW = /^\/apis\/authentication\.k8s\.io\/v1\/(selfsubjectreviews|tokenreviews)\/?$/;
const TOKEN = /^\/api\/v1\/namespaces\/([^/]+)\/serviceaccounts\/([^/]+)\/token\/?$/;

const SelfSubjectReviews = defineKind(GROUP_VERSION, 'SelfSubjectReview');
const TokenReviews = defineKind(GROUP_VERSION, 'TokenReview');
const TokenRequest = {
  group: 'authentication.k8s.io',
  kind: 'TokenRequest',
  plural: 'tokenrequests',
};

/** Answers who somebody is, and gives ServiceAccounts their tokens; undefined for all other requests. */
export function answerIdentity(site: Site, request: RestRequest): RestAnswer | undefined {
  const review = REVIEW.exec(request.path)?.[1];
  const account = TOKEN.exec(request.path);
  if (review === undefined && account === null) return undefined;
  if (request.method !== 'POST') {
    throw new ApiError(
      'MethodNotAllowed',
      'the server does not allow this method on the requested resource',
      {},
    );
  }
  const { body, user } = request;
  if (!isJsonObject(body)) throw badRequestError('the body of the request is no object');
  if (account !== null) {
    const [namespace = '', name = ''] = account.slice(1).map(decodeURIComponent);
    return created(tokenFor(site, user, { namespace, name }, body));
  }
  const kind = (review === 'tokenreviews' ? TokenReviews : SelfSubjectReviews) as Kind;
  const status = review === 'tokenreviews' ? tokenStatus(site, body) : { userInfo: infoOf(user) };
  const metadata = { creationTimestamp: timestamp(site.server.now) };
  return created({ metadata, ...body, kind: kind.kind, apiVersion: kind.apiVersion, status });
}

function created(body: JsonObject): RestAnswer {
  return { code: 201, body, warnings: [] };
}

function infoOf({ name, uid, groups, extra }: User): JsonObject {
  return {
    username: name,
    ...(uid === undefined ? {} : { uid }),
    groups,
    ...(extra === undefined ? {} : { extra }),
  };
}

/** upstream: registry authentication/tokenreview */
function tokenStatus(site: Site, { spec }: JsonObject): JsonObject {
  const token = isJsonObject(spec) ? spec.token : undefined;
  if (typeof token !== 'string' || token === '') {
    throw badRequestError('token is required for TokenReview in authentication');
  }
  const user = site.findUser(token);
  if (user === undefined) return { user: {}, error: 'invalid bearer token' };
  return { authenticated: true, user: infoOf(user), audiences: [ISSUER] };
}

interface AccountRef {
  readonly namespace: string;
  readonly name: string;
}

// upstream: apis/authentication/validation: ten minutes at least, 2^32 seconds at most
const SECONDS_MIN = 600;
const SECONDS_MAX = 2 ** 32;
const SECONDS = 3600;

function tokenFor(site: Site, user: User, ref: AccountRef, body: JsonObject): JsonObject {
  const { server } = site;
  server.admitBelow(user, ServiceAccounts, ref, { subresource: 'token', sent: body });
  const account = server.mustGet(ServiceAccounts, ref);
  const spec = isJsonObject(body.spec) ? body.spec : {};
  const seconds = spec.expirationSeconds ?? SECONDS;
  const errors = errorsOf(seconds);
  if (errors.length > 0) throw invalidError(TokenRequest, '', errors);
  const given = Array.isArray(spec.audiences) ? spec.audiences.map(String) : [];
  const audiences = given.length > 0 ? given : [ISSUER];
  const pod = boundPod(site, ref.namespace, spec.boundObjectRef);
  const order = { account, audiences, seconds: Number(seconds), ...pod };
  const expires = server.now + order.seconds * 1000;
  return {
    kind: 'TokenRequest',
    apiVersion: GROUP_VERSION,
    metadata: { ...ref, creationTimestamp: timestamp(server.now) },
    spec: { boundObjectRef: null, ...spec, audiences, expirationSeconds: order.seconds },
    status: {
      token: server.tokens.issue(order, server.now),
      expirationTimestamp: timestamp(expires),
    },
  };
}

/** The Pod that a token is bound to; a 404 when it is not there, a 409 when it is another one. */
function boundPod(site: Site, namespace: string, given: unknown): Pick<TokenOrder, 'pod'> {
  if (!isJsonObject(given) || given.kind !== 'Pod') return {};
  const { name, uid } = site.server.mustGet(Pods, { namespace, name: String(given.name) }).metadata;
  if (given.uid !== undefined && given.uid !== uid) {
    const detail = `the UID in the bound object reference (${given.uid}) does not match the UID in record. The object might have been deleted and then recreated`;
    throw conflictError(Pods, name, detail);
  }
  return { pod: { name, uid } };
}

function errorsOf(seconds: unknown): FieldError[] {
  const field = 'spec.expirationSeconds';
  if (typeof seconds !== 'number' || !Number.isInteger(seconds)) {
    throw badRequestError(`${field} is to be a whole number`);
  }
  if (seconds < SECONDS_MIN) {
    return [invalid(field, seconds, 'may not specify a duration less than 10 minutes')];
  }
  if (seconds <= SECONDS_MAX) return [];
  return [invalid(field, seconds, 'may not specify a duration larger than 2^32 seconds')];
}
