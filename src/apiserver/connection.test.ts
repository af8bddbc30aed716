import { describe, it } from 'node:test';
import { assert } from 'chai';
import { ValidatingAdmissionPolicies } from '../api/admission-registration/validating-admission-policy';
import { ValidatingAdmissionPolicyBindings } from '../api/admission-registration/validating-admission-policy-binding';
import { ValidatingWebhookConfigurations } from '../api/admission-registration/validating-webhook-configuration';
import { Pods } from '../api/core/pod';
import type { Kind } from '../api/kind';
import { admitConnection } from './connection';
import { answerOf, testingServer } from './testing-world';

const RULE = {
  apiGroups: [''],
  apiVersions: ['v1'],
  resources: ['pods/exec'],
  operations: ['CONNECT'],
};

function world() {
  const { server, api } = testingServer();
  const connect = (subresource: string, ...command: readonly string[]) =>
    answerOf(() =>
      admitConnection(
        server,
        {
          user: api.user,
          kind: Pods as Kind,
          ref: { name: 'web', namespace: 'default' },
          subresource,
        },
        { kind: 'PodExecOptions', apiVersion: 'v1', container: 'c', command },
      ),
    );
  return { server, api, connect };
}

describe('connections', () => {
  it('are judged by policies, which see what is asked for', () => {
    const { api, connect } = world();
    api.create(ValidatingAdmissionPolicies, {
      metadata: { name: 'rule' },
      spec: {
        matchConstraints: { resourceRules: [RULE] },
        validations: [
          {
            expression: '!("sh" in object.command) || request.operation != "CONNECT"',
            message: 'no shells',
          },
        ],
      },
    });
    api.create(ValidatingAdmissionPolicyBindings, {
      metadata: { name: 'bound' },
      spec: { policyName: 'rule', validationActions: ['Deny'] },
    });
    assert.equal(connect('exec', 'date'), 'OK');
    assert.equal(connect('attach', 'sh'), 'OK');
    assert.equal(
      connect('exec', 'sh'),
      `Invalid: pods "web" is forbidden: ValidatingAdmissionPolicy 'rule' with binding 'bound' denied request: no shells`,
    );
  });

  it('are told to webhooks as upstream words them', () => {
    const { server, api, connect } = world();
    const bodies: string[] = [];
    server.transport = (_host, { body }) => {
      bodies.push(body);
      return undefined;
    };
    api.create(ValidatingWebhookConfigurations, {
      metadata: { name: 'hooks' },
      webhooks: [
        {
          name: 'exec.example.com',
          rules: [RULE],
          clientConfig: { url: 'https://hooks.example.com/' },
          admissionReviewVersions: ['v1'],
          sideEffects: 'None',
          objectSelector: {},
          failurePolicy: 'Ignore',
        },
      ],
    } as never);
    assert.equal(connect('exec', 'date'), 'OK');
    const [{ request = {} } = {}] = bodies.map((text) => JSON.parse(text) as { request?: object });
    assert.deepInclude(request, {
      kind: { group: '', version: 'v1', kind: 'PodExecOptions' },
      resource: { group: '', version: 'v1', resource: 'pods' },
      subResource: 'exec',
      operation: 'CONNECT',
      name: 'web',
      namespace: 'default',
      object: { kind: 'PodExecOptions', apiVersion: 'v1', container: 'c', command: ['date'] },
      oldObject: null,
      options: null,
    });
  });
});
