import type { KubeObject } from '../api/object';
import type { Container, PodSpec, PodTemplateSpec } from '../api/schema/objects';

interface Templated extends KubeObject {
  readonly spec?: {
    readonly template?: PodTemplateSpec;
    readonly jobTemplate?: { readonly spec?: { readonly template?: PodTemplateSpec } };
  };
}

/** The Pod spec in an object: its own, or its template's; undefined for other kinds. */
export function podSpecOf(object: KubeObject): PodSpec | undefined {
  if (object.kind === 'Pod') return (object as KubeObject & { readonly spec: PodSpec }).spec;
  const { spec } = object as Templated;
  return (object.kind === 'CronJob' ? spec?.jobTemplate?.spec?.template : spec?.template)?.spec;
}

/** The object with another Pod spec in it. */
export function withPodSpec<T extends KubeObject>(object: T, podSpec: PodSpec): T {
  if (object.kind === 'Pod') return { ...object, spec: podSpec };
  const { spec } = object as Templated;
  if (object.kind === 'CronJob') {
    const { jobTemplate } = spec ?? {};
    const job = {
      ...jobTemplate?.spec,
      template: { ...jobTemplate?.spec?.template, spec: podSpec },
    };
    return { ...object, spec: { ...spec, jobTemplate: { ...jobTemplate, spec: job } } };
  }
  return { ...object, spec: { ...spec, template: { ...spec?.template, spec: podSpec } } };
}

/** The Pod spec with its containers changed, and after them the init containers. */
export function mapContainers(spec: PodSpec, change: (container: Container) => Container): PodSpec {
  const containers = spec.containers.map(change);
  const initContainers = spec.initContainers?.map(change);
  return { ...spec, ...(initContainers === undefined ? {} : { initContainers }), containers };
}
