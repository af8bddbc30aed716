import { isApiError } from '../api/errors';
import { answerAggregated } from './aggregated';
import { answerBytes, isForPeople } from './answer-bytes';
import type { Headers } from './authentication';
import { mediaTypeOf, readBody } from './body';
import { answerClock } from './clock-resource';
import { answerComponents } from './component-status';
import { answerConnect } from './connect';
import { answerMetrics } from './custom-metrics';
import { answerEndpoint } from './endpoints';
import { failureAnswer } from './failure';
import { entered } from './filters';
import { answerIdentity } from './identity';
import { translateLegacy } from './legacy';
import { mediaTypeIn } from './media-type';
import { MANAGER_MAX } from './request-options';
import { answerRest, type RestAnswer, type RestRequest } from './rest';
import { withBody } from './rest-message';
import type { Site } from './site';
import type { Stream } from './stream';
import { watchStream } from './watch-stream';

/** A request as it came from the wire. */
export interface HttpRequest {
  readonly method: string;
  /** Path and query, still encoded. */
  readonly url: string;
  readonly headers: Headers;
  readonly body: Buffer | undefined;
}

/** The answer as it goes to the wire: all at once, or a stream that goes on. */
export interface HttpAnswer {
  readonly code: number;
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  readonly body: string | Buffer;
  readonly stream?: Stream;
}

/** Answers one request of any client; all that can go wrong with it is a Status. */
export function answerHttp(site: Site, request: HttpRequest): HttpAnswer {
  const { method, headers } = request;
  const [path = '/', query = ''] = splitUrl(request.url);
  const contentType = headers.get('content-type')?.[0];
  const given = {
    method,
    path,
    query,
    contentType: mediaTypeOf(contentType),
    accept: headers.get('accept')?.[0] ?? '',
    agent: agentOf(headers.get('user-agent')?.[0]),
    bytes: request.body,
  };
  const body = () => readBody(method, contentType, request.body);
  const isLaidOut = isForPeople(query, headers.get('user-agent')?.[0]);
  return httpAnswer(answerRequest(site, headers, given, body), isLaidOut);
}

/** The same for a request whose body is not bytes: `readBody` gives it when it is known where it goes. */
export function answerRequest(
  site: Site,
  headers: Headers,
  given: Omit<RestRequest, 'user' | 'body'> & { readonly bytes?: Buffer | undefined },
  body: () => unknown,
): RestAnswer {
  try {
    const { user, wish, request } = entered(site, headers, given);
    if ('path' in wish) {
      const asked = { ...request, accept: request.accept ?? '' };
      const knownTags = (headers.get('if-none-match') ?? []).join(',');
      return (
        answerAggregated(site, asked) ??
        answerMetrics(site, asked) ??
        answerEndpoint(site, { ...asked, knownTags })
      );
    }
    const connected =
      answerAggregated(site, request) ??
      answerMetrics(site, request) ??
      answerConnect(site, { ...request, user });
    if (connected !== undefined) return connected;
    const asked = withBody({ ...request, user }, body);
    const old = site.legacyApis === true ? translateLegacy(asked) : undefined;
    if (old !== undefined) return old.present(answerRest(site.server, old.request));
    return (
      answerClock(site, asked) ??
      answerIdentity(site, asked) ??
      answerComponents(site, asked) ??
      answerRest(site.server, asked)
    );
  } catch (error) {
    if (!isApiError(error)) throw error;
    return failureAnswer(error, given);
  }
}

/** What a client calls itself. upstream: endpoints/handlers, prefixFromUserAgent */
function agentOf(header: string | undefined): string | undefined {
  const [name = ''] = header?.split('/') ?? [];
  const printable = name.replace(/[^\x20-\x7e]/g, '').slice(0, MANAGER_MAX);
  return printable === '' ? undefined : printable;
}

function splitUrl(url: string): [string, string] {
  const mark = url.indexOf('?');
  return mark < 0 ? [url, ''] : [url.slice(0, mark), url.slice(mark + 1)];
}

function httpAnswer(answer: RestAnswer, isLaidOut: boolean): HttpAnswer {
  const { code, warnings, watch, text, body = {}, encoding = 'json' } = answer;
  const headers = {
    'content-type':
      answer.contentType ??
      (text === undefined ? mediaTypeIn(encoding, watch !== undefined) : 'text/plain'),
    'cache-control': 'no-cache, private',
    ...(warnings.length === 0 ? {} : { warning: [...new Set(warnings)].map(warningHeader) }),
    ...answer.headers,
  };
  const stream = watch === undefined ? answer.stream : watchStream(watch, encoding);
  if (stream !== undefined) return { code, headers, body: '', stream };
  return { code, headers, body: text ?? answerBytes(body, encoding, isLaidOut) };
}

// upstream: net/http.NewWarningHeader; control characters and what is no ASCII would break the header
function warningHeader(message: string): string {
  const text = message.replace(/[^\x20-\x7e]/g, ' ').replace(/[\\"]/g, '\\$&');
  return `299 - "${text}"`;
}
