import { describe, it } from 'node:test';
import { expect } from 'chai';
import { ValidatingAdmissionPolicies } from '../api/admission-registration/validating-admission-policy';
import { Cluster } from '../cluster';

/** What the status of a policy about these resources says once the controllers have looked at it. */
function typeChecking(rule: object, expression: string): unknown {
  const cluster = new Cluster();
  const api = cluster.admin;
  const resourceRules = [{ operations: ['CREATE'], ...rule }];
  api.create(ValidatingAdmissionPolicies, {
    metadata: { name: 'p' },
    spec: { matchConstraints: { resourceRules }, validations: [{ expression }] },
  });
  cluster.settle(60_000);
  const { status, metadata } = api.get(ValidatingAdmissionPolicies, { name: 'p' });
  expect(status.observedGeneration).to.equal(metadata.generation);
  return status.typeChecking;
}

describe('the status of ValidatingAdmissionPolicies', () => {
  const deployments = { apiGroups: ['apps'], apiVersions: ['v1'], resources: ['deployments'] };
  const cases: readonly (readonly [string, object, string, unknown])[] = [
    ['nothing of what is right', deployments, 'object.spec.replicas > 1', {}],
    [
      'a field that is not there',
      deployments,
      'object.foo > 1',
      {
        expressionWarnings: [
          {
            fieldRef: 'spec.validations[0].expression',
            warning:
              "apps/v1, Kind=Deployment: ERROR: <input>:1:7: undefined field 'foo'\n | object.foo > 1\n | ......^\n",
          },
        ],
      },
    ],
    [
      'a type that is another, for each kind',
      { apiGroups: [''], apiVersions: ['v1'], resources: ['pods', 'configmaps', 'pods/status'] },
      'object.metadata.name > 1',
      {
        expressionWarnings: [
          {
            fieldRef: 'spec.validations[0].expression',
            warning: [
              "/v1, Kind=ConfigMap: ERROR: <input>:1:22: found no matching overload for '_>_' applied to '(string, int)'\n | object.metadata.name > 1\n | .....................^\n",
              "/v1, Kind=Pod: ERROR: <input>:1:22: found no matching overload for '_>_' applied to '(string, int)'\n | object.metadata.name > 1\n | .....................^\n",
            ].join('\n'),
          },
        ],
      },
    ],
    [
      'nothing of kinds that are not named',
      { apiGroups: ['*'], apiVersions: ['v1'], resources: ['deployments'] },
      'object.foo > 1',
      {},
    ],
  ];
  for (const [what, rule, expression, wanted] of cases) {
    it(`tells ${what}`, () => {
      expect(typeChecking(rule, expression)).to.deep.equal(wanted);
    });
  }
});
