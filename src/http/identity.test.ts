import { describe, it } from 'node:test';
import { assert } from 'chai';
import type { JsonObject } from '../api/object';
import { testingSite } from './testing-site';

const TOKEN = '/api/v1/namespaces/default/serviceaccounts/default/token';
const AUTHENTICATION = '/apis/authentication.k8s.io/v1';

function tokenOf(body: JsonObject): string {
  return (body.status as { token: string }).token;
}

describe('who somebody is', () => {
  it('is answered to whoever asks', () => {
    const site = testingSite({});
    const { code, body } = site.send('POST', `${AUTHENTICATION}/selfsubjectreviews`, {});
    assert.equal(code, 201);
    assert.deepNestedInclude(body, { 'status.userInfo.username': 'admin' });
  });

  it('is told by the token of a ServiceAccount, until it runs out', () => {
    const site = testingSite({});
    const { code, body } = site.send('POST', TOKEN, { spec: { expirationSeconds: 600 } });
    assert.equal(code, 201, JSON.stringify(body));
    const token = tokenOf(body);
    const review = () =>
      site.send('POST', `${AUTHENTICATION}/tokenreviews`, { spec: { token } }).body.status;
    assert.deepInclude(review(), { authenticated: true });
    assert.deepNestedInclude(review(), {
      'user.username': 'system:serviceaccount:default:default',
    });
    const asked = () =>
      site.send('GET', '/api/v1/pods', undefined, { authorization: `Bearer ${token}` }).code;
    assert.notEqual(asked(), 401);
    site.cluster.pass(600_000);
    assert.deepEqual(review(), { user: {}, error: 'invalid bearer token' });
    assert.equal(asked(), 401);
  });

  it('is nobody by a token that was changed', () => {
    const site = testingSite({});
    const [header, , signature] = tokenOf(site.send('POST', TOKEN, { spec: {} }).body).split('.');
    const claims = Buffer.from('{"sub":"admin","exp":9999999999}').toString('base64url');
    const forged = `${header}.${claims}.${signature}`;
    const headers = { authorization: `Bearer ${forged}` };
    assert.equal(site.send('GET', '/api', undefined, headers).code, 401);
  });

  for (const [seconds, message] of [
    [60, /may not specify a duration less than 10 minutes/],
    [2 ** 33, /may not specify a duration larger than 2\^32 seconds/],
  ] as const) {
    it(`is not told for ${seconds} seconds`, () => {
      const { code, body } = testingSite({}).send('POST', TOKEN, {
        spec: { expirationSeconds: seconds },
      });
      assert.equal(code, 422);
      assert.match(String(body.message), message);
    });
  }
});
