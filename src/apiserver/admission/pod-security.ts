import { DaemonSets } from '../../api/apps/daemon-set';
import { Deployments } from '../../api/apps/deployment';
import { ReplicaSets } from '../../api/apps/replica-set';
import { StatefulSets } from '../../api/apps/stateful-set';
import { CronJobs } from '../../api/batch/cron-job';
import { Jobs } from '../../api/batch/job';
import { Namespaces } from '../../api/core/namespace';
import { Pods } from '../../api/core/pod';
import { PodTemplates } from '../../api/core/pod-template';
import { ReplicationControllers } from '../../api/core/replication-controller';
import { forbiddenError, invalidError } from '../../api/errors';
import type { KubeObject } from '../../api/object';
import type { CheckedPod } from '../../api/pod-security/check';
import {
  isStricter,
  type LevelVersion,
  levelText,
  POD_SECURITY,
  podSecurityPolicy,
  violationDetails,
  violationReasons,
  violations,
} from '../../api/pod-security/policy';
import type {
  CronJob,
  Namespace,
  Pod,
  PodTemplate,
  PodTemplateSpec,
} from '../../api/schema/objects';
import type { AdmissionPlugin, Request } from '../request';
import type { Store } from '../store';

interface Templated extends KubeObject {
  readonly spec?: { readonly template?: PodTemplateSpec };
}

const templateInSpec = (object: KubeObject) => (object as Templated).spec?.template;

/** Where the template of Pods stands in the kinds that have one. upstream: DefaultPodSpecExtractor */
const TEMPLATES: Readonly<Record<string, (object: KubeObject) => PodTemplateSpec | undefined>> = {
  [PodTemplates.id]: (object) => (object as PodTemplate).template,
  [ReplicationControllers.id]: templateInSpec,
  [ReplicaSets.id]: templateInSpec,
  [Deployments.id]: templateInSpec,
  [StatefulSets.id]: templateInSpec,
  [DaemonSets.id]: templateInSpec,
  [Jobs.id]: templateInSpec,
  [CronJobs.id]: (object) => (object as CronJob).spec.jobTemplate.spec?.template,
};

function checked({ metadata, spec }: Pod | PodTemplateSpec): CheckedPod | undefined {
  return spec === undefined ? undefined : { annotations: metadata?.annotations ?? {}, spec };
}

function isConfigured(store: Store): boolean {
  for (const { metadata } of store.objects(Namespaces).values()) {
    for (const label in metadata.labels) if (label.startsWith(POD_SECURITY)) return true;
  }
  return false;
}

/** True when images or what stands of profiles in annotations changes; nothing else of a Pod can. upstream: isSignificantPodUpdate */
function isSignificant(pod: Pod, old: Pod): boolean {
  const of = ({ metadata, spec }: Pod) =>
    JSON.stringify([
      [
        ...(spec.initContainers ?? []),
        ...(spec.containers ?? []),
        ...(spec.ephemeralContainers ?? []),
      ].map(({ name, image }) => [name, image]),
      Object.entries(metadata.annotations ?? {}).filter(([key]) => key.includes('seccomp')),
    ]);
  return of(pod) !== of(old);
}

function policyOf({ store, namespace = '' }: Request) {
  return podSecurityPolicy(store.find(Namespaces, { name: namespace })?.metadata.labels).policy;
}

function warn({ options }: Request, level: LevelVersion, pod: CheckedPod): void {
  const found = violations(level, pod);
  if (found.length === 0) return;
  options.warn?.(
    `would violate PodSecurity ${JSON.stringify(levelText(level))}: ${violationDetails(found)}`,
  );
}

function checkPod(request: Request, pod: Pod): void {
  if (request.old !== undefined && !isSignificant(pod, request.old as Pod)) return;
  const policy = policyOf(request);
  const subject = checked(pod);
  if (subject === undefined) return;
  const found = violations(policy.enforce, subject);
  if (found.length === 0) {
    warn(request, policy.warn, subject);
    return;
  }
  const level = JSON.stringify(levelText(policy.enforce));
  const why = `violates PodSecurity ${level}: ${violationDetails(found)}`;
  throw forbiddenError(Pods, pod.metadata.name, why);
}

/**
 * Pods break no rule that their namespace's labels enforce; who writes a workload whose Pods would is warned.
 * upstream: pod-security-admission
 */
export const podSecurity: AdmissionPlugin = {
  name: 'PodSecurity',
  kinds: [Pods.id, ...Object.keys(TEMPLATES)],
  verbs: ['create', 'update'],
  subresources: ['', 'ephemeralcontainers', 'resize'],
  configuration: { kinds: [Namespaces], concerns: isConfigured },
  validate(request, object) {
    if (request.kind.id === Pods.id) {
      checkPod(request, object as Pod);
      return;
    }
    const template = TEMPLATES[request.kind.id]?.(object);
    const subject = template === undefined ? undefined : checked(template);
    if (subject !== undefined) warn(request, policyOf(request).warn, subject);
  },
};

const PODS_MAX = 3_000;

/** What the Pods that are there already do and the new level forbids. upstream: EvaluatePodsInNamespace */
function warningsAbout(store: Store, namespace: string, level: LevelVersion): readonly string[] {
  const pods = [...store.objects(Pods, namespace).values()].slice(0, PODS_MAX);
  const byReasons = new Map<string, string[]>();
  for (const pod of pods) {
    const subject = checked(pod);
    const reasons = subject === undefined ? '' : violationReasons(violations(level, subject));
    if (reasons === '') continue;
    byReasons.set(reasons, [...(byReasons.get(reasons) ?? []), pod.metadata.name]);
  }
  if (byReasons.size === 0) return [];
  const lines = [...byReasons].map(([reasons, names]) => {
    const [first = '', ...others] = names.sort();
    const more = others.length === 1 ? ' (and 1 other pod)' : ` (and ${others.length} other pods)`;
    return `${first}${others.length === 0 ? '' : more}: ${reasons}`;
  });
  return [
    `existing pods in namespace ${JSON.stringify(namespace)} violate the new PodSecurity enforce level ${JSON.stringify(levelText(level))}`,
    ...lines.sort(),
  ];
}

/** The labels of a namespace that speak of Pod security can be read. upstream: ValidateNamespace */
export const podSecurityOfNamespaces: AdmissionPlugin = {
  name: 'PodSecurityNamespace',
  kinds: [Namespaces.id],
  verbs: ['create', 'update'],
  subresources: [''],
  validate({ old, store, options }, object) {
    const { labels, name } = object.metadata;
    if (labels === undefined || old?.metadata.labels === labels) return;
    const { policy, errors } = podSecurityPolicy(labels);
    const before = podSecurityPolicy((old as Namespace | undefined)?.metadata.labels);
    if (errors.length > 0 && JSON.stringify(errors) !== JSON.stringify(before.errors)) {
      throw invalidError(Namespaces, name, errors);
    }
    const { enforce } = policy;
    const was = before.policy.enforce;
    const isRelaxed = enforce.version === was.version && !isStricter(enforce.level, was.level);
    if (old === undefined || enforce.level === 'privileged' || isRelaxed) return;
    for (const warning of warningsAbout(store, name, enforce)) options.warn?.(warning);
  },
};
