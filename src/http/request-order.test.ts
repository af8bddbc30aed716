import { describe, it } from 'node:test';
import { assert } from 'chai';
import { testingSite } from './testing-site';

const NS = '/api/v1/namespaces/default';
const REVIEWS = '/apis/authorization.k8s.io/v1';

function siteWithMap() {
  const testing = testingSite({});
  testing.send('POST', `${NS}/configmaps`, { metadata: { name: 'a' } });
  return testing;
}

function message(
  method: string,
  url: string,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): string {
  const { send } = siteWithMap();
  const { code, body: status } = send(method, url, body, headers);
  return code < 400 ? String(code) : `${code} ${status.message}`;
}

describe('who may not', () => {
  const alice = { 'impersonate-user': 'alice' };
  const no = (what: string) => `403 ${what.replace('NO', 'is forbidden: User "alice" cannot')}`;
  const within = 'in API group "" in the namespace "default"';
  for (const [method, url, body, expected, headers = {}] of [
    ['POST', `${NS}/pods`, '{', no(`pods NO create resource "pods" ${within}`)],
    ['POST', `${NS}/pods`, { spec: 5 }, no(`pods NO create resource "pods" ${within}`)],
    [
      'POST',
      `${NS}/pods`,
      'x',
      no(`pods NO create resource "pods" ${within}`),
      { 'content-type': 'text/plain' },
    ],
    ['POST', `${NS}/pods?dryRun=x`, {}, no(`pods NO create resource "pods" ${within}`)],
    ['PUT', `${NS}/pods/p/status`, {}, no(`pods "p" NO update resource "pods/status" ${within}`)],
    [
      'POST',
      `${NS}/pods/p/eviction`,
      {},
      no(`pods "p" NO create resource "pods/eviction" ${within}`),
    ],
    [
      'PATCH',
      `${NS}/pods/p`,
      {},
      no(`pods "p" NO patch resource "pods" ${within}`),
      { 'content-type': 'application/json' },
    ],
    [
      'DELETE',
      `${NS}/pods/p/log`,
      undefined,
      no(`pods "p" NO delete resource "pods/log" ${within}`),
    ],
    [
      'GET',
      `${NS}/pods?fieldSelector=metadata.name%3Dp&limit=x`,
      undefined,
      no(`pods NO list resource "pods" ${within}`),
    ],
    [
      'GET',
      `${NS}/pods?fieldSelector=metadata.name%3Dp`,
      undefined,
      no(`pods "p" NO list resource "pods" ${within}`),
    ],
    [
      'GET',
      '/api/v1/watch/namespaces/default/pods/p',
      undefined,
      no(`pods "p" NO watch resource "pods" ${within}`),
    ],
  ] as readonly (readonly [string, string, unknown, string, Record<string, string>?])[]) {
    it(`hears that first: ${method} ${url} ${JSON.stringify(body)}`, () => {
      assert.equal(message(method, url, body, { ...alice, ...headers }), expected);
    });
  }
});

describe('what is wrong with a request is found in this order', () => {
  const closed = '405 the server does not allow this method on the requested resource';
  const nowhere = '404 the server could not find the requested resource';
  const text = { 'content-type': 'text/plain' };
  const cases: readonly (readonly [
    string,
    string,
    string,
    Record<string, string>,
    RegExp | string,
  ])[] = [
    ['the resource', 'POST', '/api/v1/namespaces/default/widgets', text, nowhere],
    ['the method', 'PUT', `${NS}/pods`, text, closed],
    ['the form of the body', 'POST', `${NS}/pods?dryRun=x`, text, /^415 /],
    ['the options', 'POST', `${NS}/pods?dryRun=x`, {}, /^422 CreateOptions/],
    ['the body', 'POST', `${NS}/pods`, {}, /^400 /],
  ];
  for (const [what, method, url, headers, expected] of cases) {
    it(what, () => {
      const found = message(method, url, '{', headers);
      if (typeof expected === 'string') assert.equal(found, expected);
      else assert.match(found, expected);
    });
  }

  it('a patch that would create asks for that as well, once it is found right', () => {
    const { cluster, send } = siteWithMap();
    const RBAC = 'rbac.authorization.k8s.io';
    const roleRef = { apiGroup: RBAC, kind: 'ClusterRole', name: 'patcher' };
    const subjects = [{ apiGroup: RBAC, kind: 'User', name: 'alice' }];
    const rules = [{ apiGroups: [''], resources: ['configmaps'], verbs: ['patch'] }];
    const roles = `/apis/${RBAC}/v1`;
    send('POST', `${roles}/clusterroles`, { metadata: { name: 'patcher' }, rules });
    const binding = { metadata: { name: 'patcher' }, roleRef, subjects };
    send('POST', `${roles}/clusterrolebindings`, binding);
    cluster.settle(1000);
    const apply = (name: string, data: unknown) => {
      const body = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name }, data };
      const headers = {
        'content-type': 'application/apply-patch+yaml',
        'impersonate-user': 'alice',
      };
      return send('PATCH', `${NS}/configmaps/${name}?fieldManager=a`, body, headers).body.message;
    };
    assert.equal(apply('new', { a: 'b' }), 'configmaps "new" is forbidden: ');
    assert.match(String(apply('new', { 'a b': 'c' })), /^ConfigMap "new" is invalid/);
    assert.isUndefined(apply('a', { a: 'b' }));
  });
});

describe('what is asked in a wrong way', () => {
  const review = (kind: string, spec: object, metadata: object = {}) => ({ kind, spec, metadata });
  const resourceAttributes = { verb: 'get', resource: 'pods', namespace: 'default' };
  const closed = '405 the server does not allow this method on the requested resource';
  const nowhere = '404 the server could not find the requested resource';
  const invalid = (kind: string, what: string) =>
    `422 ${kind}.authorization.k8s.io "" is invalid: ${what}`;
  for (const [method, url, body, expected] of [
    ['GET', `${NS}/configmaps/a/status`, undefined, nowhere],
    ['POST', `${NS}/configmaps/a/eviction`, { metadata: { name: 'a' } }, nowhere],
    ['GET', '/api/v1/configmaps/a', undefined, nowhere],
    ['POST', '/api/v1/configmaps', { metadata: { name: 'b', namespace: 'default' } }, closed],
    ['DELETE', '/apis/apps/v1/namespaces/default/deployments/d/status', undefined, closed],
    [
      'GET',
      `${NS}/configmaps?limit=1&continue=%21`,
      undefined,
      '400 invalid continue token: continue key is not valid: illegal base64 data at input byte 0',
    ],
    [
      'POST',
      `${REVIEWS}/subjectaccessreviews`,
      review('SubjectAccessReview', { user: 'a', resourceAttributes }, { name: 'n' }),
      invalid('SubjectAccessReview', 'metadata: Invalid value: {"name":"n"}: must be empty'),
    ],
    [
      'POST',
      `${REVIEWS}/subjectaccessreviews`,
      review('SubjectAccessReview', {
        user: 'a',
        resourceAttributes: { ...resourceAttributes, fieldSelector: {} },
      }),
      invalid(
        'SubjectAccessReview',
        'spec.resourceAttributes.fieldSelector.requirements: Required value: when spec.resourceAttributes.fieldSelector is specified, requirements or rawSelector is required',
      ),
    ],
    [
      'POST',
      `${REVIEWS}/namespaces/default/localsubjectaccessreviews`,
      review('LocalSubjectAccessReview', {
        user: 'a',
        nonResourceAttributes: { path: '/x', verb: 'get' },
      }),
      invalid(
        'LocalSubjectAccessReview',
        'spec.nonResourceAttributes: Invalid value: {"Path":"/x","Verb":"get"}: disallowed on this kind of request',
      ),
    ],
    [
      'POST',
      `${REVIEWS}/selfsubjectaccessreviews`,
      review('SelfSubjectAccessReview', {}),
      invalid(
        'SelfSubjectAccessReview',
        'spec.resourceAttributes: Invalid value: "null": exactly one of nonResourceAttributes or resourceAttributes must be specified',
      ),
    ],
    [
      'POST',
      `${NS}/configmaps`,
      { apiVersion: 'v1', kind: 'ConfMap', metadata: { name: 'b' } },
      '400 ConfMap in version "v1" cannot be handled as a ConfigMap: no kind "ConfMap" is registered for version "v1" in scheme "pkg/api/legacyscheme/scheme.go:30"',
    ],
    [
      'POST',
      `${NS}/configmaps`,
      { apiVersion: 'v2', kind: 'ConfigMap', metadata: { name: 'b' } },
      '400 ConfigMap in version "v2" cannot be handled as a ConfigMap: no kind "ConfigMap" is registered for version "v2" in scheme "pkg/api/legacyscheme/scheme.go:30"',
    ],
    [
      'POST',
      `${NS}/configmaps`,
      { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'b' } },
      '400 Deployment in version "v1" cannot be handled as a ConfigMap: converting (v1.Deployment) to (core.ConfigMap): unknown conversion',
    ],
  ] as readonly (readonly [string, string, unknown, string])[]) {
    it(`${method} ${url} ${JSON.stringify(body)}`, () => {
      assert.equal(message(method, url, body), expected);
    });
  }

  it('is no other kind after a patch', () => {
    const { send } = siteWithMap();
    const patch = (body: object, type: string) =>
      send('PATCH', `${NS}/configmaps/a`, body, { 'content-type': `application/${type}+json` });
    const merged = patch({ kind: 'Secret' }, 'merge-patch');
    assert.equal(merged.code, 422);
    assert.match(
      String(merged.body.message),
      /converting \(v1\.Secret\) to \(core\.ConfigMap\): unknown conversion$/,
    );
    assert.equal(patch({ kind: 'Secret' }, 'strategic-merge-patch').body.kind, 'ConfigMap');
  });
});
