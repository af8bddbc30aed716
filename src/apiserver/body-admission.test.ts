import { describe, it } from 'node:test';
import { assert } from 'chai';
import { MutatingWebhookConfigurations } from '../api/admission-registration/mutating-webhook-configuration';
import { ValidatingAdmissionPolicies } from '../api/admission-registration/validating-admission-policy';
import { ValidatingAdmissionPolicyBindings } from '../api/admission-registration/validating-admission-policy-binding';
import { ValidatingWebhookConfigurations } from '../api/admission-registration/validating-webhook-configuration';
import { Deployments } from '../api/apps/deployment';
import { CertificateSigningRequests } from '../api/certificates/certificate-signing-request';
import { Pods } from '../api/core/pod';
import type { Kind } from '../api/kind';
import { admitConnection } from './body-admission';
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

const WEB = { name: 'web', namespace: 'default' };
const POD_SPEC = { containers: [{ name: 'c', image: 'i' }] };

/** A world with a Pod, a Deployment, a certificate request, and what the webhooks of a resource hear. */
function worldOf(resource: string, patch?: readonly object[]) {
  const { server, api } = testingServer();
  api.create(Pods, { metadata: WEB, spec: POD_SPEC });
  api.create(Deployments, {
    metadata: WEB,
    spec: {
      replicas: 1,
      selector: { matchLabels: { app: 'web' } },
      template: { metadata: { labels: { app: 'web' } }, spec: POD_SPEC },
    },
  });
  api.create(CertificateSigningRequests, {
    metadata: { name: 'web' },
    spec: { request: REQUEST, signerName: 'example.com/web', usages: ['client auth'] },
  });
  const heard: object[] = [];
  server.transport = (_host, { body }) => {
    const { request } = JSON.parse(body) as { readonly request: Readonly<Record<string, unknown>> };
    const { uid, operation, kind, object, oldObject } = request as {
      readonly uid: string;
      readonly operation: string;
      readonly kind: { readonly kind: string };
      readonly object: object;
      readonly oldObject: object | null;
    };
    heard.push({ operation, kind: kind.kind, object, hasOld: oldObject !== null });
    const response = {
      uid,
      allowed: true,
      ...(patch && {
        patchType: 'JSONPatch',
        patch: Buffer.from(JSON.stringify(patch)).toString('base64'),
      }),
    };
    const reply = { kind: 'AdmissionReview', apiVersion: 'admission.k8s.io/v1', response };
    return { status: 200, takes: 0, body: JSON.stringify(reply) };
  };
  const rule = { apiGroups: ['*'], apiVersions: ['*'], resources: [resource], operations: ['*'] };
  api.create(MutatingWebhookConfigurations, {
    metadata: { name: 'hooks' },
    webhooks: [
      {
        name: 'all.example.com',
        rules: [rule],
        clientConfig: { url: 'https://hooks.example.com/' },
        admissionReviewVersions: ['v1'],
        sideEffects: 'None',
      },
    ],
  } as never);
  return { server, api, heard };
}

const REQUEST = Buffer.from(
  '-----BEGIN CERTIFICATE REQUEST-----\nMA==\n-----END CERTIFICATE REQUEST-----\n',
).toString('base64');

type World = ReturnType<typeof worldOf>;

describe('admission below objects', () => {
  const cases: readonly [string, (world: World) => unknown, object][] = [
    [
      'pods/eviction',
      ({ api }) => api.evict(WEB, { gracePeriodSeconds: 0 }),
      {
        operation: 'CREATE',
        kind: 'Eviction',
        hasOld: false,
        object: {
          kind: 'Eviction',
          apiVersion: 'policy/v1',
          metadata: WEB,
          deleteOptions: { gracePeriodSeconds: 0 },
        },
      },
    ],
    [
      'pods/binding',
      ({ api }) => api.bind(WEB, 'n1'),
      {
        operation: 'CREATE',
        kind: 'Binding',
        hasOld: false,
        object: {
          kind: 'Binding',
          apiVersion: 'v1',
          metadata: WEB,
          target: { kind: 'Node', name: 'n1' },
        },
      },
    ],
    [
      'deployments/scale',
      ({ api }) => api.setScale(Deployments as Kind, WEB, 3),
      { operation: 'UPDATE', kind: 'Scale', hasOld: true },
    ],
    [
      'namespaces/finalize',
      ({ api }) => api.finalizeNamespace('default'),
      { operation: 'UPDATE', kind: 'Namespace', hasOld: true },
    ],
    [
      'certificatesigningrequests/approval',
      ({ api }) => {
        const request = api.get(CertificateSigningRequests, { name: 'web' });
        const conditions = [{ type: 'Approved', status: 'True' }];
        const options = { subresource: 'approval' };
        api.update(CertificateSigningRequests, { ...request, status: { conditions } }, options);
      },
      { operation: 'UPDATE', kind: 'CertificateSigningRequest', hasOld: true },
    ],
  ];
  for (const [resource, act, expected] of cases) {
    it(`shows ${resource} to those who ask for it`, () => {
      const world = worldOf(resource);
      act(world);
      assert.lengthOf(world.heard, 1);
      assert.deepInclude(world.heard[0], expected);
    });
    it(`shows ${resource} to nobody who asks for the objects alone`, () => {
      const world = worldOf(resource.split('/')[0] ?? '');
      act(world);
      assert.deepEqual(world.heard, []);
    });
  }

  it('lets webhooks change what is sent', () => {
    const { api } = worldOf('deployments/scale', [
      { op: 'replace', path: '/spec/replicas', value: 2 },
    ]);
    api.setScale(Deployments as Kind, WEB, 5);
    assert.equal(api.get(Deployments, WEB).spec.replicas, 2);
  });
});
