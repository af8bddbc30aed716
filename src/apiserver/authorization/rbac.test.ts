import { describe, it } from 'node:test';
import { assert } from 'chai';
import { kindOf } from '../../api';
import { Deployments } from '../../api/apps/deployment';
import { Namespaces } from '../../api/core/namespace';
import { Pods } from '../../api/core/pod';
import { Secrets } from '../../api/core/secret';
import { Services } from '../../api/core/service';
import type { Kind } from '../../api/kind';
import type { KubeObject, New } from '../../api/object';
import { PriorityClasses } from '../../api/scheduling/priority-class';
import { Loop } from '../../sim/loop';
import { Random } from '../../sim/random';
import { Trace } from '../../sim/trace';
import { admissionPlugins } from '../admission';
import type { Api } from '../api';
import { bootstrap } from '../bootstrap';
import { defaultClusterRoles } from '../bootstrap-roles';
import { ApiServer } from '../server';
import { answerOf, testingServer } from '../testing-world';

const RBAC = 'rbac.authorization.k8s.io';
const kind = (name: string) => kindOf(`${RBAC}/v1`, name) as Kind;

interface Grant {
  readonly role?: readonly object[];
  readonly clusterRole?: string;
  readonly everywhere?: boolean;
  readonly subject?: object;
  /** With the roles that every cluster has. */
  readonly withOwnRoles?: boolean;
}

/** The server as bob of the group devs sees it, who has in team-a what the grant says. */
function bobWith(grant: Grant): Api {
  const { role, clusterRole, everywhere = false, subject, withOwnRoles = false } = grant;
  const { server, api } = testingServer();
  const namespace = 'team-a';
  api.create(Namespaces, { metadata: { name: namespace }, spec: {} });
  const add = (name: string, object: object) =>
    api.create(kind(name), object as unknown as New<KubeObject>);
  const view = [{ apiGroups: ['', 'apps'], resources: ['*'], verbs: ['get', 'list', 'watch'] }];
  add('ClusterRole', { metadata: { name: 'reader' }, rules: view });
  if (withOwnRoles) for (const own of defaultClusterRoles) add('ClusterRole', own);
  if (role !== undefined) add('Role', { metadata: { name: 'own', namespace }, rules: role });
  const roleRef = {
    apiGroup: RBAC,
    kind: clusterRole === undefined ? 'Role' : 'ClusterRole',
    name: clusterRole ?? 'own',
  };
  const subjects = [subject ?? { kind: 'User', name: 'bob', apiGroup: RBAC }];
  if (everywhere) add('ClusterRoleBinding', { metadata: { name: 'b' }, subjects, roleRef });
  else add('RoleBinding', { metadata: { name: 'b', namespace }, subjects, roleRef });
  return server.as({ name: 'bob', groups: ['devs', 'system:authenticated'] });
}

const pods = [{ apiGroups: [''], resources: ['pods'], verbs: ['get', 'list'] }];
const web = { namespace: 'team-a', name: 'web' };

describe('authorization', () => {
  const table: readonly (readonly [string, Grant, (api: Api) => unknown, string])[] = [
    ['a role', { role: pods }, (api) => api.find(Pods, web), 'OK'],
    [
      'a role of another verb',
      { role: pods },
      (api) => api.delete(Pods, web),
      'Forbidden: pods "web" is forbidden: User "bob" cannot delete resource "pods" in API group "" in the namespace "team-a"',
    ],
    [
      'a role of another namespace',
      { role: pods },
      (api) => api.list(Pods, { namespace: 'default' }),
      'Forbidden: pods is forbidden: User "bob" cannot list resource "pods" in API group "" in the namespace "default"',
    ],
    [
      'a role of a namespace and a list of all',
      { role: pods },
      (api) => api.list(Pods),
      'Forbidden: pods is forbidden: User "bob" cannot list resource "pods" in API group "" at the cluster scope',
    ],
    ['a cluster role, bound here', { clusterRole: 'reader' }, (api) => api.find(Pods, web), 'OK'],
    [
      'a cluster role, bound everywhere',
      { clusterRole: 'reader', everywhere: true },
      (api) => api.list(Deployments),
      'OK',
    ],
    [
      'a group',
      { role: pods, subject: { kind: 'Group', name: 'devs', apiGroup: RBAC } },
      (api) => api.find(Pods, web),
      'OK',
    ],
    [
      'another name of a resource',
      { role: [{ ...pods[0], resourceNames: ['db'] }] },
      (api) => api.find(Pods, web),
      'Forbidden: pods "web" is forbidden: User "bob" cannot get resource "pods" in API group "" in the namespace "team-a"',
    ],
    [
      'no right to a subresource',
      { role: [{ apiGroups: ['apps'], resources: ['deployments'], verbs: ['*'] }] },
      (api) => api.setScale(Deployments, web, 2),
      'Forbidden: deployments.apps "web" is forbidden: User "bob" cannot update resource "deployments/scale" in API group "apps" in the namespace "team-a"',
    ],
    [
      'a right to a subresource',
      { role: [{ apiGroups: ['apps'], resources: ['deployments/scale'], verbs: ['get'] }] },
      (api) => api.getScale(Deployments, web),
      'NotFound: deployments.apps "web" not found',
    ],
    [
      'a role that is not there',
      {},
      (api) => api.list(Pods, { namespace: 'team-a' }),
      'Forbidden: pods is forbidden: User "bob" cannot list resource "pods" in API group "" in the namespace "team-a": RBAC: role.rbac.authorization.k8s.io "own" not found',
    ],
    [
      'a right to its own namespace',
      { role: [{ apiGroups: [''], resources: ['namespaces'], verbs: ['get'] }] },
      (api) => api.get(Namespaces, { name: 'team-a' }),
      'OK',
    ],
    [
      'no right to a namespace',
      { role: pods },
      (api) => api.delete(Namespaces, { name: 'team-a' }),
      'Forbidden: namespaces "team-a" is forbidden: User "bob" cannot delete resource "namespaces" in API group "" in the namespace "team-a"',
    ],
    [
      'the right to delete many needs no right to list',
      { role: [{ apiGroups: [''], resources: ['pods'], verbs: ['deletecollection'] }] },
      (api) => api.deleteCollection(Pods, { namespace: 'team-a' }),
      'OK',
    ],
  ];
  for (const [what, grant, call, expected] of table) {
    it(what, () => {
      const api = bobWith(grant);
      assert.equal(
        answerOf(() => call(api)),
        expected,
      );
    });
  }

  const own: readonly (readonly [string, (api: Api) => unknown, boolean])[] = [
    ['view', (api) => api.find(Pods, web), true],
    ['view', (api) => api.find(Secrets, web), false],
    ['view', (api) => api.deleteCollection(Pods, { namespace: 'team-a' }), false],
    ['edit', (api) => api.find(Secrets, web), true],
    ['edit', (api) => api.deleteCollection(Deployments, { namespace: 'team-a' }), true],
    ['edit', (api) => api.list(kind('Role'), { namespace: 'team-a' }), false],
    ['admin', (api) => api.list(kind('Role'), { namespace: 'team-a' }), true],
    ['cluster-admin', (api) => api.list(kind('Role'), { namespace: 'team-a' }), true],
    ['cluster-admin', (api) => api.list(kind('Role')), false],
  ];
  for (const [clusterRole, call, allowed] of own) {
    it(`with the role ${clusterRole} bound in a namespace: ${String(call).slice(9)}`, () => {
      const api = bobWith({ clusterRole, withOwnRoles: true });
      assert.match(
        answerOf(() => call(api)),
        allowed ? /^OK$/ : /^Forbidden: /,
      );
    });
  }
});

describe('bootstrap', () => {
  it('gives a second cluster of the same seed what a first one has, byte for byte, and the same chance', () => {
    const user = { name: 'system:apiserver', groups: ['system:masters'] };
    const texts = [1, 1, 2].map((seed) => {
      const loop = new Loop(0);
      const trace = new Trace(loop);
      const random = new Random(seed);
      const server = new ApiServer({ loop, trace, random, admission: admissionPlugins });
      bootstrap(server, user);
      const later = { metadata: { name: 'later' }, spec: {} };
      return JSON.stringify([server.as(user).create(Namespaces, later), trace.entries]);
    });
    assert.equal(texts[0], texts[1]);
    assert.notEqual(texts[0], texts[2]);
  });

  it('makes what every cluster has', () => {
    const loop = new Loop(0);
    const random = new Random(1);
    const trace = new Trace(loop);
    const server = new ApiServer({ loop, trace, random, admission: admissionPlugins });
    const user = { name: 'system:apiserver', groups: ['system:masters'] };
    bootstrap(server, user);
    const api = server.as(user);
    const names = (of: Kind) => api.list(of).items.map(({ metadata }) => metadata.name);
    assert.deepEqual(names(Namespaces), [
      'default',
      'kube-node-lease',
      'kube-public',
      'kube-system',
    ]);
    assert.deepEqual(
      api.list(PriorityClasses).items.map(({ metadata, value }) => `${metadata.name} ${value}`),
      ['system-cluster-critical 2000000000', 'system-node-critical 2000001000'],
    );
    const service = api.get(Services, { namespace: 'default', name: 'kubernetes' });
    assert.equal(service.spec.clusterIP, '10.96.0.1');
    assert.includeMembers(names(kind('ClusterRole')), ['admin', 'cluster-admin', 'edit', 'view']);
  });
});
