import { describe, it } from 'node:test';
import { expect } from 'chai';
import { MutatingWebhookConfigurations } from '../../api/admission-registration/mutating-webhook-configuration';
import { ValidatingWebhookConfigurations } from '../../api/admission-registration/validating-webhook-configuration';
import { ConfigMaps } from '../../api/core/config-map';
import { Services } from '../../api/core/service';
import { answerOf, testingServer } from '../testing-world';
import type { WebhookReply } from './transport';

interface Asked {
  readonly request: Readonly<Record<string, unknown>> & { readonly uid: string };
  readonly apiVersion: string;
}

type Answer = (asked: Asked) => object;

const RULES = [
  { apiGroups: [''], apiVersions: ['v1'], resources: ['configmaps'], operations: ['*'] },
];

function hook(name: string, path: string, more: object = {}) {
  return {
    name: `${name}.example.com`,
    rules: RULES,
    clientConfig: { caBundle: 'Y2E=', service: { name: 'hooks', namespace: 'default', path } },
    admissionReviewVersions: ['v1'],
    sideEffects: 'None',
    ...more,
  };
}

/** A server whose webhooks are these functions, by path; what they were asked is kept. */
function world(answers: Readonly<Record<string, Answer>>, takes = 0) {
  const { server, api } = testingServer();
  api.create(Services, {
    metadata: { name: 'hooks', namespace: 'default' },
    spec: { ports: [{ port: 443 }] },
  });
  const asked: (Asked & { readonly path: string })[] = [];
  server.transport = (_host, { path, body }): WebhookReply | undefined => {
    const [page = ''] = path.split('?');
    const review = JSON.parse(body) as Asked;
    asked.push({ ...review, path: page });
    const answer = answers[page];
    if (answer === undefined) return undefined;
    const response = { uid: review.request.uid, ...answer(review) };
    const { apiVersion } = review;
    return {
      status: 200,
      takes,
      body: JSON.stringify({ kind: 'AdmissionReview', apiVersion, response }),
    };
  };
  const warnings: string[] = [];
  const warn = (message: string) => {
    warnings.push(message);
  };
  const create = (more: object = {}, options: object = {}) =>
    answerOf(() =>
      api.create(
        ConfigMaps,
        { metadata: { name: 'c', namespace: 'default' }, ...more },
        { warn, ...options },
      ),
    );
  const validating = (...webhooks: object[]) =>
    api.create(ValidatingWebhookConfigurations, { metadata: { name: 'v' }, webhooks } as never);
  const mutating = (...webhooks: object[]) =>
    api.create(MutatingWebhookConfigurations, { metadata: { name: 'm' }, webhooks } as never);
  return { server, api, asked, warnings, create, validating, mutating };
}

const allow: Answer = () => ({ allowed: true });
const patching =
  (...operations: object[]): Answer =>
  () => ({
    allowed: true,
    patchType: 'JSONPatch',
    patch: Buffer.from(JSON.stringify(operations)).toString('base64'),
  });

describe('webhooks that validate', () => {
  const cases: readonly (readonly [string, Answer, object, string])[] = [
    ['allows', allow, {}, 'OK'],
    [
      'refuses with a message',
      () => ({ allowed: false, status: { message: 'no', code: 403, reason: 'Forbidden' } }),
      {},
      'Forbidden: admission webhook "a.example.com" denied the request: no',
    ],
    [
      'refuses with a reason',
      () => ({ allowed: false, status: { reason: 'unwanted' } }),
      {},
      'unwanted: admission webhook "a.example.com" denied the request: unwanted',
    ],
    [
      'refuses without a word',
      () => ({ allowed: false }),
      {},
      'Unknown: admission webhook "a.example.com" denied the request without explanation',
    ],
    [
      'answers another question',
      () => ({ uid: 'x', allowed: true }),
      { failurePolicy: 'Ignore' },
      'OK',
    ],
    [
      'wants to change what it may not',
      patching({ op: 'add', path: '/data', value: {} }),
      {},
      'InternalError: Internal error occurred: failed calling webhook "a.example.com": validating webhook may not return response.patch or response.patchType',
    ],
    [
      'is about other objects',
      () => ({ allowed: false }),
      { objectSelector: { matchLabels: { a: 'b' } } },
      'OK',
    ],
    [
      'has conditions that do not hold',
      () => ({ allowed: false }),
      { matchConditions: [{ name: 'x', expression: 'request.userInfo.username != "admin"' }] },
      'OK',
    ],
    [
      'has conditions that cannot be told',
      allow,
      { matchConditions: [{ name: 'x', expression: 'object.data.nope == "a"' }] },
      `Forbidden: configmaps "c" is forbidden: expression 'object.data.nope == "a"' resulted in error: no such key: data`,
    ],
  ];
  for (const [what, answer, more, wanted] of cases) {
    it(`one that ${what}`, () => {
      const { create, validating } = world({ '/a': answer });
      validating(hook('a', '/a', more));
      expect(create()).to.equal(wanted);
    });
  }

  it('are told of the request, and may warn', () => {
    const { create, validating, asked, warnings } = world({
      '/a': () => ({ allowed: true, warnings: ['careful'] }),
    });
    validating(hook('a', '/a'));
    expect(create({ data: { a: 'b' } }, { dryRun: true })).to.equal('OK');
    const [first] = asked;
    expect(first?.apiVersion).to.equal('admission.k8s.io/v1');
    expect(first?.request).to.deep.include({ operation: 'CREATE', dryRun: true, oldObject: null });
    expect(first?.request.object).to.deep.include({ kind: 'ConfigMap', data: { a: 'b' } });
    expect(warnings).to.deep.equal(['careful']);
  });

  for (const [annotations, isAsked] of [
    [{}, false],
    [{ 'cert-manager.io/inject-ca-from': 'default/hooks' }, true],
  ] as const) {
    it(`without a caBundle, and annotated ${JSON.stringify(annotations)}: ${isAsked}`, () => {
      const { api, create } = world({ '/a': allow });
      const { clientConfig, ...rest } = hook('a', '/a');
      const webhooks = [{ ...rest, clientConfig: { service: clientConfig.service } }];
      const metadata = { name: 'v', annotations };
      api.create(ValidatingWebhookConfigurations, { metadata, webhooks } as never);
      const untrusted =
        'tls: failed to verify certificate: x509: certificate signed by unknown authority';
      expect(create()).to.equal(
        isAsked
          ? 'OK'
          : `InternalError: Internal error occurred: failed calling webhook "a.example.com": failed to call webhook: Post "https://hooks.default.svc:443/a?timeout=10s": ${untrusted}`,
      );
    });
  }

  it('that have effects elsewhere are not asked in a dry run', () => {
    const { create, validating, asked } = world({ '/a': allow });
    validating({ ...hook('a', '/a'), sideEffects: 'NoneOnDryRun' });
    expect(create({}, { dryRun: true })).to.equal('OK');
    expect(asked).to.have.length(1);
  });

  it('are asked about deletes, with the object as it was', () => {
    const { api, create, validating, asked } = world({ '/a': () => ({ allowed: false }) });
    expect(create()).to.equal('OK');
    validating(hook('a', '/a'));
    const ref = { namespace: 'default', name: 'c' };
    expect(answerOf(() => api.delete(ConfigMaps, ref, { dryRun: true }))).to.match(
      /denied the request without explanation$/,
    );
    const request = asked[0]?.request;
    expect(request).to.deep.include({ object: null, operation: 'DELETE', dryRun: true });
    expect(request?.oldObject).to.deep.include({ kind: 'ConfigMap' });
  });

  const failures: readonly (readonly [string, object, number, string])[] = [
    [
      'is not there',
      hook('a', '/none'),
      0,
      'failed to call webhook: Post "https://hooks.default.svc:443/none?timeout=10s": no endpoints available for service "hooks"',
    ],
    [
      'has no Service',
      { ...hook('a', '/a'), clientConfig: { service: { name: 'x', namespace: 'y' } } },
      0,
      'failed to call webhook: Post "https://x.y.svc:443/?timeout=10s": service "x" not found',
    ],
    [
      'takes too long',
      hook('a', '/a', { timeoutSeconds: 2 }),
      5_000,
      'failed to call webhook: Post "https://hooks.default.svc:443/a?timeout=2s": context deadline exceeded',
    ],
  ];
  for (const [what, webhook, takes, wanted] of failures) {
    it(`one that ${what} stops the write, or is ignored`, () => {
      const answers: Record<string, Answer> = takes > 0 ? { '/a': allow } : {};
      const { server, create, validating } = world(answers, takes);
      if (takes === 0) server.transport = () => undefined;
      validating(webhook);
      const start = server.now;
      expect(create()).to.equal(
        `InternalError: Internal error occurred: failed calling webhook "a.example.com": ${wanted}`,
      );
      expect(server.now - start).to.equal(Math.min(takes, 2_000));
      const open = world(answers, takes);
      open.validating({ ...webhook, failurePolicy: 'Ignore' });
      expect(open.create()).to.equal('OK');
    });
  }
});

describe('webhooks that mutate', () => {
  const add = (key: string) => ({ op: 'add', path: `/data/${key}`, value: 'yes' });

  it('change what is stored', () => {
    const { api, create, mutating } = world({ '/a': patching(add('a')) });
    mutating(hook('a', '/a'));
    expect(create({ data: { x: 'y' } })).to.equal('OK');
    const { data } = api.get(ConfigMaps, { namespace: 'default', name: 'c' });
    expect(data).to.deep.equal({ x: 'y', a: 'yes' });
  });

  it('are asked one after the other, and again when they want to be and others changed it', () => {
    const { create, mutating, asked } = world({
      '/a': allow,
      '/b': patching(add('b')),
      '/c': allow,
    });
    mutating(
      hook('a', '/a', { reinvocationPolicy: 'IfNeeded' }),
      hook('b', '/b'),
      hook('c', '/c', { reinvocationPolicy: 'IfNeeded' }),
    );
    expect(create({ data: { x: 'y' } })).to.equal('OK');
    expect(asked.map(({ path }) => path)).to.deep.equal(['/a', '/b', '/c', '/a']);
  });

  it('with a patch that does not fit stop the write', () => {
    const { create, mutating } = world({ '/a': patching({ op: 'remove', path: '/data/nope' }) });
    mutating(hook('a', '/a'));
    expect(create({ data: { x: 'y' } })).to.match(/^InternalError: Internal error occurred: /);
  });

  it('never see what sets webhooks up', () => {
    const { api, mutating, asked } = world({ '/a': () => ({ allowed: false }) });
    const rules = [{ apiGroups: ['*'], apiVersions: ['*'], resources: ['*'], operations: ['*'] }];
    mutating({ ...hook('a', '/a'), rules });
    expect(answerOf(() => api.delete(MutatingWebhookConfigurations, { name: 'm' }))).to.equal('OK');
    expect(asked).to.deep.equal([]);
  });
});
