import type { FeatureGates } from '../../features/feature-gates';
import { type FieldError, forbidden, notSupported, required, tooLong } from '../../field-error';
import type { Container, ContainerRestartRule } from '../../schema/objects';

const POLICIES = ['Always', 'Never', 'OnFailure'];
const OPERATORS = ['In', 'NotIn'];
const RULES_MAX = 20;
const VALUES_MAX = 255;

function validateRule({ action, exitCodes }: ContainerRestartRule, path: string): FieldError[] {
  const errors: FieldError[] = [];
  if (action !== 'Restart') errors.push(notSupported(`${path}.action`, action, ['Restart']));
  const at = `${path}.exitCodes`;
  if (exitCodes === undefined) return [...errors, required(at, 'must be specified')];
  const { operator, values = [] } = exitCodes;
  if (!OPERATORS.includes(operator)) {
    errors.push(notSupported(`${at}.operator`, operator, OPERATORS));
  }
  if (values.length > VALUES_MAX) errors.push(tooLong(`${at}.values`, VALUES_MAX));
  return errors;
}

// upstream: core validation, validateContainerRestartPolicy
function validateOwn(container: Container, path: string): FieldError[] {
  const { restartPolicy: policy, restartPolicyRules: rules = [] } = container;
  const at = `${path}.restartPolicy`;
  const errors: FieldError[] = [];
  if (policy === undefined && rules.length > 0) {
    errors.push(required(at, 'must specify restartPolicy when restart rules are used'));
  }
  if (policy !== undefined && !POLICIES.includes(policy)) {
    errors.push(notSupported(at, policy, POLICIES));
  }
  const list = `${path}.restartPolicyRules`;
  if (rules.length > RULES_MAX) errors.push(tooLong(list, RULES_MAX));
  return [...errors, ...rules.flatMap((rule, index) => validateRule(rule, `${list}[${index}]`))];
}

/** What is wrong with how a container that runs is to be restarted. */
export function validateRestart(
  container: Container,
  path: string,
  { ContainerRestartRules: mayHaveOwn }: FeatureGates,
): FieldError[] {
  if (mayHaveOwn) return validateOwn(container, path);
  if (container.restartPolicy === undefined) return [];
  return [forbidden(`${path}.restartPolicy`, 'may not be set for non-init containers')];
}

/** What is wrong with how an init container is to be restarted. upstream: validateInitContainerRestartPolicy */
export function validateInitRestart(
  container: Container,
  path: string,
  { ContainerRestartRules: mayHaveOwn }: FeatureGates,
): FieldError[] {
  const { restartPolicy, restartPolicyRules: rules = [] } = container;
  if (!mayHaveOwn) {
    if (restartPolicy === undefined || restartPolicy === 'Always') return [];
    return [notSupported(`${path}.restartPolicy`, restartPolicy, ['Always'])];
  }
  const errors = validateOwn(container, path);
  if (restartPolicy !== 'Always' || rules.length === 0) return errors;
  const why = 'restartPolicyRules are not allowed for init containers with restart policy Always';
  return [...errors, forbidden(`${path}.restartPolicyRules`, why)];
}
