import { createHash } from 'node:crypto';
import { admissionRequest } from '../policy/activation';
import type { Request, Reviewed } from '../request';
import { WebhookCallError } from './post';

/** What a webhook is called by: its own name and its configuration's. */
export interface HookIdentity {
  readonly configuration: string;
  readonly name: string;
}

/** The answer of a webhook. */
export interface AdmissionResponse {
  readonly uid: string;
  readonly allowed?: boolean;
  readonly status?: { readonly code?: number; readonly message?: string; readonly reason?: string };
  readonly patch?: string;
  readonly patchType?: string;
  readonly warnings?: readonly string[];
}

/** A question for a webhook. */
export interface AdmissionReview {
  readonly apiVersion: string;
  readonly kind: string;
  readonly request: {
    readonly uid: string;
    readonly object: Reviewed | null;
    readonly oldObject: Reviewed | null;
  };
}

/** The same for the same request: a review has no life of its own. */
function uidOf({ configuration, name }: HookIdentity, request: Request): string {
  const { kind, namespace = '', name: object, now, verb } = request;
  const hash = createHash('sha256')
    .update(JSON.stringify([configuration, name, kind.id, namespace, object, now, verb]))
    .digest('hex');
  return hash.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, '$1-$2-4$3-8$4-$5');
}

/** The review that asks a webhook about a request. upstream: webhook/request, CreateAdmissionObjects */
export function reviewOf(
  hook: HookIdentity & { readonly versions: readonly string[] },
  request: Request,
  object: Reviewed | undefined,
): AdmissionReview {
  const version = hook.versions.find((each) => each === 'v1' || each === 'v1beta1') ?? 'v1';
  return {
    kind: 'AdmissionReview',
    apiVersion: `admission.k8s.io/${version}`,
    request: {
      uid: uidOf(hook, request),
      ...admissionRequest(request),
      object: object ?? null,
      oldObject: request.old ?? null,
    },
  };
}

/** The answer in a reply's text; a WebhookCallError when it answers something else. upstream: VerifyAdmissionResponse */
export function answerIn(
  text: string,
  review: AdmissionReview,
  isMutating: boolean,
): AdmissionResponse {
  const { apiVersion, kind, response } = parsed(text);
  const { uid } = review.request;
  if (response === undefined || response === null)
    throw new WebhookCallError('webhook response was absent');
  if (apiVersion !== review.apiVersion || kind !== 'AdmissionReview') {
    throw new WebhookCallError(
      `expected webhook response of ${review.apiVersion}, Kind=AdmissionReview, got ${apiVersion ?? ''}, Kind=${kind ?? ''}`,
    );
  }
  if (response.uid !== uid) {
    throw new WebhookCallError(
      `expected response.uid=${JSON.stringify(uid)}, got ${JSON.stringify(response.uid ?? '')}`,
    );
  }
  const { patch = '', patchType = '' } = response;
  if (!isMutating && (patch !== '' || patchType !== '')) {
    throw new WebhookCallError(
      'validating webhook may not return response.patch or response.patchType',
    );
  }
  if (patch !== '' && patchType === '') {
    throw new WebhookCallError('webhook returned response.patch but not response.patchType');
  }
  if (patch !== '' && patchType !== 'JSONPatch') {
    throw new WebhookCallError(
      `webhook returned invalid response.patchType of ${JSON.stringify(patchType)}, expected "JSONPatch"`,
    );
  }
  return response;
}

interface Reply {
  readonly apiVersion?: string;
  readonly kind?: string;
  readonly response?: AdmissionResponse | null;
}

function parsed(text: string): Reply {
  try {
    const found: unknown = JSON.parse(text);
    return typeof found === 'object' && found !== null ? found : {};
  } catch {
    throw new WebhookCallError(
      "couldn't get version/kind; json parse error: invalid character in the response",
    );
  }
}
