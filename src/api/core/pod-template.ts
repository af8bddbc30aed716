import { GatedFields } from '../features/gated-fields';
import { defineKind } from '../kind';
import type { PodTemplate } from '../schema/objects';
import { formatSelector } from '../selector';
import { templateWarnings } from '../warnings/pod';
import { templateDefaults } from './pod';
import { podGatedFields } from './pod-gated-fields';
import { validatePodTemplate } from './pod-validation';

export const PodTemplates = defineKind<PodTemplate>('v1', 'PodTemplate', {
  hasGeneration: true,
  defaults({ template }) {
    if (template !== undefined && !Object.isFrozen(template)) templateDefaults(template);
  },
  gated: new GatedFields(podGatedFields('template.spec')),
  validate: ({ template = {} }, features) => validatePodTemplate(template, 'template', features),
  warnings: ({ template }, old) =>
    template === old?.template ? [] : templateWarnings(template, 'template'),
  row(object) {
    const containers = object.template?.spec?.containers ?? [];
    return [
      object.metadata.name,
      containers.map(({ name }) => name).join(','),
      containers.map(({ image }) => image).join(','),
      formatSelector({ matchLabels: object.template?.metadata?.labels ?? {} }),
    ];
  },
});
