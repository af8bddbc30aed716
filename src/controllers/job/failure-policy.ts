import type {
  ContainerStatus,
  Pod,
  PodFailurePolicy,
  PodFailurePolicyOnExitCodesRequirement,
  PodFailurePolicyRule,
} from '../../api/schema/objects';

/** What a Job's policy makes of a failed Pod. */
export interface Judgement {
  /** The action of the rule that matched; undefined when none did. */
  readonly action: string | undefined;
  /** False when the failure does not count towards the back-off limit. */
  readonly counts: boolean;
  /** Why the Job as a whole fails; undefined when it does not. */
  readonly failsJob: string | undefined;
}

const PLAIN: Judgement = { action: undefined, counts: true, failsJob: undefined };

/** The first container whose exit code matches. */
function exitedAs(
  { operator, values, containerName }: PodFailurePolicyOnExitCodesRequirement,
  { status }: Pod,
): ContainerStatus | undefined {
  const all = [...(status.containerStatuses ?? []), ...(status.initContainerStatuses ?? [])];
  return all.find(({ name, state }) => {
    const code = state?.terminated?.exitCode;
    if (code === undefined || code === 0) return false;
    if (containerName !== undefined && containerName !== name) return false;
    return values.includes(code) === (operator === 'In');
  });
}

/** How a rule says that it matches; undefined when it does not. */
function matched(rule: PodFailurePolicyRule, pod: Pod, index: number): string | undefined {
  const { action, onExitCodes, onPodConditions = [] } = rule;
  const { namespace, name } = pod.metadata;
  if (onExitCodes !== undefined) {
    const container = exitedAs(onExitCodes, pod);
    if (container === undefined) return undefined;
    const code = container.state?.terminated?.exitCode;
    return `Container ${container.name} for pod ${namespace}/${name} failed with exit code ${code} matching ${action} rule at index ${index}`;
  }
  const pattern = onPodConditions.find(({ type, status }) =>
    pod.status.conditions?.some((each) => each.type === type && each.status === (status ?? 'True')),
  );
  if (pattern === undefined) return undefined;
  return `Pod ${namespace}/${name} has condition ${pattern.type} matching ${action} rule at index ${index}`;
}

/** The first rule that matches a failed Pod decides. upstream: matchPodFailurePolicy */
export function judge(policy: PodFailurePolicy | undefined, pod: Pod): Judgement {
  const rules = policy?.rules ?? [];
  for (let index = 0; index < rules.length; index++) {
    const rule = rules[index] as PodFailurePolicyRule;
    const message = matched(rule, pod, index);
    if (message === undefined) continue;
    const { action } = rule;
    if (action === 'FailJob') return { action, counts: true, failsJob: message };
    return { action, counts: action !== 'Ignore', failsJob: undefined };
  }
  return PLAIN;
}
