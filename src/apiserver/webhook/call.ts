import { admissionEnvironment } from '../../api/cel/admission-scope';
import { CelError } from '../../api/cel/environment';
import { ApiError, badRequestError, forbiddenError, type Reason } from '../../api/errors';
import type { MutatingWebhook } from '../../api/schema/objects';
import { activation } from '../policy/activation';
import { matchesNamespace, matchesObject, matchesRules } from '../policy/match';
import type { Request, Reviewed } from '../request';
import { postTo, WebhookCallError } from './post';
import { type AdmissionResponse, answerIn, reviewOf } from './review';
import { isTrusted } from './trust';

/** One webhook of a configuration, of either sort. */
export interface Hook {
  readonly configuration: string;
  /** The configuration's. */
  readonly annotations?: Readonly<Record<string, string>> | undefined;
  readonly hook: MutatingWebhook;
}

/** True when the conditions of a webhook hold; a 403 when they cannot be told and the webhook must not be missed. */
function meetsConditions({ hook }: Hook, request: Request, object: Reviewed | undefined): boolean {
  const conditions = hook.matchConditions ?? [];
  if (conditions.length === 0) return true;
  const environment = admissionEnvironment({ hasParams: false, hasAuthorizer: true });
  const variables = activation(request, object);
  const problems: string[] = [];
  for (const { expression } of conditions) {
    try {
      if (environment.compile(expression.trim()).evaluate(variables) !== true) return false;
    } catch (error) {
      if (!(error instanceof CelError)) throw error;
      problems.push(`expression '${expression.trim()}' resulted in error: ${error.message}`);
    }
  }
  if (problems.length === 0) return true;
  if (hook.failurePolicy === 'Ignore') return false;
  const why = problems.length === 1 ? (problems[0] ?? '') : `[${problems.join(', ')}]`;
  throw forbiddenError(request.kind, object?.metadata?.name ?? request.name, why);
}

/** True when a webhook is to be asked about a request. upstream: webhook/generic, ShouldCallHook */
export function isConcerned(hook: Hook, request: Request, object: Reviewed | undefined): boolean {
  const { rules = [], matchPolicy, namespaceSelector, objectSelector } = hook.hook;
  return (
    matchesRules(rules, matchPolicy, request) &&
    matchesNamespace(namespaceSelector, request, object) &&
    matchesObject(objectSelector, [object, request.old]) &&
    meetsConditions(hook, request, object)
  );
}

function send({ hook, annotations }: Hook, request: Request, body: string): string {
  const { clientConfig, timeoutSeconds: seconds = 10 } = hook;
  try {
    return postTo(clientConfig, request, {
      body,
      seconds,
      isTrusted: isTrusted(clientConfig, annotations),
      await: (takes) => {
        // what is updated was read already: nothing may happen to it until it is written
        if (takes > 0 && request.old === undefined) request.holdBack(takes);
      },
    });
  } catch (error) {
    if (!(error instanceof WebhookCallError)) throw error;
    throw new WebhookCallError(`failed to call webhook: ${error.message}`);
  }
}

/** A webhook refuses; without a code of its own that is a 400. upstream: webhook/errors, ToStatusErr */
function rejection(name: string, { status = {} }: AdmissionResponse): ApiError {
  const { code = 0, message = '', reason = '' } = status;
  const denied = `admission webhook ${JSON.stringify(name)} denied the request`;
  const why = message || reason;
  const text = why === '' ? `${denied} without explanation` : `${denied}: ${why}`;
  return new ApiError((reason || 'Unknown') as Reason, text, undefined, Math.max(code, 400));
}

/**
 * Asks one webhook about a request: its answer when it allows it, undefined when it cannot be asked and need not be.
 * An ApiError when it refuses, or cannot be asked and must be. upstream: the dispatchers' callHook
 */
export function ask(
  hook: Hook,
  request: Request,
  object: Reviewed | undefined,
  isMutating: boolean,
): AdmissionResponse | undefined {
  const { name, sideEffects, admissionReviewVersions: versions, failurePolicy } = hook.hook;
  if (request.options.dryRun === true && !['None', 'NoneOnDryRun'].includes(sideEffects)) {
    throw badRequestError(`admission webhook ${JSON.stringify(name)} does not support dry run`);
  }
  const review = reviewOf({ configuration: hook.configuration, name, versions }, request, object);
  let response: AdmissionResponse;
  try {
    response = answerIn(send(hook, request, JSON.stringify(review)), review, isMutating);
  } catch (error) {
    if (!(error instanceof WebhookCallError)) throw error;
    if (failurePolicy === 'Ignore') return undefined;
    const message = `failed calling webhook ${JSON.stringify(name)}: ${error.message}`;
    throw new ApiError('InternalError', `Internal error occurred: ${message}`, {
      causes: [{ message }],
    });
  }
  for (const warning of response.warnings ?? []) request.options.warn?.(warning);
  if (response.allowed !== true) throw rejection(name, response);
  return response;
}
