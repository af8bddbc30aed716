import { validateAnnotations } from '../../annotation-validation';
import type { FeatureGates } from '../../features/feature-gates';
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
export function validatePodMetadataAndSpec(
  { metadata, spec }: Pod,
  features: FeatureGates,
): FieldError[] {
  const errors = validatePodAnnotations(
    metadata.annotations,
    spec,
    'metadata.annotations',
    features,
  );
  const find = () => validateOwnSpec(spec, metadata, features);
  return [...errors, ...pods.judge(spec, find, [features])];
}

function validateOwnSpec(
  spec: PodSpec,
  metadata: Partial<ObjectMeta>,
  features: FeatureGates,
): FieldError[] {
  const owner = { podName: metadata.name ?? '', isPod: true, features };
  const errors = validateSpec(spec, 'spec', owner);
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
export function validateNewPod(pod: Pod, features: FeatureGates): FieldError[] {
  const errors = validatePodMetadataAndSpec(pod, features);
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
export function validatePodTemplate(
  template: PodTemplateSpec,
  path: string,
  features: FeatureGates,
): FieldError[] {
  const find = () => {
    const { metadata = {}, spec } = template;
    const errors = [
      ...validateLabelMap(metadata.labels, `${path}.labels`),
      ...validateAnnotations(metadata.annotations, `${path}.annotations`),
    ];
    if (spec === undefined) return [...errors, required(`${path}.spec.containers`)];
    errors.push(
      ...validatePodAnnotations(metadata.annotations, spec, `${path}.annotations`, features),
      ...validateSpec(spec, `${path}.spec`, { podName: '', isPod: false, features }),
      ...validateProfilesMatch(metadata.annotations, spec, `${path}.spec`),
    );
    if ((spec.ephemeralContainers ?? []).length > 0) {
      const why = 'ephemeral containers not allowed in pod template';
      errors.push(forbidden(`${path}.spec.ephemeralContainers`, why));
    }
    return errors;
  };
  return templates.judge(template, find, [features]);
}
