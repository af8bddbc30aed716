import { ageOf } from '../age';
import { isCelIdentifier } from '../cel/identifier';
import {
  duplicate,
  type FieldError,
  invalid,
  invalidEach,
  notSupported,
  required,
} from '../field-error';
import { goStructs } from '../go-value';
import { defineKind } from '../kind';
import { dns1035LabelErrors, dnsSubdomainErrors, qualifiedNameErrors } from '../names';
import type {
  AuditAnnotation,
  ParamKind,
  ValidatingAdmissionPolicy,
  Validation,
  Variable,
} from '../schema/objects';
import { policyExpressionErrors } from './expressions';
import {
  defaultMatchResources,
  FAILURE_POLICIES,
  validateMatchConditions,
  validateMatchResources,
} from './match-rules';

// upstream: admissionregistration validation, ValidateValidatingAdmissionPolicy
const REASONS = ['Forbidden', 'Invalid', 'RequestEntityTooLarge'];
const ANNOTATIONS_MAX = 20;
const VALUE_EXPRESSION_MAX = 5 * 1024;
const ANNOTATION = 'io.k8s.api.admissionregistration.v1.AuditAnnotation';

function validateParamKind({ apiVersion = '', kind = '' }: ParamKind): FieldError[] {
  const errors: FieldError[] = [];
  const path = 'spec.paramKind.apiVersion';
  const parts = apiVersion.split('/');
  const [group, version] = parts.length === 1 ? ['', parts[0]] : parts;
  if (apiVersion === '') errors.push(required(path));
  else if (parts.length > 2) {
    const detail = `unexpected GroupVersion string: ${apiVersion}`;
    errors.push(invalid(path, apiVersion, detail));
  } else {
    const wrong = group ? dnsSubdomainErrors(group) : [];
    if (wrong.length > 0) errors.push(invalid(path, group, wrong.join(',')));
    if (!version) errors.push(invalid(path, apiVersion, 'version must be specified'));
    else {
      const details = dns1035LabelErrors(version);
      if (details.length > 0) errors.push(invalid(path, version, details.join(',')));
    }
  }
  if (kind === '') return [...errors, required('spec.paramKind.kind')];
  const details = dns1035LabelErrors(kind.toLowerCase());
  if (details.length === 0) return errors;
  const detail = `may have mixed case, but should otherwise match: ${details.join(',')}`;
  return [...errors, invalid('spec.paramKind.kind', kind, detail)];
}

function validateVariable({ name = '', expression = '' }: Variable, path: string): FieldError[] {
  const errors: FieldError[] = [];
  if (name.trim() === '') errors.push(required(`${path}.name`, 'name is not specified'));
  else if (!isCelIdentifier(name)) {
    errors.push(invalid(`${path}.name`, name, 'name is not a valid CEL identifier'));
  }
  if (expression.trim() !== '') return errors;
  return [...errors, required(`${path}.expression`, 'expression is not specified')];
}

function validateValidation(validation: Validation, path: string): FieldError[] {
  const errors: FieldError[] = [];
  const { expression = '', message = '', messageExpression = '', reason } = validation;
  if (expression.trim() === '') {
    errors.push(required(`${path}.expression`, 'expression is not specified'));
  }
  if (messageExpression !== '' && messageExpression.trim() === '') {
    const detail = 'must be non-empty if specified';
    errors.push(invalid(`${path}.messageExpression`, messageExpression, detail));
  }
  if (message !== '' && message.trim() === '') {
    errors.push(invalid(`${path}.message`, message, 'message must be non-empty if specified'));
  } else if (/[\n\r]/.test(message.trim())) {
    errors.push(invalid(`${path}.message`, message, 'message must not contain line breaks'));
  }
  if (reason === undefined || REASONS.includes(reason)) return errors;
  return [...errors, notSupported(`${path}.reason`, reason, REASONS)];
}

function validateAnnotation(
  { key = '', valueExpression = '' }: AuditAnnotation,
  policy: string,
  path: string,
): FieldError[] {
  const qualified = `${policy}/${key}`;
  const errors = invalidEach(`${path}.key`, qualified, qualifiedNameErrors(qualified));
  const at = `${path}.valueExpression`;
  const expression = valueExpression.trim();
  if (expression === '') errors.push(required(at, 'valueExpression is not specified'));
  else if (expression.length > VALUE_EXPRESSION_MAX) {
    errors.push(required(at, `must not exceed ${VALUE_EXPRESSION_MAX} bytes in length`));
  }
  return errors;
}

function validateDecisions({ metadata, spec }: ValidatingAdmissionPolicy): FieldError[] {
  const { validations = [], auditAnnotations = [] } = spec ?? {};
  if (validations.length + auditAnnotations.length === 0) {
    const detail = 'validations or auditAnnotations must contain at least one item';
    return [required('spec.validations', detail), required('spec.auditAnnotations', detail)];
  }
  const errors = validations.flatMap((validation, index) =>
    validateValidation(validation, `spec.validations[${index}]`),
  );
  const path = 'spec.auditAnnotations';
  if (auditAnnotations.length > ANNOTATIONS_MAX) {
    const detail = `must not have more than ${ANNOTATIONS_MAX} auditAnnotations`;
    errors.push(invalid(path, goStructs(ANNOTATION, auditAnnotations), detail));
  }
  const seen = new Set<string>();
  auditAnnotations.forEach((annotation, index) => {
    const at = `${path}[${index}]`;
    errors.push(...validateAnnotation(annotation, metadata.name, at));
    if (seen.has(annotation.key)) errors.push(duplicate(`${at}.key`, annotation.key));
    seen.add(annotation.key);
  });
  return errors;
}

function validate(policy: ValidatingAdmissionPolicy): FieldError[] {
  const errors: FieldError[] = [];
  const { failurePolicy, paramKind, matchConstraints, matchConditions, variables } =
    policy.spec ?? {};
  if (failurePolicy === undefined) errors.push(required('spec.failurePolicy'));
  else if (!FAILURE_POLICIES.includes(failurePolicy)) {
    errors.push(notSupported('spec.failurePolicy', failurePolicy, FAILURE_POLICIES));
  }
  if (paramKind !== undefined) errors.push(...validateParamKind(paramKind));
  const path = 'spec.matchConstraints';
  if (matchConstraints === undefined) errors.push(required(path));
  else {
    errors.push(...validateMatchResources(matchConstraints, path));
    if ((matchConstraints.resourceRules ?? []).length === 0) {
      errors.push(required(`${path}.resourceRules`));
    }
  }
  errors.push(...validateMatchConditions(matchConditions ?? [], 'spec.matchConditions'));
  (variables ?? []).forEach((variable, index) => {
    errors.push(...validateVariable(variable, `spec.variables[${index}]`));
  });
  return [...errors, ...validateDecisions(policy), ...policyExpressionErrors(policy.spec ?? {})];
}

export const ValidatingAdmissionPolicies = defineKind<ValidatingAdmissionPolicy>(
  'admissionregistration.k8s.io/v1',
  'ValidatingAdmissionPolicy',
  {
    takesAnyFinalizer: true,
    hasGeneration: true,
    statusKeeps: 'metadata',
    defaults({ spec }) {
      if (spec === undefined || Object.isFrozen(spec)) return;
      spec.failurePolicy ??= 'Fail';
      defaultMatchResources(spec.matchConstraints);
    },
    validate,
    row: (policy, now) => {
      const { validations = [], paramKind } = policy.spec ?? {};
      return [
        policy.metadata.name,
        validations.length,
        paramKind === undefined ? '<unset>' : `${paramKind.apiVersion}/${paramKind.kind}`,
        ageOf(policy, now),
      ];
    },
  },
);
