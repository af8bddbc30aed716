import { ageOf } from '../age';
import { defineKind } from '../kind';
import type { MutatingWebhookConfiguration } from '../schema/objects';
import { defaultWebhooks, validateWebhooks } from './webhook';

export const MutatingWebhookConfigurations = defineKind<MutatingWebhookConfiguration>(
  'admissionregistration.k8s.io/v1',
  'MutatingWebhookConfiguration',
  {
    takesAnyFinalizer: true,
    hasGeneration: true,
    defaults: ({ webhooks }) => defaultWebhooks(webhooks, true),
    validate: ({ webhooks }) => validateWebhooks(webhooks),
    row: (configuration, now) => [
      configuration.metadata.name,
      (configuration.webhooks ?? []).length,
      ageOf(configuration, now),
    ],
  },
);
