import { ageOf } from '../age';
import { defineKind } from '../kind';
import type { ValidatingWebhookConfiguration } from '../schema/objects';
import { defaultWebhooks, validateWebhooks } from './webhook';

export const ValidatingWebhookConfigurations = defineKind<ValidatingWebhookConfiguration>(
  'admissionregistration.k8s.io/v1',
  'ValidatingWebhookConfiguration',
  {
    takesAnyFinalizer: true,
    hasGeneration: true,
    defaults: ({ webhooks }) => defaultWebhooks(webhooks, false),
    validate: ({ webhooks }) => validateWebhooks(webhooks),
    row: (configuration, now) => [
      configuration.metadata.name,
      (configuration.webhooks ?? []).length,
      ageOf(configuration, now),
    ],
  },
);
