import { createHash } from 'node:crypto';
import { jsonOf } from './encode';
import type { RestAnswer } from './rest';

/** A client that has a document already says by what tag; `If-None-Match`, empty when it has none. */
export type KnownTags = string;

function knows(tags: KnownTags, tag: string): boolean {
  return tags.split(',').some((each) => {
    const known = each.trim().replace(/^W\//, '');
    return known === '*' || known === tag;
  });
}

/**
 * A document with its tag, or that it is as the client has it: with the headers of the document, as those that the
 * client keeps take their place. upstream: net/http, ServeContent
 */
export function tagged(answer: RestAnswer, digest: string, tags: KnownTags): RestAnswer {
  const etag = `"${digest}"`;
  const headers = { vary: 'Accept', ...answer.headers, etag };
  return knows(tags, etag) ? { ...answer, headers, code: 304, text: '' } : { ...answer, headers };
}

/** An answer whose tag is made from what it says. upstream: endpoints/discovery/aggregated, ServeHTTPWithETag */
export function taggedByContent(
  { body, ...answer }: RestAnswer & { readonly contentType: string },
  tags: KnownTags,
): RestAnswer {
  const text = `${jsonOf(body)}\n`;
  const digest = createHash('sha512').update(text).digest('hex').toUpperCase();
  return tagged({ ...answer, text, headers: { 'cache-control': 'public' } }, digest, tags);
}
