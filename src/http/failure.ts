import type { ApiError } from '../api/errors';
import { schemaData } from '../api/schema/schema';
import { encodingOf } from './media-type';
import type { RestAnswer, RestRequest } from './rest-message';
import { UnknownPathError } from './route';

const GROUPS: ReadonlySet<string> = new Set(schemaData.resources.map(({ group }) => group));

/** True where the server's own groups answer: they tell in a Status what they do not have. upstream: server/handler.go */
function isOwn(path: string): boolean {
  const [first, group = ''] = path.split('/').filter((part) => part !== '');
  if (first === 'apis') return GROUPS.has(group);
  return first === 'api' || first === 'version';
}

/** What a client is told of a failure: a Status, but for paths that nobody knows. upstream: routes, http.NotFound */
export function failureAnswer(
  error: ApiError,
  { path, accept }: Pick<RestRequest, 'path' | 'accept'>,
  warnings: readonly string[] = [],
): RestAnswer {
  if (!(error instanceof UnknownPathError) || isOwn(path)) {
    const { code, status } = error;
    return { code, body: status, encoding: encodingOf(accept, status), warnings };
  }
  return {
    code: error.code,
    text: '404 page not found\n',
    contentType: 'text/plain; charset=utf-8',
    headers: { 'x-content-type-options': 'nosniff' },
    warnings,
  };
}
