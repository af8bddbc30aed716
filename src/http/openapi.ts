import { ApiError } from '../api/errors';
import type { Served } from '../apiserver/discovery';
import {
  openApiAddress,
  openApiDigest,
  openApiIndex,
  openApiV2,
  openApiV3,
} from '../apiserver/openapi';
import type { EndpointRequest } from './endpoints';
import { tagged } from './entity-tag';
import { OPENAPI_V2_ASKED, OPENAPI_V2_TYPE, openApiV2Protobuf } from './protobuf/openapi';
import type { RestAnswer } from './rest';
import { unknownPathError } from './route';
import type { Site } from './site';

/** The documents of what is served, written; they are large, and change only with what is served. */
const written = new WeakMap<Served, Map<string, string | Buffer>>();

function kept(served: Served, name: string, write: () => string | Buffer): string | Buffer {
  const documents = written.get(served) ?? new Map<string, string | Buffer>();
  written.set(served, documents);
  let document = documents.get(name);
  if (document === undefined) {
    document = write();
    documents.set(name, document);
  }
  return document;
}

/** How long an address with a hash is good for, as Kubernetes says it. */
const YEAR = 'public, immutable, max-age=31536000';

/** Answers `/openapi/…`; undefined for other paths. upstream: kube-openapi, handler and handler3 */
export function answerOpenApi(site: Site, request: EndpointRequest): RestAnswer | undefined {
  const { path, accept, knownTags } = request;
  const served = site.served();
  if (path === '/openapi/v2' && OPENAPI_V2_ASKED.test(accept)) {
    const text = kept(served, 'v2 in protobuf', () => openApiV2Protobuf(openApiV2(served)));
    const answer = { code: 200, text, contentType: OPENAPI_V2_TYPE, warnings: [] };
    return tagged(answer, openApiDigest(served), knownTags);
  }
  if (!path.startsWith('/openapi/')) return undefined;
  mustTakeJson(accept);
  const name = path.slice('/openapi/'.length);
  const text = kept(served, name, () => JSON.stringify(documentOf(served, name)));
  const answer = { code: 200, text, contentType: 'application/json', warnings: [] };
  if (name === 'v2') return tagged(answer, openApiDigest(served), knownTags);
  return name === 'v3' ? answer : document(served, name.slice(3), answer, request);
}

/** The document of a version: at an address with its hash it never changes, and one with another's leads to it. */
function document(
  served: Served,
  version: string,
  answer: RestAnswer,
  { query, knownTags }: EndpointRequest,
): RestAnswer {
  const digest = openApiDigest(served, version);
  const hash = new URLSearchParams(query).get('hash') ?? '';
  if (hash === '') return tagged(answer, digest, knownTags);
  if (hash !== digest) {
    const headers = { location: openApiAddress(served, version), etag: `"${digest}"` };
    return { code: 301, text: '', headers, warnings: [] };
  }
  return tagged({ ...answer, headers: { 'cache-control': YEAR } }, digest, knownTags);
}

function documentOf(served: Served, name: string): object {
  if (name === 'v2') return openApiV2(served);
  if (name === 'v3') return openApiIndex(served);
  const document = name.startsWith('v3/') ? openApiV3(served, name.slice(3)) : undefined;
  if (document === undefined) throw unknownPathError();
  return document;
}

function mustTakeJson(accept: string): void {
  if (accept === '' || /application\/json|application\/\*|\*\/\*/.test(accept)) return;
  throw new ApiError(
    'NotAcceptable',
    'only the following media types are accepted: application/json',
  );
}
