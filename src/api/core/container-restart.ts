import type { FeatureGates } from '../features/feature-gates';
import type { Container, ContainerRestartRule, PodSpec } from '../schema/objects';

function matches({ exitCodes }: ContainerRestartRule, code: number): boolean {
  if (exitCodes === undefined) return false;
  const isListed = (exitCodes.values ?? []).includes(code);
  return exitCodes.operator === 'In' ? isListed : !isListed;
}

/** What of a container's own policy counts: an init container that is always restarted is a sidecar, whatever the gates. */
function ownPolicy(
  { restartPolicy }: Container,
  { ContainerRestartRules }: FeatureGates,
): string | undefined {
  return ContainerRestartRules || restartPolicy === 'Always' ? restartPolicy : undefined;
}

/** The policy by which a container is restarted: its own, or its Pod's. */
export function restartPolicyOf(
  container: Container,
  { restartPolicy = 'Always' }: PodSpec,
  features: FeatureGates,
): string {
  return ownPolicy(container, features) ?? restartPolicy;
}

/**
 * Whether a container that ended with this exit code starts again: by the first of its rules that speaks of it, or by
 * the policy. Rules count only beside a policy of its own. upstream: podutil.ContainerShouldRestart
 */
export function startsAgain(
  container: Container,
  pod: PodSpec,
  code: number,
  features: FeatureGates,
): boolean {
  const { restartPolicyRules: rules, restartPolicy: own } = container;
  const hasRules = features.ContainerRestartRules && own !== undefined && rules !== undefined;
  // the only action is Restart
  if (hasRules && rules.some((rule) => matches(rule, code))) return true;
  const policy = restartPolicyOf(container, pod, features);
  return policy === 'Always' || (policy === 'OnFailure' && code !== 0);
}
