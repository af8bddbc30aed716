import { describe, it } from 'node:test';
import { assert } from 'chai';
import { testingSite } from './testing-site';

const RBAC = '/apis/rbac.authorization.k8s.io/v1';
const REVIEW = '/apis/authentication.k8s.io/v1/selfsubjectreviews';
const KIM = { 'impersonate-user': 'kim' };

function bound(rules: readonly object[]) {
  const site = testingSite({});
  site.send('POST', `${RBAC}/clusterroles`, { metadata: { name: 'actor' }, rules });
  site.send('POST', `${RBAC}/clusterrolebindings`, {
    metadata: { name: 'actor' },
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'actor' },
    subjects: [{ kind: 'User', apiGroup: 'rbac.authorization.k8s.io', name: 'system:anonymous' }],
  });
  const send = (headers: Readonly<Record<string, string>>, path = '/api') =>
    site.send('GET', path, undefined, { authorization: '', ...headers });
  return { site, send };
}

describe('acting as somebody else', () => {
  it('is a question of each part of who that is', () => {
    const { send } = bound([
      { apiGroups: [''], resources: ['users'], verbs: ['impersonate'], resourceNames: ['kim'] },
      {
        apiGroups: ['authentication.k8s.io'],
        resources: ['userextras/scopes'],
        verbs: ['impersonate'],
      },
    ]);
    for (const [headers, message] of [
      [KIM, undefined],
      [{ ...KIM, 'impersonate-extra-scopes': 'view' }, undefined],
      [
        { 'impersonate-user': 'lee' },
        'users "lee" is forbidden: User "system:anonymous" cannot impersonate resource "users" in API group "" at the cluster scope',
      ],
      [
        { ...KIM, 'impersonate-group': 'dev' },
        'groups "dev" is forbidden: User "system:anonymous" cannot impersonate resource "groups" in API group "" at the cluster scope',
      ],
      [
        { ...KIM, 'impersonate-extra-team': 'blue' },
        'userextras.authentication.k8s.io "blue" is forbidden: User "system:anonymous" cannot impersonate resource "userextras/team" in API group "authentication.k8s.io" at the cluster scope',
      ],
      [
        { ...KIM, 'impersonate-uid': '7' },
        'uids.authentication.k8s.io "7" is forbidden: User "system:anonymous" cannot impersonate resource "uids" in API group "authentication.k8s.io" at the cluster scope',
      ],
    ] as const) {
      const { code, body } = send(headers as Readonly<Record<string, string>>);
      assert.equal(code, message === undefined ? 200 : 403, JSON.stringify(headers));
      if (message !== undefined) assert.equal(body.message, message);
    }
  });

  it('makes one all of that', () => {
    const { site } = bound([]);
    const { body } = site.send(
      'POST',
      REVIEW,
      {},
      {
        ...KIM,
        'impersonate-uid': '7',
        'impersonate-group': 'dev',
        'impersonate-extra-a%2fb': 'c',
      },
    );
    assert.deepEqual((body.status as { userInfo: object }).userInfo, {
      username: 'kim',
      uid: '7',
      groups: ['dev', 'system:authenticated'],
      extra: { 'a/b': ['c'] },
    });
  });

  it('needs a user', () => {
    const { body } = bound([]).send({ 'impersonate-group': 'dev' });
    assert.equal(body.message, 'requested [{Group  dev    }] without impersonating a user');
  });
});

describe('a resource that is not served', () => {
  it('is not there for those who might ask, and forbidden to all others', () => {
    const { site, send } = bound([]);
    const path = '/apis/example.com/v1/namespaces/default/gadgets';
    assert.equal(site.send('GET', path).code, 404);
    assert.equal(
      send({}, `${path}?watch=true`).body.message,
      'gadgets.example.com is forbidden: User "system:anonymous" cannot watch resource "gadgets" in API group "example.com" in the namespace "default"',
    );
  });
});
