import { ageOf } from '../age';
import {
  duplicate,
  type FieldError,
  forbidden,
  invalid,
  invalidEach,
  notSupported,
  required,
} from '../field-error';
import { defineKind } from '../kind';
import { validateLabelSelector } from '../label-selector';
import { dnsSubdomainErrors, pathSegmentErrors } from '../names';
import type { ParamRef, ValidatingAdmissionPolicyBinding } from '../schema/objects';
import { defaultMatchResources, validateMatchResources } from './match-rules';

// upstream: admissionregistration validation, ValidateValidatingAdmissionPolicyBinding
const ACTIONS = ['Audit', 'Deny', 'Warn'];
const NOT_FOUND_ACTIONS = ['Deny', 'Allow'];
const EXCLUSIVE = 'name and selector are mutually exclusive';

function validateParamRef(ref: ParamRef): FieldError[] {
  const path = 'spec.paramRef';
  const errors: FieldError[] = [];
  const { name = '', selector, parameterNotFoundAction: action = '' } = ref;
  if (name !== '') {
    errors.push(...invalidEach(`${path}.name`, name, pathSegmentErrors(name)));
    if (selector !== undefined) errors.push(forbidden(`${path}.name`, EXCLUSIVE));
  }
  if (selector !== undefined) {
    errors.push(...validateLabelSelector(selector, `${path}.selector`));
    if (name !== '') errors.push(forbidden(`${path}.selector`, EXCLUSIVE));
  }
  if (name === '' && selector === undefined) {
    errors.push(required(path, 'one of name or selector must be specified'));
  }
  const at = `${path}.parameterNotFoundAction`;
  if (action === '') errors.push(required(at));
  else if (!NOT_FOUND_ACTIONS.includes(action)) {
    errors.push(notSupported(at, action, NOT_FOUND_ACTIONS));
  }
  return errors;
}

function validateActions(actions: readonly string[]): FieldError[] {
  const path = 'spec.validationActions';
  const errors: FieldError[] = [];
  actions.forEach((action, index) => {
    const at = `${path}[${index}]`;
    if (!ACTIONS.includes(action)) errors.push(notSupported(at, action, ACTIONS));
    if (actions.indexOf(action) < index) errors.push(duplicate(at, action));
  });
  if (actions.includes('Deny') && actions.includes('Warn')) {
    const detail =
      'must not contain both Deny and Warn (repeating the same validation failure information in the API response and headers serves no purpose)';
    errors.push(invalid(path, actions, detail));
  }
  if (actions.length > 0) return errors;
  return [...errors, required(path, 'at least one validation action is required')];
}

function validate({ spec = {} }: ValidatingAdmissionPolicyBinding): FieldError[] {
  const { policyName = '', paramRef, matchResources, validationActions = [] } = spec;
  const errors: FieldError[] = [];
  if (policyName === '') errors.push(required('spec.policyName'));
  else {
    errors.push(...invalidEach('spec.policyName', policyName, dnsSubdomainErrors(policyName)));
  }
  if (paramRef !== undefined) errors.push(...validateParamRef(paramRef));
  if (matchResources !== undefined) {
    // the field's name in the message is the server's own
    errors.push(...validateMatchResources(matchResources, 'spec.matchResouces'));
  }
  return [...errors, ...validateActions(validationActions)];
}

function paramText({ spec = {} }: ValidatingAdmissionPolicyBinding): string {
  const ref = spec.paramRef;
  if (ref === undefined) return '<unset>';
  const name = ref.name || '*';
  return ref.namespace ? `${ref.namespace}/${name}` : name;
}

export const ValidatingAdmissionPolicyBindings = defineKind<ValidatingAdmissionPolicyBinding>(
  'admissionregistration.k8s.io/v1',
  'ValidatingAdmissionPolicyBinding',
  {
    takesAnyFinalizer: true,
    hasGeneration: true,
    defaults({ spec }) {
      if (spec === undefined || Object.isFrozen(spec)) return;
      defaultMatchResources(spec.matchResources);
      const ref = spec.paramRef;
      if (ref !== undefined && !Object.isFrozen(ref)) ref.parameterNotFoundAction ??= 'Deny';
    },
    validate,
    row: (binding, now) => [
      binding.metadata.name,
      binding.spec?.policyName ?? '',
      paramText(binding),
      ageOf(binding, now),
    ],
  },
);
