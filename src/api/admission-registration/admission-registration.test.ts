import { describe } from 'node:test';
import { testCreate, testDefaults } from '../testing-rules';
import { MutatingWebhookConfigurations } from './mutating-webhook-configuration';
import { ValidatingAdmissionPolicies } from './validating-admission-policy';
import { ValidatingAdmissionPolicyBindings } from './validating-admission-policy-binding';

const rule = { operations: ['CREATE'], apiGroups: [''], apiVersions: ['v1'], resources: ['pods'] };

describe('MutatingWebhookConfiguration', () => {
  const hook = {
    name: 'a.b.example.com',
    sideEffects: 'None',
    admissionReviewVersions: ['v1'],
    clientConfig: { service: { namespace: 'n', name: 's' } },
    rules: [rule],
  };
  const good = { webhooks: [hook] };
  testDefaults(MutatingWebhookConfigurations, good, {
    webhooks: [
      {
        ...hook,
        clientConfig: { service: { namespace: 'n', name: 's', port: 443 } },
        rules: [{ ...rule, scope: '*' }],
        failurePolicy: 'Fail',
        matchPolicy: 'Equivalent',
        namespaceSelector: {},
        objectSelector: {},
        timeoutSeconds: 10,
        reinvocationPolicy: 'Never',
      },
    ],
  });
  const at = 'webhooks[0]';
  testCreate(MutatingWebhookConfigurations, good, [
    [
      { [`${at}.name`]: 'short.name' },
      `${at}.name: Invalid value: "short.name": should be a domain with at least three segments separated by dots`,
    ],
    [
      { [`${at}.sideEffects`]: 'Some' },
      `${at}.sideEffects: Unsupported value: "Some": supported values: "None", "NoneOnDryRun"`,
    ],
    [
      { [`${at}.sideEffects`]: undefined },
      `${at}.sideEffects: Required value: must specify one of None, NoneOnDryRun`,
    ],
    [
      { [`${at}.timeoutSeconds`]: 31 },
      `${at}.timeoutSeconds: Invalid value: 31: the timeout value must be between 1 and 30 seconds`,
    ],
    [
      { [`${at}.admissionReviewVersions`]: ['v9'] },
      `${at}.admissionReviewVersions: Invalid value: ["v9"]: must include at least one of v1, v1beta1`,
    ],
    [
      { [`${at}.clientConfig`]: {} },
      `${at}.clientConfig: Required value: exactly one of url or service is required`,
    ],
    [
      { [`${at}.clientConfig`]: { url: 'http://u@h/x?q=1#f' } },
      `${at}.clientConfig.url: Invalid value: "http": 'https' is the only allowed URL scheme; desired format: https://host[/path]`,
      `${at}.clientConfig.url: Invalid value: "u": user information is not permitted in the URL`,
      `${at}.clientConfig.url: Invalid value: "f": fragments are not permitted in the URL`,
      `${at}.clientConfig.url: Invalid value: "q=1": query parameters are not permitted in the URL`,
    ],
    [
      { [`${at}.clientConfig.service.path`]: 'a//' },
      `${at}.clientConfig.service.path: Invalid value: "a//": must start with a '/'`,
      `${at}.clientConfig.service.path: Invalid value: "a//": segment[0] may not be empty`,
      `${at}.clientConfig.service.path: Invalid value: "a//": segment[1] may not be empty`,
    ],
    [
      { [`${at}.rules[0].operations`]: ['*', 'READ'] },
      `${at}.rules[0].operations: Invalid value: ["*","READ"]: if '*' is present, must not specify other operations`,
      `${at}.rules[0].operations[1]: Unsupported value: "READ": supported values: "*", "CONNECT", "CREATE", "DELETE", "UPDATE"`,
    ],
    [
      { [`${at}.rules[0].resources`]: ['*', 'pods'] },
      `${at}.rules[0].resources: Invalid value: ["*","pods"]: if '*' is present, must not specify other resources without subresources`,
    ],
    [
      { [`${at}.matchConditions`]: [{ name: '', expression: ' ' }] },
      `${at}.matchConditions[0].expression: Required value`,
      `${at}.matchConditions[0].name: Required value`,
    ],
    [{ 'webhooks[1]': hook }, 'webhooks[1].name: Duplicate value: "a.b.example.com"'],
  ]);
});

describe('ValidatingAdmissionPolicy and its binding', () => {
  const good = {
    spec: { matchConstraints: { resourceRules: [rule] }, validations: [{ expression: 'true' }] },
  };
  testDefaults(ValidatingAdmissionPolicies, good, {
    spec: {
      failurePolicy: 'Fail',
      matchConstraints: {
        resourceRules: [{ ...rule, scope: '*' }],
        matchPolicy: 'Equivalent',
        namespaceSelector: {},
        objectSelector: {},
      },
      validations: [{ expression: 'true' }],
    },
    status: {},
  });
  const both = 'Required value: validations or auditAnnotations must contain at least one item';
  testCreate(ValidatingAdmissionPolicies, good, [
    [{ 'spec.validations': [] }, `spec.validations: ${both}`, `spec.auditAnnotations: ${both}`],
    [{ 'spec.matchConstraints': undefined }, 'spec.matchConstraints: Required value'],
    [
      { 'spec.validations[0].expression': ' ' },
      'spec.validations[0].expression: Required value: expression is not specified',
    ],
    [
      { 'spec.validations[0].reason': 'Bored' },
      'spec.validations[0].reason: Unsupported value: "Bored": supported values: "Forbidden", "Invalid", "RequestEntityTooLarge"',
    ],
    [
      { 'spec.variables': [{ name: 'for', expression: '1' }] },
      'spec.variables[0].name: Invalid value: "for": name is not a valid CEL identifier',
    ],
    [
      { 'spec.paramKind': { apiVersion: 'a/b/c', kind: '' } },
      'spec.paramKind.apiVersion: Invalid value: "a/b/c": unexpected GroupVersion string: a/b/c',
      'spec.paramKind.kind: Required value',
    ],
  ]);
  testCreate(
    ValidatingAdmissionPolicyBindings,
    { spec: { policyName: 'p', validationActions: ['Deny'] } },
    [
      [{ 'spec.policyName': '' }, 'spec.policyName: Required value'],
      [
        { 'spec.validationActions': [] },
        'spec.validationActions: Required value: at least one validation action is required',
      ],
      [
        { 'spec.paramRef': {} },
        'spec.paramRef: Required value: one of name or selector must be specified',
      ],
      [
        { 'spec.paramRef': { name: 'a', selector: {} } },
        'spec.paramRef.name: Forbidden: name and selector are mutually exclusive',
        'spec.paramRef.selector: Forbidden: name and selector are mutually exclusive',
      ],
    ],
  );
});
