import { ValidatingWebhookConfigurations } from '../../api/admission-registration/validating-webhook-configuration';
import { isAbout, isExempt } from '../policy/match';
import type { AdmissionPlugin, Request, Reviewed } from '../request';
import type { Store } from '../store';
import { ask, type Hook, isConcerned } from '../webhook/call';

/** All webhooks, by the names of their configurations. */
function hooksIn(store: Store): readonly Hook[] {
  const configurations = [...store.objects(ValidatingWebhookConfigurations).values()];
  configurations.sort((a, b) => (a.metadata.name < b.metadata.name ? -1 : 1));
  return configurations.flatMap(({ metadata: { name, annotations }, webhooks = [] }) =>
    webhooks.map((hook) => ({ configuration: name, annotations, hook })),
  );
}

function check(request: Request, object: Reviewed | undefined): void {
  if (isExempt(request.kind)) return;
  for (const hook of hooksIn(request.store)) {
    if (isConcerned(hook, request, object)) ask(hook, request, object, false);
  }
}

/** Webhooks that may refuse. upstream: apiserver/pkg/admission/plugin/webhook/validating */
export const validatingWebhook: AdmissionPlugin = {
  name: 'ValidatingAdmissionWebhook',
  configuration: {
    kinds: [ValidatingWebhookConfigurations],
    concerns: (store, kind, verb) =>
      !isExempt(kind) &&
      hooksIn(store).some(({ hook }) =>
        (hook.rules ?? []).some((rule) => isAbout(rule, kind, verb)),
      ),
  },
  validate: check,
  validateDelete: (request) => check(request, undefined),
  validateBody: check,
};
