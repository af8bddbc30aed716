import { Nodes } from '../api/core/node';
import { Pods } from '../api/core/pod';
import { Secrets } from '../api/core/secret';
import { ServiceAccounts } from '../api/core/service-account';
import {
  ApiError,
  badRequestError,
  conflictError,
  invalidError,
  otherNamespaceError,
} from '../api/errors';
import { type FieldError, invalid } from '../api/field-error';
import { defineKind, type Kind } from '../api/kind';
import { isJsonObject, type JsonObject } from '../api/object';
import type { Pod, TokenRequest, TokenRequestSpec } from '../api/schema/objects';
import { timestamp } from '../api/timestamp';
import type { User } from '../apiserver/api';
import { admitBody } from '../apiserver/body-admission';
import { decodeBody } from '../apiserver/subresource-body';
import { ISSUER, type TokenOrder } from '../apiserver/token-authority';
import { encodingOf } from './media-type';
import type { RestAnswer, RestRequest } from './rest';
import type { Site } from './site';

const GROUP_VERSION = 'authentication.k8s.io/v1';
const REVIEW = /^\/apis\/authentication\.k8s\.io\/v1\/(selfsubjectreviews|tokenreviews)\/?$/;
const TOKEN = /^\/api\/v1\/namespaces\/([^/]+)\/serviceaccounts\/([^/]+)\/token\/?$/;

const SelfSubjectReviews = defineKind(GROUP_VERSION, 'SelfSubjectReview');
const TokenReviews = defineKind(GROUP_VERSION, 'TokenReview');
const TokenRequests = {
  group: 'authentication.k8s.io',
  apiVersion: GROUP_VERSION,
  kind: 'TokenRequest',
  plural: 'tokenrequests',
  struct: 'io.k8s.api.authentication.v1.TokenRequest',
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
    return created(request, tokenFor(site, user, { namespace, name }, body));
  }
  const kind = (review === 'tokenreviews' ? TokenReviews : SelfSubjectReviews) as Kind;
  const status = review === 'tokenreviews' ? tokenStatus(site, body) : { userInfo: infoOf(user) };
  const metadata = { creationTimestamp: timestamp(site.server.now) };
  return created(request, {
    metadata,
    ...body,
    kind: kind.kind,
    apiVersion: kind.apiVersion,
    status,
  });
}

function created({ accept }: RestRequest, body: JsonObject): RestAnswer {
  return { code: 201, body, encoding: encodingOf(accept, body), warnings: [] };
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
  const { kind, apiVersion } = TokenRequests;
  const given = decodeBody(TokenRequests, body) as TokenRequest;
  const asked = {
    user,
    verb: 'create' as const,
    kind: ServiceAccounts as Kind,
    ref,
    subresource: 'token',
  };
  const { body: sent, check } = admitBody(server, asked, { ...given, kind, apiVersion });
  mustMatch(sent, ref);
  const account = server.mustGet(ServiceAccounts, ref);
  const { spec } = sent;
  const seconds = spec.expirationSeconds ?? SECONDS;
  const errors = errorsOf(seconds);
  if (errors.length > 0) throw invalidError(TokenRequests, '', errors);
  check();
  const audiences = spec.audiences.length > 0 ? spec.audiences : [ISSUER];
  const pod = boundPod(site, ref, spec.boundObjectRef);
  const order = { account, audiences, seconds, ...pod };
  const expires = server.now + seconds * 1000;
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

/** An error when the body is about another account than the URL. */
function mustMatch({ metadata = {} }: TokenRequest, { namespace, name }: AccountRef): void {
  if (metadata.namespace && metadata.namespace !== namespace) throw otherNamespaceError();
  if (!metadata.name || metadata.name === name) return;
  const detail = 'must match the service account name if specified';
  throw invalidError(TokenRequests, name, [invalid('metadata.name', metadata.name, detail)]);
}

const BINDABLE: Readonly<Record<string, Kind>> = { Pod: Pods, Node: Nodes, Secret: Secrets };

/** The Pod that a token is bound to; a 404 when it is not there, a 409 when it is another one. upstream: registry serviceaccount, TokenREST */
function boundPod(
  { server }: Site,
  { namespace, name: account }: AccountRef,
  given: TokenRequestSpec['boundObjectRef'],
): Pick<TokenOrder, 'pod'> {
  if (given === undefined) return {};
  const { apiVersion = '', kind: word = '', name: wanted = '', uid: asked = '' } = given;
  const kind = apiVersion === 'v1' ? BINDABLE[word] : undefined;
  if (kind === undefined) {
    const type = apiVersion.includes('/') ? apiVersion : `/${apiVersion}`;
    throw badRequestError(`cannot bind token to object of type ${type}, Kind=${word}`);
  }
  const object = server.mustGet(kind, { namespace, name: wanted });
  const { name, uid = '' } = object.metadata;
  if (kind === Pods && (object as Pod).spec.serviceAccountName !== account) {
    throw badRequestError(
      `cannot bind token for serviceaccount ${JSON.stringify(account)} to pod running with different serviceaccount name.`,
    );
  }
  if (asked !== '' && asked !== uid) {
    const detail = `the UID in the bound object reference (${asked}) does not match the UID in record. The object might have been deleted and then recreated`;
    throw conflictError({ group: '', kind: '', plural: word }, name, detail);
  }
  return kind === Pods ? { pod: { name, uid } } : {};
}

function errorsOf(seconds: number): FieldError[] {
  const field = 'spec.expirationSeconds';
  if (seconds < SECONDS_MIN) {
    return [invalid(field, seconds, 'may not specify a duration less than 10 minutes')];
  }
  if (seconds <= SECONDS_MAX) return [];
  return [invalid(field, seconds, 'may not specify a duration larger than 2^32 seconds')];
}
