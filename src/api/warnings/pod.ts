import { containersOf } from '../core/pod-validation/windows';
import { dnsLabelErrors } from '../names';
import type {
  Pod,
  PodAffinityTerm,
  PodSpec,
  PodTemplateSpec,
  WeightedPodAffinityTerm,
} from '../schema/objects';
import { bytesWarnings } from './claim';
import { containerWarnings, type Placed, portWarnings } from './container';
import { ipWarnings } from './ip';
import { keyWarnings, oldNodeLabel, termWarnings } from './node-label';
import { volumeWarnings } from './volume';

type Annotations = Readonly<Record<string, string>>;

// upstream: api/pod, deprecatedAnnotations
const OLD_ANNOTATIONS: Annotations = {
  'scheduler.alpha.kubernetes.io/critical-pod':
    'non-functional in v1.16+; use the "priorityClassName" field instead',
  'security.alpha.kubernetes.io/sysctls':
    'non-functional in v1.11+; use the "sysctls" field instead',
  'security.alpha.kubernetes.io/unsafe-sysctls':
    'non-functional in v1.11+; use the "sysctls" field instead',
};
const SECCOMP_POD = 'seccomp.security.alpha.kubernetes.io/pod';
const SECCOMP_CONTAINER = 'container.seccomp.security.alpha.kubernetes.io/';
const SECCOMP = 'non-functional in v1.27+; use the "seccompProfile" field instead';
const APP_ARMOR_CONTAINER = 'container.apparmor.security.beta.kubernetes.io/';
const APP_ARMOR = 'deprecated since v1.30; use the "appArmorProfile" field instead';
const NO_POD = 'a null labelSelector results in matching no pod';
const REQUIRED = 'requiredDuringSchedulingIgnoredDuringExecution';
const PREFERRED = 'preferredDuringSchedulingIgnoredDuringExecution';

function nodeWarnings({ nodeSelector = {}, affinity }: PodSpec, path: string): string[] {
  const { [REQUIRED]: hard, [PREFERRED]: soft = [] } = affinity?.nodeAffinity ?? {};
  const at = `${path}.affinity.nodeAffinity`;
  return [
    ...Object.keys(nodeSelector).flatMap((key) => {
      const message = oldNodeLabel(key);
      return message === undefined ? [] : [`${path}.nodeSelector[${key}]: ${message}`];
    }),
    ...(hard?.nodeSelectorTerms ?? []).flatMap((term, index) =>
      termWarnings(term, `${at}.${REQUIRED}.nodeSelectorTerms[${index}]`, false),
    ),
    // those of the preferred terms are warned of, as nobody refuses them
    ...soft.flatMap(({ preference }, index) =>
      termWarnings(preference, `${at}.${PREFERRED}[${index}].preference`, true),
    ),
  ];
}

function spreadWarnings({ topologySpreadConstraints = [] }: PodSpec, path: string): string[] {
  return topologySpreadConstraints.flatMap(({ topologyKey, labelSelector }, index) => {
    const at = `${path}.topologySpreadConstraints[${index}]`;
    const warnings = keyWarnings(`${at}.topologyKey`, topologyKey);
    return labelSelector === undefined ? [...warnings, `${at}.labelSelector: ${NO_POD}`] : warnings;
  });
}

/** Entries of a list that are there already, by what tells them apart. */
function repeats(values: readonly string[], what: string, at: (index: number) => string): string[] {
  return values.flatMap((value, index) =>
    values.indexOf(value) < index
      ? [`${at(index)}: duplicate ${what} ${JSON.stringify(value)}`]
      : [],
  );
}

function listWarnings(spec: PodSpec, path: string): string[] {
  const { hostAliases = [], imagePullSecrets = [], dnsConfig, overhead = {} } = spec;
  const alias = (index: number) => `${path}.hostAliases[${index}].ip`;
  const secret = (index: number) => `${path}.imagePullSecrets[${index}].name`;
  const secrets = imagePullSecrets.map(({ name = '' }) => name);
  return [
    ...repeats(
      hostAliases.map(({ ip }) => ip),
      'ip',
      alias,
    ),
    ...repeats(secrets, 'name', secret),
    ...secrets.flatMap((name, index) =>
      name === '' ? [`${secret(index)}: invalid empty name ""`] : [],
    ),
    ...['memory', 'ephemeral-storage'].flatMap((name) =>
      bytesWarnings(`${path}.overhead[${name}]`, overhead[name]),
    ),
    ...hostAliases.flatMap(({ ip }, index) => ipWarnings(alias(index), ip)),
    ...(dnsConfig?.nameservers ?? []).flatMap((server, index) =>
      ipWarnings(`${path}.dnsConfig.nameservers[${index}]`, server),
    ),
  ];
}

/** Profiles that are asked for by annotations nobody reads any more. */
function profileWarnings(
  { securityContext }: PodSpec,
  annotations: Annotations,
  containers: readonly Placed[],
  prefix: string,
): string[] {
  const warnings: string[] = [];
  const warn = (key: string, message: string) => {
    if (annotations[key] !== undefined) {
      warnings.push(`${prefix}metadata.annotations[${key}]: ${message}`);
    }
  };
  if (securityContext?.seccompProfile === undefined) warn(SECCOMP_POD, SECCOMP);
  for (const { container } of containers) {
    const own = container.securityContext;
    if (own?.seccompProfile === undefined) warn(SECCOMP_CONTAINER + container.name, SECCOMP);
    if ((own?.appArmorProfile ?? securityContext?.appArmorProfile) !== undefined) continue;
    warn(APP_ARMOR_CONTAINER + container.name, APP_ARMOR);
  }
  return warnings;
}

function affinityWarnings({ affinity }: PodSpec, path: string): string[] {
  return (['podAffinity', 'podAntiAffinity'] as const).flatMap((name) => {
    const at = `${path}.affinity.${name}`;
    const { [REQUIRED]: hard = [], [PREFERRED]: soft = [] } = affinity?.[name] ?? {};
    const selects = ({ labelSelector }: PodAffinityTerm, where: string) =>
      labelSelector === undefined ? [`${where}.labelSelector: ${NO_POD}`] : [];
    return [
      ...hard.flatMap((term, index) => selects(term, `${at}.${REQUIRED}[${index}]`)),
      ...soft.flatMap(({ podAffinityTerm }: WeightedPodAffinityTerm, index) =>
        selects(podAffinityTerm, `${at}.${PREFERRED}[${index}].podAffinityTerm`),
      ),
    ];
  });
}

function warningsOf(spec: PodSpec, annotations: Annotations, prefix: string): string[] {
  const path = `${prefix}spec`;
  const containers = containersOf(spec, path);
  const { terminationGracePeriodSeconds: grace = 0 } = spec;
  return [
    ...nodeWarnings(spec, path),
    ...spreadWarnings(spec, path),
    ...Object.entries(OLD_ANNOTATIONS).flatMap(([key, message]) =>
      annotations[key] === undefined ? [] : [`${prefix}metadata.annotations[${key}]: ${message}`],
    ),
    ...volumeWarnings(spec.volumes ?? [], `${path}.volumes`),
    ...listWarnings(spec, path),
    ...profileWarnings(spec, annotations, containers, prefix),
    ...containers.flatMap(containerWarnings),
    ...portWarnings(containers),
    ...(grace < 0
      ? [
          `${path}.terminationGracePeriodSeconds: must be >= 0; negative values are invalid and will be treated as 1`,
        ]
      : []),
    ...affinityWarnings(spec, path),
  ];
}

/** What is odd about a template of Pods. upstream: api/pod, GetWarningsForPodTemplate */
export function templateWarnings(template: PodTemplateSpec | undefined, path: string): string[] {
  if (template?.spec === undefined) return [];
  return warningsOf(template.spec, template.metadata?.annotations ?? {}, `${path}.`);
}

function nameWarnings(name: string, use: string): string[] {
  const errors = dnsLabelErrors(name);
  if (errors.length === 0) return [];
  return [
    `metadata.name: this is used in ${use}, which can result in surprising behavior; a DNS label is recommended: [${errors.join(' ')}]`,
  ];
}

/** What is odd about the name of something whose Pods are called after it. */
export function ownerNameWarnings(name: string): string[] {
  return nameWarnings(name, 'Pod names and hostnames');
}

/** Something that makes Pods of a template. */
interface Workload {
  readonly metadata: { readonly name: string };
  readonly spec: { readonly template?: PodTemplateSpec };
}

/** What is odd about a workload's template, when it is new or its spec has changed. */
export function workloadWarnings({ spec }: Workload, old: Workload | undefined): string[] {
  return spec === old?.spec ? [] : templateWarnings(spec.template, 'spec.template');
}

/** The same for a workload whose Pods are called after it. */
export function namedWorkloadWarnings(workload: Workload, old: Workload | undefined): string[] {
  const ofName = old === undefined ? ownerNameWarnings(workload.metadata.name) : [];
  return [...ofName, ...workloadWarnings(workload, old)];
}

/** What is odd about a new Pod. upstream: registry core/pod, podStrategy.WarningsOnCreate */
export function podWarnings({ metadata, spec }: Pod): string[] {
  return [
    ...nameWarnings(metadata.name, "the Pod's hostname"),
    ...warningsOf(spec, metadata.annotations ?? {}, ''),
  ];
}
