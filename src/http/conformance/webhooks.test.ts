import { describe, it } from 'node:test';
import { assert } from 'chai';
import { AGNHOST, walk } from './testing-walk';
import { JSON_PATCH, REGISTRATION, rule, unwanted, webhookWorld } from './testing-webhook';

const w = walk(2);

describe('Webhooks that admit', () => {
  const { core, hook, register } = webhookWorld(w);
  const maps = `${core}/configmaps`;

  it('are listed, and gone when they are deleted together', () => {
    const plural = 'validatingwebhookconfigurations';
    for (const index of [1, 2]) {
      register('validating', `list-${index}`, [hook(`deny-${index}`, '/configmaps')], {
        'e2e-list': 'a',
      });
    }
    const query = `${REGISTRATION}/${plural}?labelSelector=e2e-list%3Da`;
    assert.lengthOf(w.list(query), 2);
    assert.equal(w.send('POST', maps, unwanted('refused')).code, 400);
    w.remove(query, {});
    assert.equal(w.send('POST', maps, unwanted('taken')).code, 201);
  });

  it('are patched and updated to other operations', () => {
    const plural = 'validatingwebhookconfigurations';
    const path = `${REGISTRATION}/${plural}/operations`;
    register('validating', 'operations', [hook('deny', '/configmaps')]);
    assert.equal(w.send('POST', maps, unwanted('never')).code, 400);
    w.update(path, { 'webhooks[0].rules[0].operations': ['UPDATE'] });
    assert.equal(w.send('POST', maps, unwanted('between')).code, 201);
    const create = [{ op: 'replace', path: '/webhooks/0/rules/0/operations', value: ['CREATE'] }];
    w.patch(path, create, JSON_PATCH);
    assert.equal(w.send('POST', maps, unwanted('never')).code, 400);
    w.remove(path);
  });

  it('mutate in their order, and once more when another has changed something', () => {
    register('mutating', 'stages', [
      hook('stage-1', '/mutating-configmaps'),
      hook('stage-2', '/mutating-configmaps'),
    ]);
    const made = w.make(maps, { metadata: { name: 'm' }, data: { 'mutation-start': 'yes' } });
    assert.deepEqual(made.data, {
      'mutation-start': 'yes',
      'mutation-stage-1': 'yes',
      'mutation-stage-2': 'yes',
    });
    w.remove(`${REGISTRATION}/mutatingwebhookconfigurations/stages`);
  });

  it('one that cannot be reached refuses by its failure policy', () => {
    const client = hook('x', '/configmaps').clientConfig;
    for (const [clientConfig, why] of [
      [{ service: client.service }, /x509: certificate signed by unknown authority$/],
      [{ ...client, service: { ...client.service, port: 9999 } }, /connection refused$/],
    ] as const) {
      const failing = { ...hook('fail-closed', '/configmaps'), clientConfig };
      const closed = register('validating', 'closed', [failing]);
      const { code, body } = w.send('POST', maps, { metadata: { name: 'x' } });
      assert.equal(code, 500);
      assert.equal(body.reason, 'InternalError');
      assert.match(String(body.message), /failed calling webhook "fail-closed.k8s.io"/);
      assert.match(String(body.message), why);
      w.remove(closed);
      const open = register('validating', 'open', [{ ...failing, failurePolicy: 'Ignore' }]);
      w.make(maps, { metadata: { generateName: 'open-' } });
      w.remove(open);
    }
  });

  it('a slow one is waited for, for its timeout', () => {
    const slow = (name: string, timeoutSeconds: number, failurePolicy: string) =>
      register('validating', name, [
        hook('allow-configmap-with-delay', '/always-allow-delay-5s', {
          timeoutSeconds,
          failurePolicy,
        }),
      ]);
    const create = (name: string) => w.send('POST', maps, { metadata: { name } });
    slow('slow', 1, 'Fail');
    const { code, body } = create('slow-1');
    assert.equal(code, 500);
    assert.match(String(body.message), /context deadline exceeded/);
    w.remove(`${REGISTRATION}/validatingwebhookconfigurations/slow`);
    slow('slow', 1, 'Ignore');
    assert.equal(create('slow-2').code, 201);
    w.remove(`${REGISTRATION}/validatingwebhookconfigurations/slow`);
    slow('slow', 10, 'Fail');
    const before = w.cluster.now;
    assert.equal(create('slow-3').code, 201);
    assert.isAtLeast(w.cluster.now - before, 5000);
    w.remove(`${REGISTRATION}/validatingwebhookconfigurations/slow`);
  });

  it('attaching to a Pod can be refused', () => {
    const configuration = register('validating', 'attach', [
      hook('deny-attaching-pod', '/pods/attach', {
        rules: [rule(['CONNECT'], '', 'pods/attach')],
      }),
    ]);
    w.make(`${core}/pods`, {
      metadata: { name: 'to-be-attached-pod' },
      spec: { containers: [{ name: 'container1', image: AGNHOST }] },
    });
    w.cluster.pass(3000);
    const attach = `${core}/pods/to-be-attached-pod/attach?container=container1&stdout=1`;
    const { code, body } = w.send('POST', `${attach}&stdin=1`);
    assert.equal(code, 400);
    assert.equal(
      body.message,
      `admission webhook "deny-attaching-pod.k8s.io" denied the request: attaching to pod 'to-be-attached-pod' is not allowed`,
    );
    assert.match(String(w.send('POST', attach).body.message), /Upgrade request required/);
    w.remove(configuration);
  });
});
