import { type FieldError, forbidden, required } from '../../field-error';
import { validateLabelMap } from '../../label-selector';
import type { ObjectMeta, Pod, PodSpec, PodTemplateSpec } from '../../schema/objects';
import { validatePodAnnotations, validateProfilesMatch } from './annotations';
import { imageErrors } from './containers';
import { Judged } from './judged';
import { validateSpec } from './spec';

/** The specs of Pods, and those of templates, that were found right: the rules of the two differ. */
const pods = new Judged<PodSpec>();
const templates = new Judged<PodTemplateSpec>();

/** What is wrong with an annotation or the spec of a Pod, on create and on update. upstream: validatePodMetadataAndSpec */
export function validatePodMetadataAndSpec({ metadata, spec }: Pod): FieldError[] {
  const errors = validatePodAnnotations(metadata.annotations, spec, 'metadata.annotations');
  return [...errors, ...pods.judge(spec, () => validateOwnSpec(spec, metadata))];
}

function validateOwnSpec(spec: PodSpec, metadata: Partial<ObjectMeta>): FieldError[] {
  const errors = validateSpec(spec, 'spec', { podName: metadata.name ?? '', isPod: true });
  if (!spec.serviceAccountName) {
    spec.volumes?.forEach(({ projected }, volume) => {
      projected?.sources?.forEach(({ serviceAccountToken }, source) => {
        if (serviceAccountToken === undefined) return;
        const at = `spec.volumes[${volume}].projected.sources[${source}].serviceAccountToken`;
        errors.push(forbidden(at, 'must not be specified when serviceAccountName is not set'));
      });
    });
  }
  for (const list of ['containers', 'initContainers'] as const) {
    spec[list]?.forEach((container, index) => {
      errors.push(...imageErrors(container, `spec.${list}[${index}]`));
    });
  }
  return errors;
}

/** Everything that is wrong with a new Pod. upstream: core validation, ValidatePodCreate */
export function validateNewPod(pod: Pod): FieldError[] {
  const errors = validatePodMetadataAndSpec(pod);
  const { ephemeralContainers = [], nodeName, schedulingGates = [] } = pod.spec;
  if (ephemeralContainers.length > 0) {
    errors.push(forbidden('spec.ephemeralContainers', 'cannot be set on create'));
  }
  if (nodeName && schedulingGates.length > 0) {
    const why = 'cannot be set until all schedulingGates have been cleared';
    errors.push(forbidden('spec.nodeName', why));
  }
  return [...errors, ...validateProfilesMatch(pod.metadata.annotations, pod.spec, 'spec')];
}

/** Everything that is wrong with a template of Pods. upstream: core validation, ValidatePodTemplateSpec */
export function validatePodTemplate(template: PodTemplateSpec, path: string): FieldError[] {
  return templates.judge(template, () => {
    const { metadata = {}, spec } = template;
    const errors = validateLabelMap(metadata.labels, `${path}.labels`);
    if (spec === undefined) return [...errors, required(`${path}.spec.containers`)];
    errors.push(
      ...validatePodAnnotations(metadata.annotations, spec, `${path}.annotations`),
      ...validateSpec(spec, `${path}.spec`, { podName: '', isPod: false }),
      ...validateProfilesMatch(metadata.annotations, spec, `${path}.spec`),
    );
    if ((spec.ephemeralContainers ?? []).length > 0) {
      const why = 'ephemeral containers not allowed in pod template';
      errors.push(forbidden(`${path}.spec.ephemeralContainers`, why));
    }
    return errors;
  });
}
