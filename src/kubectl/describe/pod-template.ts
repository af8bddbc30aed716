import type { PodTemplateSpec, TopologySpreadConstraint } from '../../api/schema/objects';
import { formatSelector } from '../../api/selector';
import { addContainers } from './container';
import { Lines } from './lines';
import { addVolumes } from './volume';

/** upstream: kubectl describe, describeTopologySpreadConstraints */
export function addSpread(
  lines: Lines,
  constraints: readonly TopologySpreadConstraint[] | undefined,
  indent: '' | '  ',
): void {
  const list = [...(constraints ?? [])].sort((a, b) => (a.topologyKey < b.topologyKey ? -1 : 1));
  list.forEach(({ topologyKey, whenUnsatisfiable, maxSkew, labelSelector }, index) => {
    const title = index === 0 ? `${indent}Topology Spread Constraints:` : '';
    const selector =
      labelSelector === undefined ? '' : ` for selector ${formatSelector(labelSelector)}`;
    lines.list.push(
      `${title}\t${topologyKey}:${whenUnsatisfiable} when max skew ${maxSkew} is exceeded${selector}`,
    );
  });
}

/** Adds a Pod template. upstream: kubectl describe, DescribePodTemplate */
export function addPodTemplate(lines: Lines, template: PodTemplateSpec): void {
  const { metadata, spec } = template;
  lines.list.push('Pod Template:');
  lines.labels('  Labels', metadata?.labels);
  if (Object.keys(metadata?.annotations ?? {}).length > 0) {
    lines.annotations('  Annotations', metadata?.annotations);
  }
  if (spec?.serviceAccountName) lines.field(1, 'Service Account', spec.serviceAccountName);
  const inits = spec?.initContainers ?? [];
  if (inits.length > 0) addContainers(lines, inits, { title: 'Init Containers', indent: '  ' });
  addContainers(lines, spec?.containers ?? [], { title: 'Containers', indent: '  ' });
  addVolumes(lines, spec?.volumes, '  ');
  addSpread(lines, spec?.topologySpreadConstraints, '  ');
  if (spec?.priorityClassName) lines.field(1, 'Priority Class Name', spec.priorityClassName);
  lines.labels('  Node-Selectors', spec?.nodeSelector);
  lines.tolerations('  Tolerations', spec?.tolerations);
}

/** The lines of a Pod template, with tabs as they are. */
export function podTemplateLines(template: PodTemplateSpec): readonly string[] {
  const lines = new Lines();
  addPodTemplate(lines, template);
  return lines.list;
}
