import { describe, it } from 'node:test';
import { assert } from 'chai';
import { kindOf, reviewKinds } from '../api';
import type { Kind } from '../api/kind';
import type { KubeObject, New } from '../api/object';
import { Loop } from '../sim/loop';
import { Random } from '../sim/random';
import { Trace } from '../sim/trace';
import { bootstrap } from './bootstrap';
import { ApiServer } from './server';
import { answerOf } from './testing-world';

const RBAC = 'rbac.authorization.k8s.io';
const RoleBindings = kindOf(`${RBAC}/v1`, 'RoleBinding') as Kind;
const PODS = { namespace: 'default', verb: 'list', resource: 'pods' };

function reviewKind(word: string): Kind {
  const found = reviewKinds.find(({ kind }) => kind === word);
  if (found === undefined) throw new Error(`no kind ${word}`);
  return found;
}

/** A server on which bob may view what is in the default namespace. */
function world() {
  const loop = new Loop(0);
  const trace = new Trace(loop);
  const server = new ApiServer({ loop, trace, random: new Random(1), admission: [] });
  const user = { name: 'admin', groups: ['system:masters'] };
  bootstrap(server, user);
  const admin = server.as(user);
  admin.create(RoleBindings, {
    metadata: { name: 'bob-view', namespace: 'default' },
    roleRef: { apiGroup: RBAC, kind: 'ClusterRole', name: 'view' },
    subjects: [{ apiGroup: RBAC, kind: 'User', name: 'bob' }],
  } as New<KubeObject>);
  return (user: string, word: string, spec: object) => {
    const groups = user === 'admin' ? ['system:masters'] : ['system:authenticated'];
    const review = { metadata: {}, spec } as New<KubeObject>;
    const object = server.as({ name: user, groups }).create(reviewKind(word), review);
    return (object as { status?: object }).status;
  };
}

const BY_BINDING =
  'RBAC: allowed by RoleBinding "bob-view/default" of ClusterRole "view" to User "bob"';
const BY_DISCOVERY =
  'RBAC: allowed by ClusterRoleBinding "system:discovery" of ClusterRole "system:discovery" to Group "system:authenticated"';

describe('access reviews', () => {
  for (const [user, word, spec, status] of [
    ['bob', 'SelfSubjectAccessReview', { resourceAttributes: PODS }, [true, BY_BINDING]],
    ['alice', 'SelfSubjectAccessReview', { resourceAttributes: PODS }, [false]],
    ['admin', 'SelfSubjectAccessReview', { resourceAttributes: PODS }, [true]],
    ['admin', 'SubjectAccessReview', { user: 'bob', resourceAttributes: PODS }, [true, BY_BINDING]],
    [
      'bob',
      'SelfSubjectAccessReview',
      { resourceAttributes: { ...PODS, verb: 'delete' } },
      [false],
    ],
    [
      'alice',
      'SelfSubjectAccessReview',
      { nonResourceAttributes: { path: '/apis/apps', verb: 'get' } },
      [true, BY_DISCOVERY],
    ],
  ] as const) {
    it(`${word} of ${user}: ${JSON.stringify(spec)}`, () => {
      const [allowed, reason] = status;
      const expected = { allowed, ...(reason === undefined ? {} : { reason }) };
      assert.deepEqual(world()(user, word, spec), expected);
    });
  }

  for (const [user, word, spec, answer] of [
    [
      'alice',
      'SubjectAccessReview',
      { user: 'bob', resourceAttributes: PODS },
      'Forbidden: subjectaccessreviews.authorization.k8s.io is forbidden: User "alice" cannot create resource "subjectaccessreviews" in API group "authorization.k8s.io" at the cluster scope',
    ],
    [
      'admin',
      'SubjectAccessReview',
      { resourceAttributes: PODS },
      'Invalid: SubjectAccessReview.authorization.k8s.io "" is invalid: spec.user: Invalid value: "": at least one of user or group must be specified',
    ],
    ['admin', 'SelfSubjectRulesReview', {}, 'BadRequest: no namespace on request'],
  ] as const) {
    it(`${word} of ${user} is refused`, () => {
      assert.equal(
        answerOf(() => world()(user, word, spec)),
        answer,
      );
    });
  }

  it('list the rules of a user', () => {
    const status = world()('alice', 'SelfSubjectRulesReview', { namespace: 'default' });
    const { resourceRules } = status as { resourceRules: { resources: string[] }[] };
    assert.deepEqual(
      resourceRules.flatMap(({ resources }) => resources),
      ['selfsubjectaccessreviews', 'selfsubjectrulesreviews', 'selfsubjectreviews'],
    );
  });
});
