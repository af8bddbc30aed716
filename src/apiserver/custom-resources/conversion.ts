import { createHash } from 'node:crypto';
import { ApiError } from '../../api/errors';
import { isJsonObject, type JsonObject } from '../../api/object';
import type { CustomResourceDefinition } from '../../api/schema/objects';
import { postTo, WebhookCallError, type WebhookNetwork } from '../webhook/post';
import { isTrusted } from '../webhook/trust';

/** Makes an object of one version into one of another; an ApiError when that does not go. */
export type Convert = (object: JsonObject, apiVersion: string) => JsonObject;

/** upstream: apiextensions webhook_converter, the timeout of its client */
const SECONDS = 30;

/** How objects of a definition go from one version to another. upstream: apiextensions conversion */
export function converterOf(
  { metadata, spec }: CustomResourceDefinition,
  network: WebhookNetwork,
): Convert {
  const { webhook, strategy } = spec.conversion ?? {};
  const client = webhook?.clientConfig;
  if (strategy !== 'Webhook' || webhook === undefined || client === undefined) {
    return (object, apiVersion) => ({ ...object, apiVersion });
  }
  const known = webhook.conversionReviewVersions.find((one) => one === 'v1' || one === 'v1beta1');
  const reviewVersion = `apiextensions.k8s.io/${known ?? 'v1'}`;
  return (object, apiVersion) => {
    if (object.apiVersion === apiVersion) return object;
    const review = {
      kind: 'ConversionReview',
      apiVersion: reviewVersion,
      request: {
        uid: uidOf(object, apiVersion),
        desiredAPIVersion: apiVersion,
        objects: [object],
      },
    };
    const gvk = `${object.apiVersion}, Kind=${spec.names.kind}`;
    try {
      const body = JSON.stringify(review);
      const text = postTo(client, network, {
        body,
        seconds: SECONDS,
        isTrusted: isTrusted(client, metadata.annotations),
      });
      return restored(object, onlyObject(text, review, gvk), { apiVersion, gvk });
    } catch (error) {
      if (!(error instanceof WebhookCallError)) throw error;
      const words = `conversion webhook for ${gvk}`;
      const message = error.message.startsWith(words)
        ? error.message
        : `${words} failed: ${error.message}`;
      throw new ApiError('Unknown', message, undefined, 500);
    }
  };
}

interface Review {
  readonly apiVersion: string;
  readonly request: { readonly uid: string };
}

/** The same for the same question: a review has no life of its own. */
function uidOf(object: JsonObject, apiVersion: string): string {
  const hash = createHash('sha256')
    .update(JSON.stringify([object, apiVersion]))
    .digest('hex');
  return hash.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, '$1-$2-4$3-8$4-$5');
}

/** The object that the webhook answered with. upstream: getConvertedObjectsFromResponse */
function onlyObject(text: string, review: Review, gvk: string): JsonObject {
  const { apiVersion, kind, response } = parsed(text);
  const { uid } = review.request;
  if (apiVersion !== review.apiVersion || kind !== 'ConversionReview') {
    throw new WebhookCallError(
      `expected webhook response of ${review.apiVersion}, Kind=ConversionReview, got ${String(apiVersion ?? '')}, Kind=${String(kind ?? '')}`,
    );
  }
  if (!isJsonObject(response)) throw new WebhookCallError('no response provided');
  if (response.uid !== uid) {
    const given = JSON.stringify(response.uid ?? '');
    throw new WebhookCallError(`expected response.uid=${JSON.stringify(uid)}, got ${given}`);
  }
  const { status = '', message = '' } = isJsonObject(response.result) ? response.result : {};
  if (status !== 'Success') {
    if (status === '')
      throw new WebhookCallError('response.result.status was empty, expected "Success"');
    const why = message === '' ? 'response.result.message was empty' : String(message);
    throw new WebhookCallError(why);
  }
  const objects = Array.isArray(response.convertedObjects) ? response.convertedObjects : [];
  const [object] = objects;
  if (objects.length !== 1 || !isJsonObject(object)) {
    throw new WebhookCallError(
      `conversion webhook for ${gvk} returned ${objects.length} objects, expected 1`,
    );
  }
  return object;
}

function parsed(text: string): JsonObject {
  try {
    const found: unknown = JSON.parse(text);
    return isJsonObject(found) ? found : {};
  } catch {
    throw new WebhookCallError(
      "couldn't get version/kind; json parse error: invalid character in the response",
    );
  }
}

/** Of metadata a webhook may change labels and annotations alone. upstream: validateConvertedObject, restoreObjectMeta */
function restored(
  original: JsonObject,
  converted: JsonObject,
  { apiVersion, gvk }: { readonly apiVersion: string; readonly gvk: string },
): JsonObject {
  const wrong = (why: string) =>
    new WebhookCallError(
      `conversion webhook for ${gvk} returned invalid converted object at index 0: ${why}`,
    );
  if (converted.apiVersion !== apiVersion) {
    throw wrong(
      `invalid groupVersion (expected ${apiVersion}, received ${String(converted.apiVersion ?? '')})`,
    );
  }
  if (converted.kind !== original.kind) {
    const [had, has] = [original.kind, converted.kind].map((one) => JSON.stringify(one ?? ''));
    throw wrong(`invalid kind (expected ${had}, received ${has})`);
  }
  const { metadata: before } = original;
  const { metadata } = converted;
  if (!isJsonObject(metadata)) throw wrong('missing metadata in converted object');
  if (!isJsonObject(before)) return converted;
  for (const field of ['name', 'namespace', 'uid'] as const) {
    if (metadata[field] === before[field]) continue;
    const name = field === 'uid' ? 'UID' : field;
    throw wrong(
      `must have the same ${name}: ${String(metadata[field] ?? '')} != ${String(before[field] ?? '')}`,
    );
  }
  const { labels: _labels, annotations: _annotations, ...rest } = before;
  const { labels, annotations } = metadata;
  return {
    ...converted,
    metadata: {
      ...rest,
      ...(labels === undefined ? {} : { labels }),
      ...(annotations === undefined ? {} : { annotations }),
    },
  };
}
