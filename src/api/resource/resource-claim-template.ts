import { ageOf } from '../age';
import { GatedFields } from '../features/gated-fields';
import { immutable } from '../field-error';
import { goStruct } from '../go-value';
import { defineKind } from '../kind';
import { deepEqual } from '../object';
import type { ResourceClaimTemplate } from '../schema/objects';
import { validateTemplateMetadata } from '../template-metadata';
import { defaultDeviceClaim } from './device-defaults';
import { validateDeviceClaim } from './device-request';
import { gatedInClaim } from './gated-in-claim';

const SPEC = 'io.k8s.api.resource.v1.ResourceClaimTemplateSpec';

export const ResourceClaimTemplates = defineKind<ResourceClaimTemplate>(
  'resource.k8s.io/v1',
  'ResourceClaimTemplate',
  {
    defaults: ({ spec }) => defaultDeviceClaim(spec?.spec?.devices),
    gated: new GatedFields(gatedInClaim('spec.spec.devices')),
    validate: ({ spec }) => [
      ...validateTemplateMetadata(spec.metadata, 'spec.metadata'),
      ...validateDeviceClaim(spec.spec?.devices, 'spec.spec.devices'),
    ],
    validateReplacement: ({ spec }, { spec: old }) =>
      immutable('spec', goStruct(SPEC, spec), deepEqual(spec, old)),
    row: (template, now) => [template.metadata.name, ageOf(template, now)],
  },
);
