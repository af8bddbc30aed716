import { ApiError } from '../api/errors';
import { publishedGates } from '../api/features/published';
import {
  aggregatedDiscovery,
  apiGroup,
  apiGroupList,
  apiResourceList,
  apiVersions,
} from '../apiserver/discovery';
import { ISSUER } from '../apiserver/token-authority';
import { SERVER_VERSION } from '../apiserver/version';
import { discovered } from './aggregated';
import { laidOut } from './answer-bytes';
import { type KnownTags, taggedByContent } from './entity-tag';
import { encodingOf } from './media-type';
import { answerOpenApi } from './openapi';
import type { RestAnswer } from './rest';
import { unknownPathError } from './route';
import type { Site } from './site';

/** A request for something that is no object. */
export interface EndpointRequest {
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly accept: string;
  readonly knownTags: KnownTags;
}

const OIDC = '/.well-known/openid-configuration';
const KEYS = '/openid/v1/jwks';
const HEALTH = /^\/(?:healthz|livez|readyz)(?:\/.*)?$/;

/** Answers what is no object: discovery, OpenAPI, health, version; a 404 when there is no such path. */
export function answerEndpoint(site: Site, request: EndpointRequest): RestAnswer {
  const { method } = request;
  if (method !== 'GET' && method !== 'HEAD') {
    throw new ApiError(
      'MethodNotAllowed',
      'the server does not allow this method on the requested resource',
      {},
    );
  }
  const path = request.path.replace(/(.)\/+$/, '$1');
  const answer = discovery(site, path, request) ?? answerOpenApi(site, { ...request, path });
  if (answer !== undefined) return answer;
  if (HEALTH.test(path)) return health(path, request.query);
  if (path === '/version') return plain(SERVER_VERSION);
  if (path === '/metrics') return metrics(site);
  if (path === OIDC) return issuer(site);
  if (path === KEYS) return keys(site);
  if (path === '/') return plain({ paths: rootPaths(site) });
  throw unknownPathError();
}

/** What a list of the API's own resources is, in the encoding that the client likes best. */
function found(body: object | undefined, accept = ''): RestAnswer {
  if (body === undefined) throw unknownPathError();
  return { code: 200, body, encoding: encodingOf(accept, body), warnings: [] };
}

/** What is JSON for everybody. upstream: responsewriters.WriteRawJSON */
function plain(body: object): RestAnswer {
  return { code: 200, text: laidOut(body), contentType: 'application/json', warnings: [] };
}

function discovery(
  site: Site,
  path: string,
  { accept, knownTags }: EndpointRequest,
): RestAnswer | undefined {
  if (path === '/api' || path === '/apis') {
    const version = /g=apidiscovery\.k8s\.io;v=(v2(?:beta1)?);as=APIGroupDiscoveryList/.exec(
      accept.replace(/\s/g, ''),
    )?.[1];
    if (version !== undefined) {
      const apiVersion = `apidiscovery.k8s.io/${version}`;
      const answer = {
        ...found(aggregatedDiscovery(discovered(site), path === '/api', apiVersion)),
        contentType: `application/json;g=apidiscovery.k8s.io;v=${version};as=APIGroupDiscoveryList`,
      };
      return taggedByContent(answer, knownTags);
    }
    const groups = path === '/api' ? apiVersions(site.address) : apiGroupList(discovered(site));
    return found(groups, accept);
  }
  const [, root, group = '', version] = path.split('/');
  if (root === 'api' && version === undefined)
    return found(apiResourceList(discovered(site), group), accept);
  if (root !== 'apis') return undefined;
  return version === undefined
    ? found(apiGroup(discovered(site), group), accept)
    : found(apiResourceList(discovered(site), `${group}/${version}`), accept);
}

const CHECKS = [
  'ping',
  'log',
  'etcd',
  'informer-sync',
  'poststarthook/start-apiserver-admission-initializer',
];

function health(path: string, query: string): RestAnswer {
  const [, name = '', ...rest] = path.split('/');
  const check = rest.join('/');
  if (check !== '' && !CHECKS.includes(check)) throw unknownPathError();
  const isVerbose = new URLSearchParams(query).has('verbose') && check === '';
  const lines = CHECKS.map((each) => `[+]${each} ok\n`).join('');
  const text = isVerbose ? `${lines}${name} check passed\n` : 'ok';
  return { code: 200, text, contentType: 'text/plain; charset=utf-8', warnings: [] };
}

/** How many objects there are of each kind, and what is switched on, in the words of a real server's metrics. */
function metrics({ server }: Site): RestAnswer {
  const lines = ['# TYPE apiserver_storage_objects gauge'];
  for (const kind of server.kinds.stored) {
    const count = server.store.objects(kind).size;
    lines.push(`apiserver_storage_objects{resource="${kind.id}"} ${count}`);
  }
  lines.push('# TYPE etcd_revision gauge', `etcd_revision ${server.store.revision}`);
  lines.push('# TYPE kubernetes_feature_enabled gauge');
  for (const { name, stage } of publishedGates) {
    const word = stage === 'GA' ? '' : stage.toUpperCase();
    const labels = `name="${name}",stage="${word}"`;
    lines.push(`kubernetes_feature_enabled{${labels}} ${Number(server.features[name])}`);
  }
  lines.push('');
  const contentType = 'text/plain; version=0.0.4; charset=utf-8';
  return { code: 200, text: lines.join('\n'), contentType, warnings: [] };
}

/** Who signs the tokens of ServiceAccounts, and how. upstream: serviceaccount/openidmetadata.go */
function issuer({ server, address }: Site): RestAnswer {
  const algorithms = server.tokens.publicKeys.map(({ alg }) => alg);
  const text = JSON.stringify({
    issuer: ISSUER,
    jwks_uri: `https://${address}${KEYS}`,
    response_types_supported: ['id_token'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: algorithms,
  });
  return { code: 200, text, contentType: 'application/json', warnings: [] };
}

function keys({ server }: Site): RestAnswer {
  const text = JSON.stringify({ keys: server.tokens.publicKeys });
  return { code: 200, text, contentType: 'application/jwk-set+json', warnings: [] };
}

function rootPaths(site: Site): readonly string[] {
  const groups = new Set<string>();
  for (const { group, version } of discovered(site)) {
    if (group === '') continue;
    groups.add(`/apis/${group}`).add(`/apis/${group}/${version}`);
  }
  const others = [
    OIDC,
    '/healthz',
    '/livez',
    '/metrics',
    '/openapi/v2',
    '/openapi/v3',
    KEYS,
    '/readyz',
    '/version',
  ];
  return ['/api', '/api/v1', '/apis', ...groups, ...others].sort();
}
