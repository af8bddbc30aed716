import { describe, it } from 'node:test';
import { assert } from 'chai';
import type { JsonObject } from '../../api/object';
import { at, listAt, PAUSE, STRATEGIC, walk } from './testing-walk';
import { JSON_PATCH, rule, unwanted, webhookWorld } from './testing-webhook';

const w = walk(2);
const { ns, core, hook, register } = webhookWorld(w);
const maps = `${core}/configmaps`;
const refused = (path: string, object: JsonObject, why: RegExp) => {
  const { code, body } = w.send('POST', path, object);
  assert.equal(code, 400);
  assert.match(String(body.message), why);
};

describe('Webhooks that admit what their rules say', () => {
  it('they are found in discovery', () => {
    const group = listAt(w.get('/apis'), 'groups').find(
      ({ name }) => name === 'admissionregistration.k8s.io',
    );
    assert.isTrue(listAt(group, 'versions').some(({ version }) => version === 'v1'));
    const names = listAt(w.get('/apis/admissionregistration.k8s.io/v1'), 'resources').map(
      ({ name }) => name,
    );
    assert.includeMembers(names, [
      'mutatingwebhookconfigurations',
      'validatingwebhookconfigurations',
    ]);
  });

  it('mutating webhooks are listed, and gone when they are deleted together', () => {
    const label = { 'e2e-list-mutating': 'a' };
    for (let index = 0; index < 10; index++)
      register('mutating', `list-${index}`, [hook('stage', '/mutating-configmaps')], label);
    const query =
      '/apis/admissionregistration.k8s.io/v1/mutatingwebhookconfigurations?labelSelector=e2e-list-mutating%3Da';
    assert.lengthOf(w.list(query), 10);
    const start = { data: { 'mutation-start': 'yes' } };
    assert.property(w.make(maps, { metadata: { name: 'l1' }, ...start }).data, 'mutation-stage-1');
    w.remove(query, {});
    assert.deepEqual(w.make(maps, { metadata: { name: 'l2' }, ...start }).data, start.data);
  });

  it('a mutating webhook is patched and updated to other operations', () => {
    const path = register('mutating', 'operations', [hook('stage', '/mutating-configmaps')]);
    const start = { data: { 'mutation-start': 'yes' } };
    const isChanged = (name: string) =>
      at(w.make(maps, { metadata: { name }, ...start }), 'data.mutation-stage-1') === 'yes';
    w.update(path, { 'webhooks[0].rules[0].operations': ['UPDATE'] });
    assert.isFalse(isChanged('o1'));
    const create = [{ op: 'replace', path: '/webhooks/0/rules/0/operations', value: ['CREATE'] }];
    w.patch(path, create, JSON_PATCH);
    assert.isTrue(isChanged('o2'));
    w.remove(path);
  });

  it('Pods and ConfigMaps are refused, in what namespaces the selector says', () => {
    const namespaceSelector = {
      matchLabels: { [`${ns}-selector`]: 'true' },
      matchExpressions: [{ key: 'skip-webhook-admission', operator: 'NotIn', values: ['yes'] }],
    };
    const path = register('validating', 'deny', [
      hook('deny-unwanted-pod', '/pods', {
        rules: [rule(['CREATE'], '', 'pods')],
        namespaceSelector,
      }),
      hook('deny-unwanted-configmap', '/configmaps', {
        rules: [rule(['CREATE', 'UPDATE', 'DELETE'], '', 'configmaps')],
        namespaceSelector,
      }),
    ]);
    const pod = (name: string, container: string, label: string) => ({
      metadata: { name, labels: { 'webhook-e2e-test': label } },
      spec: { containers: [{ name: container, image: PAUSE }] },
    });
    const both = /the pod contains unwanted label; the pod contains unwanted container name;/;
    refused(`${core}/pods`, pod('unwanted', 'webhook-disallow', 'webhook-disallow'), both);
    const hung = w.send('POST', `${core}/pods`, pod('hanging', 'c', 'wait-forever'));
    assert.match(String(hung.body.message), /webhook.*deadline/);
    assert.equal(w.send('GET', `${core}/pods/hanging`).code, 404);

    const why = /the configmap contains unwanted key and value/;
    refused(maps, unwanted('disallowed'), why);
    w.make(maps, { metadata: { name: 'allowed' }, data: { admit: 'this' } });
    const found = w.get(`${maps}/allowed`);
    const { data } = unwanted('allowed');
    for (const answer of [
      w.send('PUT', `${maps}/allowed`, { ...found, data }),
      w.send('PATCH', `${maps}/allowed`, { data }, STRATEGIC),
    ])
      assert.match(String(answer.body.message), why);

    const skipped = w.namespace();
    w.patch(`/api/v1/namespaces/${skipped}`, {
      metadata: { labels: { [`${ns}-selector`]: 'true', 'skip-webhook-admission': 'yes' } },
    });
    w.make(`/api/v1/namespaces/${skipped}/configmaps`, unwanted('disallowed'));
    w.remove(path);
  });

  it('what a webhook adds to a Pod is defaulted', () => {
    const path = register('mutating', 'pods', [
      hook('adding-init-container', '/mutating-pods', { rules: [rule(['CREATE'], '', 'pods')] }),
    ]);
    const made = w.make(`${core}/pods`, {
      metadata: { name: 'webhook-to-be-mutated' },
      spec: { containers: [{ name: 'example', image: PAUSE }] },
    });
    const [added, ...more] = listAt(made, 'spec.initContainers');
    assert.isEmpty(more);
    assert.include(added, {
      name: 'webhook-added-init-container',
      terminationMessagePolicy: 'File',
    });
    w.remove(path);
  });

  it('no webhook touches the configuration of webhooks', () => {
    const group = 'admissionregistration.k8s.io';
    const all = ['validatingwebhookconfigurations', 'mutatingwebhookconfigurations'];
    const everywhere = { namespaceSelector: {} };
    const paths = [
      register('validating', 'guard', [
        hook('deny-deletions', '/always-deny', {
          rules: [rule(['DELETE'], group, ...all)],
          ...everywhere,
        }),
      ]),
      register('mutating', 'label', [
        hook('add-label', '/add-label', {
          rules: [rule(['CREATE'], group, ...all)],
          ...everywhere,
        }),
      ]),
    ];
    for (const sort of ['validating', 'mutating'] as const) {
      const dummy = register(sort, 'dummy', [
        hook('dummy', '', { rules: [rule(['CREATE'], '', 'invalid')], failurePolicy: 'Ignore' }),
      ]);
      assert.isUndefined(at(w.get(dummy), 'metadata.labels'));
      w.remove(dummy);
    }
    for (const path of paths) w.remove(path);
  });
});

describe('Webhooks that admit what is defined', () => {
  const GROUP = 'webhook.example.com';
  const DEFINITIONS = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';
  const text = { type: 'string' };
  const schemaOf = (fields: readonly string[]): JsonObject =>
    fields.length === 0
      ? { type: 'object', 'x-kubernetes-preserve-unknown-fields': true }
      : {
          type: 'object',
          properties: {
            data: {
              type: 'object',
              properties: Object.fromEntries(fields.map((name) => [name, text])),
            },
          },
        };

  /** Defines a kind with versions v1 and v2, of which v1 is stored; returns how it is worked with. */
  function define(plural: string, ...fields: readonly string[]) {
    const kind = `E2e-${plural}-crd`;
    const version = (name: string) => ({
      name,
      served: true,
      storage: name === 'v1',
      schema: { openAPIV3Schema: schemaOf(fields) },
    });
    const definition = `${DEFINITIONS}/${plural}.${GROUP}`;
    w.make(DEFINITIONS, {
      metadata: { name: `${plural}.${GROUP}` },
      spec: {
        group: GROUP,
        scope: 'Namespaced',
        names: { plural, kind, singular: plural, listKind: `${kind}List` },
        versions: [version('v1'), version('v2')],
      },
    });
    w.cluster.pass(2000);
    const object = (name: string, data: JsonObject) => ({
      apiVersion: `${GROUP}/v1`,
      kind,
      metadata: { name },
      data,
    });
    return { definition, object, all: `/apis/${GROUP}/v1/namespaces/${ns}/${plural}` };
  }

  it('custom resources are refused when they are created, changed and deleted', () => {
    const { all, object } = define('refusals');
    const path = register('validating', 'custom', [
      hook('deny-unwanted-custom-resource-data', '/custom-resource', {
        rules: [rule(['CREATE', 'UPDATE', 'DELETE'], GROUP, 'refusals')],
      }),
    ]);
    const why = /the custom resource contains unwanted data/;
    refused(all, object('x', { 'webhook-e2e-test': 'webhook-disallow' }), why);
    w.make(all, object('kept', { 'webhook-e2e-test': 'webhook-nondeletable' }));
    const change = { data: { 'webhook-e2e-test': 'webhook-disallow' } };
    const merge = { 'content-type': 'application/merge-patch+json' };
    const patched = w.send('PATCH', `${all}/kept`, change, merge);
    assert.match(String(patched.body.message), why);
    const deleted = w.send('DELETE', `${all}/kept`, {});
    assert.match(
      String(deleted.body.message),
      /the custom resource cannot be deleted because it contains unwanted key and value/,
    );
    w.patch(`${all}/kept`, { data: { 'webhook-e2e-test': null } });
    w.remove(`${all}/kept`);
    w.remove(path);
  });

  const stages = (plural: string) =>
    register(
      'mutating',
      plural,
      ['1', '2'].map((stage) =>
        hook(`mutate-${stage}`, '/mutating-custom-resource', {
          rules: [rule(['CREATE', 'UPDATE'], GROUP, plural)],
        }),
      ),
    );

  it('a custom resource is changed', () => {
    const { all, object } = define('changes');
    const path = stages('changes');
    const made = w.make(all, object('x', { 'mutation-start': 'yes' }));
    assert.deepEqual(made.data, {
      'mutation-start': 'yes',
      'mutation-stage-1': 'yes',
      'mutation-stage-2': 'yes',
    });
    w.remove(path);
  });

  it('what a webhook adds is pruned by the schema', () => {
    const { all, object } = define('prunings', 'mutation-start', 'mutation-stage-1');
    const path = stages('prunings');
    const made = w.make(all, object('x', { 'mutation-start': 'yes' }));
    assert.deepEqual(made.data, { 'mutation-start': 'yes', 'mutation-stage-1': 'yes' });
    w.remove(path);
  });

  it('a custom resource is changed while another version is stored', () => {
    const { all, definition, object } = define('storages');
    const path = stages('storages');
    w.make(all, object('x', { 'mutation-start': 'yes' }));
    w.patch(
      definition,
      [
        { op: 'replace', path: '/spec/versions/0/storage', value: false },
        { op: 'replace', path: '/spec/versions/1/storage', value: true },
      ],
      JSON_PATCH,
    );
    w.cluster.pass(2000);
    const patched = w.patch(`${all}/x`, { dummy: 'test' });
    assert.equal(patched.dummy, 'test');
    assert.equal(at(patched, 'data.mutation-stage-2'), 'yes');
    w.remove(path);
  });

  it('a definition is refused', () => {
    const path = register('validating', 'definitions', [
      hook('deny-crd-with-unwanted-label', '/crd', {
        rules: [rule(['CREATE'], 'apiextensions.k8s.io', 'customresourcedefinitions')],
        namespaceSelector: {},
      }),
    ]);
    refused(
      DEFINITIONS,
      {
        metadata: { name: `denied.${GROUP}`, labels: { 'webhook-e2e-test': 'webhook-disallow' } },
        spec: {
          group: GROUP,
          scope: 'Namespaced',
          names: { plural: 'denied', kind: 'Denied' },
          versions: [
            {
              name: 'v1',
              served: true,
              storage: true,
              schema: { openAPIV3Schema: { type: 'object' } },
            },
          ],
        },
      },
      /the crd contains unwanted label/,
    );
    w.remove(path);
  });
});
