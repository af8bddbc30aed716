import type { JsonObject, KubeObject } from '../../api/object';
import type { WebhookCall, WebhookReply } from './transport';

/** What a webhook is asked: an AdmissionRequest of admission.k8s.io/v1. */
export interface AdmissionQuestion {
  readonly uid: string;
  readonly kind: { readonly group: string; readonly version: string; readonly kind: string };
  readonly resource: {
    readonly group: string;
    readonly version: string;
    readonly resource: string;
  };
  readonly subResource?: string;
  readonly name: string;
  readonly namespace?: string;
  readonly operation: 'CREATE' | 'UPDATE' | 'DELETE';
  readonly userInfo: { readonly username: string; readonly groups: readonly string[] };
  readonly dryRun: boolean;
  readonly object: KubeObject | null;
  readonly oldObject: KubeObject | null;
}

/** What a webhook says: yes or no alone, or with what it wants. */
export type AdmissionVerdict =
  | boolean
  | {
      readonly allowed: boolean;
      /** Why not. */
      readonly message?: string;
      readonly reason?: string;
      readonly code?: number;
      readonly warnings?: readonly string[];
      /** A JSON patch (RFC 6902): what a webhook that mutates wants to change. */
      readonly patch?: readonly JsonObject[];
    };

/** A webhook that somebody writes: configurations reach it by the host of a URL, `https://HOST/path`. */
export interface OwnWebhook {
  readonly host: string;
  /** Decides at once, by the question alone. What it throws is a failure of the webhook. */
  review(question: AdmissionQuestion): AdmissionVerdict;
}

/** States what a webhook is. */
export function defineWebhook(webhook: OwnWebhook): OwnWebhook {
  return webhook;
}

/** True for what defineWebhook returns. */
export function isWebhook(value: unknown): value is OwnWebhook {
  if (typeof value !== 'object' || value === null) return false;
  const { host, review } = value as Partial<OwnWebhook>;
  return typeof host === 'string' && typeof review === 'function';
}

function responseOf(verdict: AdmissionVerdict): object {
  if (typeof verdict === 'boolean') return { allowed: verdict };
  const { allowed, message, reason, code, warnings, patch } = verdict;
  const status = Object.fromEntries(
    Object.entries({ message, reason, code }).filter(([, value]) => value !== undefined),
  );
  return {
    allowed,
    ...(Object.keys(status).length === 0 ? {} : { status }),
    ...(warnings === undefined ? {} : { warnings }),
    ...(patch === undefined || patch.length === 0
      ? {}
      : {
          patchType: 'JSONPatch',
          patch: Buffer.from(JSON.stringify(patch), 'utf8').toString('base64'),
        }),
  };
}

/** What a webhook replies to a call, as its server would. */
export function replyOf(webhook: OwnWebhook, { body }: WebhookCall): WebhookReply {
  const { apiVersion, kind, request } = JSON.parse(body) as {
    apiVersion: string;
    kind: string;
    request: AdmissionQuestion;
  };
  try {
    const response = { uid: request.uid, ...responseOf(webhook.review(request)) };
    return { status: 200, body: JSON.stringify({ apiVersion, kind, response }) };
  } catch (error) {
    return { status: 500, body: error instanceof Error ? error.message : String(error) };
  }
}
