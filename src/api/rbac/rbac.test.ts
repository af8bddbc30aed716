import { describe } from 'node:test';
import { testCreate, testDefaults, testUpdate } from '../testing-rules';
import { ClusterRoles } from './cluster-role';
import { ClusterRoleBindings } from './cluster-role-binding';
import { Roles } from './role';
import { RoleBindings } from './role-binding';

const GROUP = 'rbac.authorization.k8s.io';
const rule = { apiGroups: [''], resources: ['pods'], verbs: ['get'] };

describe('Role and ClusterRole', () => {
  testCreate(Roles, { rules: [rule] }, [
    [
      { 'rules[0].verbs': [] },
      'rules[0].verbs: Required value: verbs must contain at least one value',
    ],
    [
      { 'rules[0].apiGroups': [] },
      'rules[0].apiGroups: Required value: resource rules must supply at least one api group',
    ],
    [
      { 'rules[0]': { verbs: ['get'], nonResourceURLs: ['/healthz'] } },
      'rules[0].nonResourceURLs: Invalid value: ["/healthz"]: namespaced rules cannot apply to non-resource URLs',
    ],
  ]);
  testCreate(ClusterRoles, { rules: [rule] }, [
    [
      { 'rules[0].nonResourceURLs': ['/'] },
      'rules[0].nonResourceURLs: Invalid value: ["/"]: rules cannot apply to both regular resources and non-resource URLs',
    ],
    [
      { aggregationRule: {} },
      'aggregationRule.clusterRoleSelectors: Required value: at least one clusterRoleSelector required if aggregationRule is non-nil',
    ],
  ]);
});

describe('RoleBinding and ClusterRoleBinding', () => {
  const good = {
    roleRef: { kind: 'ClusterRole', name: 'view' },
    subjects: [
      { kind: 'User', name: 'kim' },
      { kind: 'ServiceAccount', name: 'a', namespace: 'b' },
    ],
  };
  testDefaults(RoleBindings, good, {
    roleRef: { apiGroup: GROUP, kind: 'ClusterRole', name: 'view' },
    subjects: [
      { kind: 'User', apiGroup: GROUP, name: 'kim' },
      { kind: 'ServiceAccount', name: 'a', namespace: 'b' },
    ],
  });
  testCreate(RoleBindings, good, [
    [
      { 'roleRef.apiGroup': 'apps' },
      `roleRef.apiGroup: Unsupported value: "apps": supported values: "${GROUP}"`,
    ],
    [
      { 'subjects[0].apiGroup': 'apps' },
      `subjects[0].apiGroup: Unsupported value: "apps": supported values: "${GROUP}"`,
    ],
    [
      { 'subjects[1].apiGroup': 'apps' },
      'subjects[1].apiGroup: Unsupported value: "apps": supported values: ""',
    ],
  ]);
  testCreate(ClusterRoleBindings, good, [
    [
      { 'roleRef.kind': 'Role' },
      'roleRef.kind: Unsupported value: "Role": supported values: "ClusterRole"',
    ],
    [{ 'subjects[1].namespace': '' }, 'subjects[1].namespace: Required value'],
  ]);
  testUpdate(RoleBindings, good, [
    [
      { 'roleRef.name': 'edit' },
      `roleRef: Invalid value: {"APIGroup":"${GROUP}","Kind":"ClusterRole","Name":"edit"}: cannot change roleRef`,
    ],
    [{ subjects: [] }],
  ]);
});
