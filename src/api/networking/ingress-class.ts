import { ageOf } from '../age';
import {
  type FieldError,
  forbidden,
  immutable,
  invalid,
  invalidEach,
  notSupported,
  required,
  tooLong,
} from '../field-error';
import { defineKind } from '../kind';
import { dnsLabelErrors, dnsSubdomainErrors } from '../names';
import type { IngressClass, IngressClassParametersReference } from '../schema/objects';
import { validateLocalReference } from './ingress-validation';

const CONTROLLER_MAX = 250;
const SCOPES = ['Cluster', 'Namespace'];
const URL_PATH = /^[A-Za-z0-9/\-._~%!$&'()*+,;=:]+$/;

// upstream: apimachinery validation, IsDomainPrefixedPath
function validateController(controller: string): FieldError[] {
  const path = 'spec.controller';
  if (controller === '') return [required(path)];
  const errors: FieldError[] = [];
  if (controller.length > CONTROLLER_MAX) errors.push(tooLong(path, CONTROLLER_MAX));
  const slash = controller.indexOf('/');
  const [host, rest] = [controller.slice(0, Math.max(0, slash)), controller.slice(slash + 1)];
  if (host === '' || rest === '') {
    const detail = 'must be a domain-prefixed path (such as "acme.io/foo")';
    return [...errors, invalid(path, controller, detail)];
  }
  errors.push(...invalidEach(path, host, dnsSubdomainErrors(host)));
  if (!URL_PATH.test(rest)) {
    const detail = "Invalid path (regex used for validation is '[A-Za-z0-9/\\-._~%!$&'()*+,;=:]+')";
    errors.push(invalid(path, rest, detail));
  }
  return errors;
}

function validateParameters(ref: IngressClassParametersReference): FieldError[] {
  const path = 'spec.parameters';
  const errors = validateLocalReference(ref, path);
  const { scope, namespace } = ref;
  if (scope === undefined) return [...errors, required(`${path}.scope`)];
  if (!SCOPES.includes(scope)) return [...errors, notSupported(`${path}.scope`, scope, SCOPES)];
  if (scope === 'Cluster') {
    if (namespace === undefined) return errors;
    const detail = "`parameters.scope` is set to 'Cluster'";
    return [...errors, forbidden(`${path}.namespace`, detail)];
  }
  if (namespace === undefined) {
    const detail = "`parameters.scope` is set to 'Namespace'";
    return [...errors, required(`${path}.namespace`, detail)];
  }
  return [...errors, ...invalidEach(`${path}.namespace`, namespace, dnsLabelErrors(namespace))];
}

function validate({ spec }: IngressClass): FieldError[] {
  const errors = validateController(spec.controller ?? '');
  return spec.parameters === undefined
    ? errors
    : [...errors, ...validateParameters(spec.parameters)];
}

function parametersText({ parameters }: IngressClass['spec']): string {
  if (parameters === undefined) return '<none>';
  const { kind, apiGroup, name } = parameters;
  return `${kind}${apiGroup === undefined ? '' : `.${apiGroup}`}/${name}`;
}

export const IngressClasses = defineKind<IngressClass>('networking.k8s.io/v1', 'IngressClass', {
  hasGeneration: true,
  defaults({ spec }) {
    const parameters = spec?.parameters;
    if (parameters !== undefined && !Object.isFrozen(parameters)) parameters.scope ??= 'Cluster';
  },
  validate,
  validateUpdate: ({ spec }, { spec: old }) =>
    immutable('spec.controller', spec.controller ?? '', spec.controller === old.controller),
  row: (ingressClass, now) => [
    ingressClass.metadata.name,
    ingressClass.spec.controller ?? '',
    parametersText(ingressClass.spec),
    ageOf(ingressClass, now),
  ],
});
