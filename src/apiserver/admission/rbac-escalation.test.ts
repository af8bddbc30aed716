import { describe, it } from 'node:test';
import { assert } from 'chai';
import { ClusterRoles } from '../../api/rbac/cluster-role';
import { ClusterRoleBindings } from '../../api/rbac/cluster-role-binding';
import { Roles } from '../../api/rbac/role';
import { RoleBindings } from '../../api/rbac/role-binding';
import type { PolicyRule } from '../../api/schema/objects';
import { answerOf, testingServer } from '../testing-world';

const GROUP = 'rbac.authorization.k8s.io';
const namespace = 'default';
const rbac = (...verbs: string[]): PolicyRule => ({ apiGroups: [GROUP], resources: ['*'], verbs });
const rule = (resources: string[], verbs: string[], more: object = {}): PolicyRule => ({
  apiGroups: [''],
  resources,
  verbs,
  ...more,
});
const subjects = [{ kind: 'User', name: 'bob', apiGroup: GROUP }];
const roleRef = (kind: string, name: string) => ({ apiGroup: GROUP, kind, name });

/** The server as bob sees it, who may create roles and bindings, and what `rules` say; in the namespace or everywhere. */
function bob(rules: readonly PolicyRule[], everywhere = false) {
  const { server, api } = testingServer();
  const all = [rbac('create', 'update'), ...rules];
  api.create(ClusterRoles, { metadata: { name: 'bobs' }, rules: all });
  api.create(ClusterRoles, { metadata: { name: 'reader' }, rules: [rule(['pods'], ['get'])] });
  const binding = { subjects, roleRef: roleRef('ClusterRole', 'bobs') };
  if (everywhere) api.create(ClusterRoleBindings, { metadata: { name: 'b' }, ...binding });
  else api.create(RoleBindings, { metadata: { name: 'b', namespace }, ...binding });
  return { api, own: server.as({ name: 'bob', groups: ['devs', 'system:authenticated'] }) };
}

const who = 'user "bob" (groups=["devs" "system:authenticated"])';
const refusal = (what: string, lines: string) =>
  `Forbidden: ${what} is forbidden: ${who} is attempting to grant RBAC permissions not currently held:\n${lines}`;
const refusedRole = (lines: string) => refusal(`roles.${GROUP} "r"`, lines);

describe('RBACEscalation', () => {
  const cases: readonly (readonly [PolicyRule[], PolicyRule[], string])[] = [
    [[], [], 'OK'],
    [[rule(['pods'], ['get', 'list'])], [rule(['pods'], ['get'])], 'OK'],
    [[rule(['*'], ['*'])], [rule(['pods', 'pods/log'], ['get'])], 'OK'],
    [[rule(['*/scale'], ['get'])], [rule(['deployments/scale'], ['get'])], 'OK'],
    [[rbac('escalate')], [rule(['secrets'], ['*'])], 'OK'],
    [
      [],
      [rule(['pods'], ['get', 'list'])],
      refusedRole('{APIGroups:[""], Resources:["pods"], Verbs:["get" "list"]}'),
    ],
    [
      [rule(['pods'], ['get'])],
      [rule(['pods', 'nodes'], ['get', 'list'])],
      refusedRole(
        '{APIGroups:[""], Resources:["nodes"], Verbs:["get" "list"]}\n{APIGroups:[""], Resources:["pods"], Verbs:["list"]}',
      ),
    ],
    [
      [rule(['pods'], ['get'], { resourceNames: ['a'] })],
      [rule(['pods'], ['get'], { resourceNames: ['a', 'b'] })],
      refusedRole('{APIGroups:[""], Resources:["pods"], ResourceNames:["b"], Verbs:["get"]}'),
    ],
    [
      [rule(['pods'], ['get'], { resourceNames: ['a'] })],
      [rule(['pods'], ['get'])],
      refusedRole('{APIGroups:[""], Resources:["pods"], Verbs:["get"]}'),
    ],
  ];
  for (const [held, given, expected] of cases) {
    it(`who holds ${JSON.stringify(held)} gives ${JSON.stringify(given)}`, () => {
      const { own } = bob(held);
      const create = () => own.create(Roles, { metadata: { name: 'r', namespace }, rules: given });
      assert.equal(answerOf(create), expected);
    });
  }

  const bindings: readonly (readonly [PolicyRule[], string, string])[] = [
    [[rule(['pods'], ['get'])], 'reader', 'OK'],
    [[rbac('bind')], 'reader', 'OK'],
    [[{ ...rbac('bind'), resourceNames: ['reader'] }], 'reader', 'OK'],
    [
      [{ ...rbac('bind'), resourceNames: ['other'] }],
      'reader',
      refusal(`rolebindings.${GROUP} "new"`, '{APIGroups:[""], Resources:["pods"], Verbs:["get"]}'),
    ],
    [[], 'none', `NotFound: clusterroles.${GROUP} "none" not found`],
  ];
  for (const [held, role, expected] of bindings) {
    it(`who holds ${JSON.stringify(held)} binds ${role}`, () => {
      const { own } = bob(held);
      const binding = {
        metadata: { name: 'new', namespace },
        roleRef: roleRef('ClusterRole', role),
      };
      assert.equal(
        answerOf(() => own.create(RoleBindings, { ...binding, subjects })),
        expected,
      );
    });
  }

  it('lets cluster admins alone aggregate', () => {
    const { own, api } = bob([], true);
    const aggregationRule = { clusterRoleSelectors: [{ matchLabels: { a: 'b' } }] };
    const role = { metadata: { name: 'sum' }, aggregationRule, rules: [] };
    assert.equal(
      answerOf(() => own.create(ClusterRoles, role)),
      `Forbidden: clusterroles.${GROUP} "sum" is forbidden: must have cluster-admin privileges to use the aggregationRule`,
    );
    assert.equal(
      answerOf(() => api.create(ClusterRoles, role)),
      'OK',
    );
  });

  it('lets owners and finalizers change, and nothing else', () => {
    const { own, api } = bob([]);
    const rules = [rule(['pods'], ['get'])];
    const role = api.create(Roles, { metadata: { name: 'r', namespace }, rules });
    const change = (metadata: object) => () =>
      own.update(Roles, { ...role, metadata: { ...role.metadata, ...metadata } });
    assert.match(answerOf(change({ labels: { a: 'b' } })), /^Forbidden/);
    assert.equal(answerOf(change({ finalizers: ['example.com/f'] })), 'OK');
  });
});
