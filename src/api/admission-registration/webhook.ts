import {
  duplicate,
  type FieldError,
  invalid,
  invalidEach,
  notSupported,
  required,
} from '../field-error';
import { validateLabelSelector } from '../label-selector';
import { dns1035LabelErrors, dnsSubdomainErrors } from '../names';
import type { Draft } from '../object';
import type { MutatingWebhook } from '../schema/objects';
import { validateWebhookClient } from '../webhook-client';
import { matchConditionErrors } from './expressions';
import {
  defaultRules,
  FAILURE_POLICIES,
  MATCH_POLICIES,
  validateMatchConditions,
  validateRule,
} from './match-rules';

// upstream: admissionregistration validation and defaults
const SIDE_EFFECTS = ['None', 'NoneOnDryRun'];
const REINVOCATION_POLICIES = ['IfNeeded', 'Never'];
const REVIEW_VERSIONS = ['v1', 'v1beta1'];
const TIMEOUT_MAX = 30;

// upstream: apimachinery validation, IsFullyQualifiedName
function validateName(name: string, path: string): FieldError[] {
  if (name === '') return [required(path)];
  const details = dnsSubdomainErrors(name);
  if (details.length > 0) return [invalid(path, name, details.join(','))];
  if (name.split('.').length >= 3) return [];
  return [invalid(path, name, 'should be a domain with at least three segments separated by dots')];
}

function validateVersions(versions: readonly string[], path: string): FieldError[] {
  const known = REVIEW_VERSIONS.join(', ');
  if (versions.length === 0) return [required(path, `must specify one of ${known}`)];
  const errors = versions.flatMap((version, index) => {
    const at = `${path}[${index}]`;
    return versions.indexOf(version) < index
      ? [invalid(at, version, 'duplicate version')]
      : invalidEach(at, version, dns1035LabelErrors(version));
  });
  if (versions.some((version) => REVIEW_VERSIONS.includes(version))) return errors;
  return [...errors, invalid(path, versions, `must include at least one of ${known}`)];
}

function validateChoices(hook: Webhook, path: string): FieldError[] {
  const errors: FieldError[] = [];
  const { failurePolicy, matchPolicy, sideEffects, timeoutSeconds: seconds } = hook;
  if (failurePolicy !== undefined && !FAILURE_POLICIES.includes(failurePolicy)) {
    errors.push(notSupported(`${path}.failurePolicy`, failurePolicy, FAILURE_POLICIES));
  }
  if (matchPolicy !== undefined && !MATCH_POLICIES.includes(matchPolicy)) {
    errors.push(notSupported(`${path}.matchPolicy`, matchPolicy, MATCH_POLICIES));
  }
  if (sideEffects === undefined) {
    const detail = `must specify one of ${SIDE_EFFECTS.join(', ')}`;
    errors.push(required(`${path}.sideEffects`, detail));
  } else if (!SIDE_EFFECTS.includes(sideEffects)) {
    errors.push(notSupported(`${path}.sideEffects`, sideEffects, SIDE_EFFECTS));
  }
  if (seconds !== undefined && (seconds > TIMEOUT_MAX || seconds < 1)) {
    const detail = `the timeout value must be between 1 and ${TIMEOUT_MAX} seconds`;
    errors.push(invalid(`${path}.timeoutSeconds`, seconds, detail));
  }
  for (const field of ['namespaceSelector', 'objectSelector'] as const) {
    const selector = hook[field];
    if (selector !== undefined) {
      errors.push(...validateLabelSelector(selector, `${path}.${field}`));
    }
  }
  const { reinvocationPolicy: again } = hook;
  if (again !== undefined && !REINVOCATION_POLICIES.includes(again)) {
    errors.push(notSupported(`${path}.reinvocationPolicy`, again, REINVOCATION_POLICIES));
  }
  return errors;
}

/** A webhook of either configuration; only those that change objects are asked again. */
export type Webhook = MutatingWebhook;

function validateWebhook(hook: Webhook, path: string): FieldError[] {
  return [
    ...validateName(hook.name ?? '', `${path}.name`),
    ...(hook.rules ?? []).flatMap((rule, index) => validateRule(rule, `${path}.rules[${index}]`)),
    ...validateChoices(hook, path),
    ...validateWebhookClient(hook.clientConfig ?? {}, `${path}.clientConfig`),
    ...validateMatchConditions(hook.matchConditions ?? [], `${path}.matchConditions`),
    ...matchConditionErrors(hook.matchConditions ?? [], `${path}.matchConditions`, false),
    ...validateVersions(hook.admissionReviewVersions ?? [], `${path}.admissionReviewVersions`),
  ];
}

/** What is wrong with the webhooks of a configuration. */
export function validateWebhooks(hooks: readonly Webhook[] | undefined): FieldError[] {
  const seen = new Set<string>();
  return (hooks ?? []).flatMap((hook, index) => {
    const path = `webhooks[${index}]`;
    const errors = validateWebhook(hook, path);
    if (hook.name && seen.has(hook.name)) errors.push(duplicate(`${path}.name`, hook.name));
    seen.add(hook.name);
    return errors;
  });
}

/** Fills in what webhooks leave out; those that change objects are not asked again unless they say so. */
export function defaultWebhooks(hooks: Draft<Webhook>[] | undefined, isMutating: boolean): void {
  for (const hook of hooks ?? []) {
    if (Object.isFrozen(hook)) continue;
    hook.failurePolicy ??= 'Fail';
    hook.matchPolicy ??= 'Equivalent';
    hook.namespaceSelector ??= {};
    hook.objectSelector ??= {};
    hook.timeoutSeconds ??= 10;
    if (isMutating) hook.reinvocationPolicy ??= 'Never';
    const service = hook.clientConfig?.service;
    if (service !== undefined && !Object.isFrozen(service)) service.port ??= 443;
    defaultRules(hook.rules);
  }
}
