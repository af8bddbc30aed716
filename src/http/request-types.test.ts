import { describe, it } from 'node:test';
import { assert } from 'chai';
import { testingSite } from './testing-site';

const NS = '/api/v1/namespaces/default';
const MAP = `${NS}/configmaps/a`;
const DEPLOYMENT = '/apis/apps/v1/namespaces/default/deployments/d';

/** A site with a ConfigMap, a Deployment and a Pod. */
function site() {
  const { send } = testingSite({});
  const spec = { containers: [{ name: 'c', image: 'i' }] };
  const labels = { app: 'd' };
  send('POST', `${NS}/configmaps`, { metadata: { name: 'a' }, data: { k: 'v' } });
  send('POST', `${NS}/pods`, { metadata: { name: 'p' }, spec });
  send('POST', '/apis/apps/v1/namespaces/default/deployments', {
    metadata: { name: 'd' },
    spec: { selector: { matchLabels: labels }, template: { metadata: { labels }, spec } },
  });
  return send;
}

function answer(
  send: ReturnType<typeof site>,
  [method, url, body, type = 'json']: readonly [string, string, unknown, string?],
): string {
  const headers = { 'content-type': `application/${type}` };
  const { code, body: status } = send(method, url, body, headers);
  return code < 400 ? String(code) : `${code} ${status.message}`;
}

const JSON_PATCH = 'json-patch+json';
const MERGE_PATCH = 'merge-patch+json';
const STRATEGIC_PATCH = 'strategic-merge-patch+json';
const UNDECODED = '400 error decoding patch: json: cannot unmarshal';
const UNNAMED =
  '400 the name of the object (a based on URL) was undeterminable: name must be provided';

describe('a patch', () => {
  for (const [type, patch, expected] of [
    [JSON_PATCH, {}, `${UNDECODED} object into Go value of type []handlers.jsonPatchOp`],
    [JSON_PATCH, [1], `${UNDECODED} number into Go value of type handlers.jsonPatchOp`],
    [
      JSON_PATCH,
      [{ op: 1, path: '/data' }],
      `${UNDECODED} number into Go struct field jsonPatchOp.op of type string`,
    ],
    [JSON_PATCH, [{ op: 'remove', path: '/metadata' }], UNNAMED],
    [
      JSON_PATCH,
      Array.from({ length: 10_001 }, () => ({ op: 'remove', path: '/data' })),
      '413 Request entity is too large: The allowed maximum operations in a JSON patch is 10000, got 10001',
    ],
    [MERGE_PATCH, [], `${UNDECODED} array into Go value of type map[string]interface {}`],
    [MERGE_PATCH, 'null', '400 invalid JSON Patch'],
    [MERGE_PATCH, { metadata: null }, UNNAMED],
    [
      MERGE_PATCH,
      { metadata: { namespace: 'other', name: 'b' } },
      '400 the namespace of the provided object does not match the namespace sent on the request',
    ],
    [STRATEGIC_PATCH, 'null', '200'],
    [
      STRATEGIC_PATCH,
      [],
      '400 json: cannot unmarshal array into Go value of type map[string]interface {}',
    ],
  ] as const) {
    it(`${type} ${JSON.stringify(patch).slice(0, 60)}`, () =>
      assert.equal(answer(site(), ['PATCH', MAP, patch, type]), expected));
  }

  it('of a scale is shown when it makes none', () => {
    const patch = { spec: { replicas: 'x' } };
    assert.match(
      answer(site(), ['PATCH', `${DEPLOYMENT}/scale`, patch, MERGE_PATCH]),
      /^422 {2}"" is invalid: patch: Invalid value: "\{\\"apiVersion\\":\\"autoscaling\/v1\\".*: json: cannot unmarshal string into Go struct field ScaleSpec\.spec\.replicas of type int32$/,
    );
  });
});

describe('a body', () => {
  const token = (change: object) => ({
    apiVersion: 'authentication.k8s.io/v1',
    kind: 'TokenRequest',
    spec: {},
    ...change,
  });
  const bound = (boundObjectRef: object) => token({ spec: { boundObjectRef } });
  const tokens = `${NS}/serviceaccounts/default/token`;
  for (const [method, url, given, expected] of [
    [
      'PUT',
      `${DEPLOYMENT}/scale`,
      { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'd' } },
      '400 Deployment in version "v1" cannot be handled as a Scale: converting (v1.Deployment) to (autoscaling.Scale): unknown conversion',
    ],
    [
      'POST',
      `${NS}/pods/p/eviction`,
      { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'p' } },
      '400 Pod in version "v1" cannot be handled as a Eviction: converting (v1.Pod) to (policy.Eviction): unknown conversion',
    ],
    [
      'POST',
      `${NS}/pods/p/eviction`,
      { metadata: { name: 'p' }, deleteOptions: { gracePeriodSeconds: 'x' } },
      '400 Eviction in version "v1" cannot be handled as a Eviction: json: cannot unmarshal string into Go struct field DeleteOptions.deleteOptions.gracePeriodSeconds of type int64',
    ],
    [
      'POST',
      `${NS}/pods/p/binding`,
      { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'p' } },
      '400 Pod in version "v1" cannot be handled as a Binding: converting (v1.Pod) to (core.Binding): unknown conversion',
    ],
    [
      'PUT',
      '/api/v1/namespaces/default/finalize',
      { metadata: { name: 'default' }, spec: { finalizers: ['bad'] } },
      '422 Namespace "default" is invalid: spec.finalizers[0]: Invalid value: "bad": name is neither a standard finalizer name nor is it fully qualified',
    ],
    [
      'DELETE',
      '/api/v1/namespaces',
      undefined,
      '405 the server does not allow this method on the requested resource',
    ],
    [
      'DELETE',
      '/apis/scheduling.k8s.io/v1/priorityclasses/system-node-critical',
      undefined,
      '403 priorityclasses.scheduling.k8s.io "system-node-critical" is forbidden: this is a system priority class and cannot be deleted',
    ],
    [
      'POST',
      tokens,
      token({ metadata: { name: 'q' } }),
      '422 TokenRequest.authentication.k8s.io "default" is invalid: metadata.name: Invalid value: "q": must match the service account name if specified',
    ],
    [
      'POST',
      tokens,
      bound({ apiVersion: 'batch/v1', kind: 'Job', name: 'j' }),
      '400 cannot bind token to object of type batch/v1, Kind=Job',
    ],
    [
      'POST',
      tokens,
      bound({ apiVersion: 'v1', kind: 'Secret', name: 's' }),
      '404 secrets "s" not found',
    ],
  ] as const) {
    it(`${method} ${url} ${JSON.stringify(given ?? null).slice(0, 60)}`, () =>
      assert.equal(answer(site(), [method, url, given]), expected));
  }

  it('may ask for a dry run of an eviction', () => {
    const send = site();
    const body = { metadata: { name: 'p' }, deleteOptions: { dryRun: ['All'] } };
    assert.equal(answer(send, ['POST', `${NS}/pods/p/eviction`, body]), '201');
    assert.equal(answer(send, ['GET', `${NS}/pods/p`, undefined]), '200');
  });
});
