import { MutatingWebhookConfigurations } from '../../api/admission-registration/mutating-webhook-configuration';
import { ApiError } from '../../api/errors';
import { type Draft, deepEqual, draftOf, type KubeObject } from '../../api/object';
import { applyJsonPatch, PatchError } from '../../api/patch/json-patch';
import { decode } from '../../api/schema/decode';
import { DecodeError } from '../../api/schema/decode-error';
import { isAbout, isExempt } from '../policy/match';
import type { AdmissionPlugin, Request, Reviewed } from '../request';
import type { Store } from '../store';
import { ask, type Hook, isConcerned } from '../webhook/call';
import type { AdmissionResponse } from '../webhook/review';

/** All webhooks, by the names of their configurations. */
function hooksIn(store: Store): readonly Hook[] {
  const configurations = [...store.objects(MutatingWebhookConfigurations).values()];
  configurations.sort((a, b) => (a.metadata.name < b.metadata.name ? -1 : 1));
  return configurations.flatMap(({ metadata: { name, annotations }, webhooks = [] }) =>
    webhooks.map((hook) => ({ configuration: name, annotations, hook })),
  );
}

function internal(message: string): ApiError {
  return new ApiError('InternalError', `Internal error occurred: ${message}`, {
    causes: [{ message }],
  });
}

/** What a webhook makes of an object, in the server's form; of what is sent otherwise, as it stands. */
function patched({ kind, bodyType }: Request, object: object, patch: string): object {
  try {
    const operations: unknown = JSON.parse(Buffer.from(patch, 'base64').toString('utf8'));
    const result = applyJsonPatch(object, operations) as object;
    return bodyType === undefined ? decode(kind.struct, result).value : result;
  } catch (error) {
    if (
      error instanceof SyntaxError ||
      error instanceof PatchError ||
      error instanceof DecodeError
    ) {
      throw internal(error.message);
    }
    throw error;
  }
}

/** Makes the draft what a webhook wants it to be; true when that is something else. */
function apply(
  request: Request,
  draft: Draft<Reviewed>,
  { patch = '' }: AdmissionResponse,
): boolean {
  if (patch === '') return false;
  const before = draftOf(draft) as object;
  const after = draftOf(patched(request, before, patch));
  if (deepEqual(before, after)) return false;
  const target = draft as Record<string, unknown>;
  for (const key of Object.keys(target)) delete target[key];
  Object.assign(target, after);
  const { kind, bodyType, features } = request;
  if (bodyType === undefined) kind.rules.defaults?.(draft as Draft<KubeObject>, features);
  return true;
}

/**
 * Asks the webhooks one after the other; those that want to be asked again when others change the object later are
 * asked once more. upstream: webhook/mutating, dispatcher and reinvocationcontext
 */
function mutate(request: Request, draft: Draft<Reviewed>): void {
  if (isExempt(request.kind)) return;
  const asked = new Set<Hook>();
  const again = new Set<Hook>();
  const object = draft as unknown as Reviewed;
  const call = (hook: Hook): boolean => {
    const answer = ask(hook, request, object, true);
    return answer !== undefined && apply(request, draft, answer);
  };
  const hooks = hooksIn(request.store);
  for (const hook of hooks) {
    if (!isConcerned(hook, request, object)) continue;
    if (call(hook)) {
      for (const earlier of asked) again.add(earlier);
      asked.clear();
    }
    if (hook.hook.reinvocationPolicy === 'IfNeeded') asked.add(hook);
  }
  for (const hook of hooks) {
    if (again.has(hook) && isConcerned(hook, request, object)) call(hook);
  }
}

function check(request: Request): void {
  if (isExempt(request.kind)) return;
  for (const hook of hooksIn(request.store)) {
    if (!isConcerned(hook, request, undefined)) continue;
    const answer = ask(hook, request, undefined, true);
    if (answer?.patch === undefined || answer.patch === '') continue;
    throw internal(
      `admission webhook ${JSON.stringify(hook.hook.name)} attempted to modify the object, which is not supported for this operation`,
    );
  }
}

/** Webhooks that may change what is written. upstream: apiserver/pkg/admission/plugin/webhook/mutating */
export const mutatingWebhook: AdmissionPlugin = {
  name: 'MutatingAdmissionWebhook',
  configuration: {
    kinds: [MutatingWebhookConfigurations],
    concerns: (store, kind, verb) =>
      !isExempt(kind) &&
      hooksIn(store).some(({ hook }) =>
        (hook.rules ?? []).some((rule) => isAbout(rule, kind, verb)),
      ),
  },
  mutate,
  mutateBody: mutate,
  validateDelete: check,
};
