import { describe, it } from 'node:test';
import { expect } from 'chai';
import { ValidatingAdmissionPolicies } from '../../api/admission-registration/validating-admission-policy';
import { ValidatingAdmissionPolicyBindings } from '../../api/admission-registration/validating-admission-policy-binding';
import { ConfigMaps } from '../../api/core/config-map';
import { Namespaces } from '../../api/core/namespace';
import { ClusterRoles } from '../../api/rbac/cluster-role';
import { ClusterRoleBindings } from '../../api/rbac/cluster-role-binding';
import { answerOf, testingServer } from '../testing-world';

type Spec = Readonly<Record<string, unknown>>;

const CONFIG_MAPS = {
  resourceRules: [
    {
      apiGroups: [''],
      apiVersions: ['v1'],
      resources: ['configmaps'],
      operations: ['CREATE', 'UPDATE', 'DELETE'],
    },
  ],
};

/** A server with one policy and its binding. */
function world(spec: Spec, binding: Spec = {}) {
  const { server, api } = testingServer();
  const warnings: string[] = [];
  api.create(ValidatingAdmissionPolicies, {
    metadata: { name: 'rule' },
    spec: { matchConstraints: CONFIG_MAPS, ...spec },
  });
  api.create(ValidatingAdmissionPolicyBindings, {
    metadata: { name: 'bound' },
    spec: { policyName: 'rule', validationActions: ['Deny'], ...binding },
  });
  const warn = (message: string) => {
    warnings.push(message);
  };
  const create = (object: object = {}, who = api) => {
    const { metadata = {}, ...rest } = object as { metadata?: object };
    const config = { metadata: { name: 'c', namespace: 'default', ...metadata }, ...rest };
    return answerOf(() => who.create(ConfigMaps, config, { warn }));
  };
  return { server, api, warnings, create };
}

const validation = (expression: string, more: Spec = {}): Spec => ({
  validations: [{ expression, ...more }],
});
const DENIED =
  "configmaps \"c\" is forbidden: ValidatingAdmissionPolicy 'rule' with binding 'bound' denied request: ";

describe('ValidatingAdmissionPolicy', () => {
  const object = { metadata: { labels: { team: 'a' } }, data: { size: '3' } };
  const answers: readonly (readonly [string, Spec, string])[] = [
    ['a rule that holds', validation('object.data.size == "3"'), 'OK'],
    [
      'one that does not',
      validation(' int(object.data.size) > 5'),
      `Invalid: ${DENIED}failed expression: int(object.data.size) > 5`,
    ],
    [
      'its message and reason',
      validation('false', { message: ' too small ', reason: 'Forbidden' }),
      `Forbidden: ${DENIED}too small`,
    ],
    [
      'a message that is computed',
      validation('false', { message: 'no', messageExpression: '"size " + object.data.size' }),
      `Invalid: ${DENIED}size 3`,
    ],
    [
      'a message that cannot be computed',
      validation('false', { message: 'no', messageExpression: 'object.data.nope + "x"' }),
      `Invalid: ${DENIED}no`,
    ],
    [
      'a rule that fails',
      validation('object.data.nope == "x"'),
      `Invalid: ${DENIED}expression 'object.data.nope == "x"' resulted in error: no such key: nope`,
    ],
    [
      'failures that are ignored',
      { failurePolicy: 'Ignore', ...validation('object.data.nope == "x"') },
      'OK',
    ],
    [
      'variables',
      {
        variables: [
          { name: 'size', expression: 'int(object.data.size)' },
          { name: 'double', expression: 'variables.size * 2' },
        ],
        ...validation('variables.double != 6', { messageExpression: 'string(variables.double)' }),
      },
      `Invalid: ${DENIED}6`,
    ],
    [
      'a variable that fails',
      {
        variables: [{ name: 'size', expression: 'int(object.data.nope)' }],
        ...validation('variables.size > 1'),
      },
      `Invalid: ${DENIED}expression 'variables.size > 1' resulted in error: composited variable "size" fails to evaluate: no such key: nope`,
    ],
    [
      'conditions that do not hold',
      {
        matchConditions: [{ name: 'team', expression: 'object.metadata.labels.team == "b"' }],
        ...validation('false'),
      },
      'OK',
    ],
    [
      'conditions that fail',
      {
        matchConditions: [{ name: 'team', expression: 'object.metadata.labels.nope == "b"' }],
        ...validation('true'),
      },
      `Invalid: ${DENIED}expression 'object.metadata.labels.nope == "b"' resulted in error: no such key: nope`,
    ],
    [
      'the request, its user and its namespace',
      validation(
        'request.operation == "CREATE" && request.kind.kind == "ConfigMap" && request.userInfo.username == "admin" && namespaceObject.metadata.name == "default" && oldObject == null && !request.dryRun && request.namespace == "default"',
      ),
      'OK',
    ],
    [
      'what the user may do',
      validation(
        'authorizer.group("apps").resource("deployments").namespace("default").check("create").allowed() && authorizer.requestResource.check("get").allowed() && !authorizer.serviceAccount("default", "default").path("/healthz").check("get").allowed()',
      ),
      'OK',
    ],
    [
      'objects without the labels',
      {
        matchConstraints: { ...CONFIG_MAPS, objectSelector: { matchLabels: { team: 'b' } } },
        ...validation('false'),
      },
      'OK',
    ],
    [
      'namespaces without the labels',
      {
        matchConstraints: {
          ...CONFIG_MAPS,
          namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'other' } },
        },
        ...validation('false'),
      },
      'OK',
    ],
    [
      'names that are excluded',
      {
        matchConstraints: {
          ...CONFIG_MAPS,
          excludeResourceRules: [{ ...CONFIG_MAPS.resourceRules[0], resourceNames: ['c'] }],
        },
        ...validation('false'),
      },
      'OK',
    ],
    [
      'annotations for the audit log that fail',
      {
        auditAnnotations: [{ key: 'size', valueExpression: 'object.data.nope + ""' }],
      },
      `Invalid: ${DENIED}expression 'object.data.nope + ""' resulted in error: no such key: nope`,
    ],
    [
      'a runaway',
      validation(
        '"a".matches("a") && [1,2,3,4,5,6,7,8,9,10].all(a, [1,2,3,4,5,6,7,8,9,10].all(b, [1,2,3,4,5,6,7,8,9,10].all(c, [1,2,3,4,5,6,7,8,9,10].all(d, [1,2,3,4,5,6,7,8,9,10].all(e, [1,2,3,4,5,6,7,8,9,10].all(f, a+b+c+d+e+f > 0))))))',
        { message: 'runs' },
      ),
      `Invalid: ${DENIED}expression '"a".matches("a") && [1,2,3,4,5,6,7,8,9,10].all(a, [1,2,3,4,5,6,7,8,9,10].all(b, [1,2,3,4,5,6,7,8,9,10].all(c, [1,2,3,4,5,6,7,8,9,10].all(d, [1,2,3,4,5,6,7,8,9,10].all(e, [1,2,3,4,5,6,7,8,9,10].all(f, a+b+c+d+e+f > 0))))))' resulted in error: operation cancelled: actual cost limit exceeded`,
    ],
  ];
  for (const [what, spec, wanted] of answers) {
    it(`looks at ${what}`, () => {
      expect(world(spec).create(object)).to.equal(wanted);
    });
  }

  it('tells each refusal once more as a cause, with the code of its reason', () => {
    const { api } = world(validation('false', { message: 'no' }));
    try {
      api.create(ConfigMaps, { metadata: { name: 'c', namespace: 'default' } });
      expect.fail('it was admitted');
    } catch (error) {
      const { status } = error as { status: { code: number; details: object } };
      expect(status.code).to.equal(422);
      expect(status.details).to.deep.equal({
        name: 'c',
        kind: 'configmaps',
        causes: [
          { message: "ValidatingAdmissionPolicy 'rule' with binding 'bound' denied request: no" },
        ],
      });
    }
  });

  it('warns instead of refusing when the binding says so', () => {
    const { create, warnings } = world(validation('false', { message: 'no' }), {
      validationActions: ['Warn', 'Audit'],
    });
    expect(create()).to.equal('OK');
    expect(warnings).to.deep.equal([
      "Validation failed for ValidatingAdmissionPolicy 'rule' with binding 'bound': no",
    ]);
  });

  it('looks at updates and deletes', () => {
    const { api, create } = world(
      validation('oldObject == null || (object != null && object.data == oldObject.data)'),
    );
    expect(create({ data: { a: '1' } })).to.equal('OK');
    const ref = { namespace: 'default', name: 'c' };
    const stored = api.get(ConfigMaps, ref);
    expect(answerOf(() => api.update(ConfigMaps, { ...stored, data: { a: '2' } }))).to.match(
      /^Invalid: .* failed expression/,
    );
    expect(answerOf(() => api.delete(ConfigMaps, ref))).to.match(/^Invalid: .* failed expression/);
  });

  it('knows who asks', () => {
    const { server, api, create } = world(
      validation('authorizer.requestResource.check("bypass").allowed()', { message: 'ask' }),
    );
    const user = { name: 'jane', groups: ['system:authenticated'] };
    expect(create({}, server.past(user))).to.match(/ask$/);
    const rules = [{ verbs: ['bypass'], apiGroups: [''], resources: ['configmaps'] }];
    api.create(ClusterRoles, { metadata: { name: 'trusted' }, rules });
    api.create(ClusterRoleBindings, {
      metadata: { name: 'jane' },
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'trusted' },
      subjects: [{ apiGroup: 'rbac.authorization.k8s.io', kind: 'User', name: 'jane' }],
    });
    expect(create({}, server.past(user))).to.equal('OK');
  });

  const paramKind = { apiVersion: 'v1', kind: 'ConfigMap' };
  const limited = { paramKind, ...validation('object.data.size <= params.data.max') };
  const bindings: readonly (readonly [string, Spec, string])[] = [
    [
      'by name',
      { name: 'limits' },
      `Invalid: ${DENIED}failed expression: object.data.size <= params.data.max`,
    ],
    [
      'by label',
      { selector: { matchLabels: { kind: 'limits' } } },
      `Invalid: ${DENIED}failed expression: object.data.size <= params.data.max`,
    ],
    [
      'that are missing, and need not be there',
      { name: 'nope', parameterNotFoundAction: 'Allow' },
      'OK',
    ],
    [
      'that are missing',
      { name: 'nope' },
      `Invalid: ${DENIED}failed to configure binding: no params found for policy binding with \`Deny\` parameterNotFoundAction`,
    ],
  ];
  for (const [what, paramRef, wanted] of bindings) {
    it(`takes parameters ${what}`, () => {
      const { server, api } = testingServer();
      api.create(ConfigMaps, {
        metadata: { name: 'limits', namespace: 'default', labels: { kind: 'limits' } },
        data: { max: '2' },
      });
      const spec = { matchConstraints: CONFIG_MAPS, ...limited };
      api.create(ValidatingAdmissionPolicies, { metadata: { name: 'rule' }, spec });
      api.create(ValidatingAdmissionPolicyBindings, {
        metadata: { name: 'bound' },
        spec: { policyName: 'rule', validationActions: ['Deny'], paramRef },
      });
      const config = { metadata: { name: 'c', namespace: 'default' }, data: { size: '3' } };
      expect(answerOf(() => server.as(api.user).create(ConfigMaps, config))).to.equal(wanted);
    });
  }

  it('cannot stop who sets policies up, and is gone when its binding is', () => {
    const { api, create } = world({
      matchConstraints: {
        resourceRules: [
          { apiGroups: ['*'], apiVersions: ['*'], resources: ['*'], operations: ['*'] },
        ],
      },
      ...validation('false', { message: 'no' }),
    });
    expect(answerOf(() => api.create(Namespaces, { metadata: { name: 'x' }, spec: {} }))).to.match(
      /no$/,
    );
    expect(create()).to.match(/no$/);
    api.delete(ValidatingAdmissionPolicyBindings, { name: 'bound' });
    expect(create()).to.equal('OK');
  });

  const refusals: readonly (readonly [string, Spec, string])[] = [
    [
      'does not compile',
      validation('object.a in [1, 2, '),
      "spec.validations[0].expression: Invalid value: \"object.a in [1, 2, \": compilation failed: ERROR: <input>:1:20: Syntax error: missing ']' at '<EOF>'\n | object.a in [1, 2, \n | ...................^",
    ],
    [
      'is no condition',
      validation('object.a'),
      'spec.validations[0].expression: Invalid value: "object.a": must evaluate to bool but got dyn',
    ],
    [
      'names parameters that the policy does not have',
      validation('params.a == 1'),
      "spec.validations[0].expression: Invalid value: \"params.a == 1\": compilation failed: ERROR: <input>:1:1: undeclared reference to 'params' (in container '')\n | params.a == 1\n | ^",
    ],
    [
      'makes no text',
      validation('true', { messageExpression: '1 + 1' }),
      'spec.validations[0].messageExpression: Invalid value: "1 + 1": must evaluate to string but got int',
    ],
  ];
  for (const [what, spec, wanted] of refusals) {
    it(`refuses an expression that ${what}`, () => {
      const { api } = testingServer();
      const policy = {
        metadata: { name: 'rule' },
        spec: { matchConstraints: CONFIG_MAPS, ...spec },
      };
      expect(answerOf(() => api.create(ValidatingAdmissionPolicies, policy))).to.equal(
        `Invalid: ValidatingAdmissionPolicy.admissionregistration.k8s.io "rule" is invalid: ${wanted}`,
      );
    });
  }
});
