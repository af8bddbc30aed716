import { ApiError } from '../api/errors';
import type { Served } from '../apiserver/discovery';
import { openApiIndex, openApiV2, openApiV3 } from '../apiserver/openapi';
import type { EndpointRequest } from './endpoints';
import type { RestAnswer } from './rest';
import { unknownPathError } from './route';
import type { Site } from './site';

/** The documents of what is served, as text; they are large, and change only with what is served. */
const written = new WeakMap<Served, Map<string, string>>();

function textOf(served: Served, path: string, write: () => object | undefined): string {
  const texts = written.get(served) ?? new Map<string, string>();
  written.set(served, texts);
  let text = texts.get(path);
  if (text === undefined) {
    const document = write();
    if (document === undefined) throw unknownPathError();
    text = JSON.stringify(document);
    texts.set(path, text);
  }
  return text;
}

/** Answers `/openapi/…`; undefined for other paths. */
export function answerOpenApi(site: Site, request: EndpointRequest): RestAnswer | undefined {
  const { path, accept } = request;
  const served = site.served();
  if (path === '/openapi/v2')
    return answer(
      accept,
      textOf(served, 'v2', () => openApiV2(served)),
    );
  if (path === '/openapi/v3') {
    return answer(
      accept,
      textOf(served, 'v3', () => openApiIndex(served)),
    );
  }
  if (!path.startsWith('/openapi/v3/')) return undefined;
  const name = path.slice('/openapi/v3/'.length);
  return answer(
    accept,
    textOf(served, name, () => openApiV3(served, name)),
  );
}

function answer(accept: string, text: string): RestAnswer {
  const isJson = accept === '' || /application\/json|application\/\*|\*\/\*/.test(accept);
  if (!isJson) {
    throw new ApiError(
      'NotAcceptable',
      'only the following media types are accepted: application/json',
    );
  }
  return { code: 200, text, contentType: 'application/json', warnings: [] };
}
