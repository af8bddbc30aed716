import { describe, it } from 'node:test';
import { assert } from 'chai';
import { kindOf } from '../../api';
import { CertificateSigningRequests } from '../../api/certificates/certificate-signing-request';
import { Leases } from '../../api/coordination/lease';
import { Namespaces } from '../../api/core/namespace';
import { Nodes } from '../../api/core/node';
import { PersistentVolumeClaims } from '../../api/core/persistent-volume-claim';
import { Pods } from '../../api/core/pod';
import { ServiceAccounts } from '../../api/core/service-account';
import type { Kind } from '../../api/kind';
import type { New } from '../../api/object';
import { ClusterRoleBindings } from '../../api/rbac/cluster-role-binding';
import type { Node, Pod } from '../../api/schema/objects';
import { CSIDrivers } from '../../api/storage/csi-driver';
import type { Api } from '../api';
import { admitBody } from '../body-admission';
import type { RequestBody } from '../request';
import { answerOf, testingServer } from '../testing-world';

const NS = 'default';
const ResourceSlices = kindOf('resource.k8s.io/v1', 'ResourceSlice') as Kind;
const CSINodes = kindOf('storage.k8s.io/v1', 'CSINode') as Kind;
const NODES = 'system:nodes';

/** Two nodes with a Pod each; what their kubelets may do lies with admission alone: a binding lets them do all. */
function world() {
  const { server, api } = testingServer();
  api.create(Namespaces, { metadata: { name: 'kube-node-lease' }, spec: {} });
  api.create(ClusterRoleBindings, {
    metadata: { name: 'all' },
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'all' },
    subjects: [{ apiGroup: 'rbac.authorization.k8s.io', kind: 'Group', name: NODES }],
  });
  const all = { apiGroups: ['*'], resources: ['*'], verbs: ['*'] };
  const ClusterRoles = kindOf('rbac.authorization.k8s.io/v1', 'ClusterRole') as Kind;
  api.create(ClusterRoles, { metadata: { name: 'all' }, rules: [all] } as never);
  for (const name of ['n1', 'n2']) {
    api.create(Nodes, { metadata: { name, labels: { rack: 'r1' } }, spec: {} });
    const spec = { nodeName: name, containers: [{ name: 'c', image: 'i' }] };
    api.create(Pods, { metadata: { name: `on-${name}`, namespace: NS }, spec });
  }
  const node = server.as({ name: 'system:node:n1', groups: [NODES, 'system:authenticated'] });
  const nobody = server.as({ name: 'ada', groups: [NODES] });
  return { server, api, node, nobody, user: node.user };
}

type World = ReturnType<typeof world>;

const ref = (name: string) => ({ namespace: NS, name });

function mirror({ api }: World, spec: object = {}, owner: object = {}): New<Pod> {
  const { uid } = api.get(Nodes, { name: 'n1' }).metadata;
  const own = { apiVersion: 'v1', kind: 'Node', name: 'n1', uid, controller: true };
  return {
    metadata: {
      ...ref('static-n1'),
      annotations: { 'kubernetes.io/config.mirror': 'x' },
      ownerReferences: [{ ...own, ...owner }],
    },
    spec: { nodeName: 'n1', containers: [{ name: 'c', image: 'i' }], ...spec },
  } as New<Pod>;
}

/** What of a Pod's volumes is of this kind. */
const volume = (source: object) => ({ volumes: [{ name: 'v', ...source }] });

type Case = readonly [what: string, act: (world: World) => unknown, expected: string];

function check(title: string, cases: readonly Case[]): void {
  describe(`NodeRestriction ${title}`, () => {
    for (const [what, act, expected] of cases) {
      it(what, () => {
        const here = world();
        assert.equal(
          answerOf(() => act(here)),
          expected,
        );
      });
    }
  });
}

const POD = 'Forbidden: pods "static-n1" is forbidden: ';
const REFERS = `${POD}node "n1" can not create pods that reference `;

check('of mirror Pods', [
  ['lets a node show a static Pod of its own', (w) => w.node.create(Pods, mirror(w)), 'OK'],
  [
    'lets others do what they may',
    ({ api }) => api.update(Pods, { ...api.get(Pods, ref('on-n2')) }),
    'OK',
  ],
  [
    'no other Pods',
    (w) => {
      const { metadata, spec } = mirror(w);
      return w.node.create(Pods, { metadata: { ...metadata, annotations: {} }, spec });
    },
    `${POD}pod does not have "kubernetes.io/config.mirror" annotation, node "n1" can only create mirror pods`,
  ],
  [
    'not those of another node',
    (w) => w.node.create(Pods, mirror(w, { nodeName: 'n2' })),
    `${POD}node "n1" can only create pods with spec.nodeName set to itself`,
  ],
  [
    'not without an owner',
    (w) => {
      const { metadata, spec } = mirror(w);
      return w.node.create(Pods, { metadata: { ...metadata, ownerReferences: [] }, spec });
    },
    `${POD}node "n1" can only create pods with an owner reference set to itself`,
  ],
  [
    'not with another owner',
    (w) => w.node.create(Pods, mirror(w, {}, { name: 'n2' })),
    `${POD}node "n1" can only create pods with an owner reference set to itself`,
  ],
  [
    'not with two',
    (w) => {
      const { metadata, spec } = mirror(w);
      const [owner] = metadata.ownerReferences ?? [];
      if (owner === undefined) throw new Error('no owner');
      const ownerReferences = [owner, { ...owner, uid: 'b' }];
      return w.node.create(Pods, { metadata: { ...metadata, ownerReferences }, spec });
    },
    `${POD}node "n1" can only create pods with a single owner reference set to itself`,
  ],
  [
    'not with an owner that does not control it',
    (w) => w.node.create(Pods, mirror(w, {}, { controller: false })),
    `${POD}node "n1" can only create pods with a controller owner reference set to itself`,
  ],
  [
    'not with an owner that waits for it',
    (w) => w.node.create(Pods, mirror(w, {}, { blockOwnerDeletion: true })),
    `${POD}node "n1" must not set blockOwnerDeletion on an owner reference`,
  ],
  [
    'not of a node that was there before',
    (w) => {
      const pod = mirror(w, {}, { uid: 'old' });
      const { uid } = w.api.get(Nodes, { name: 'n1' }).metadata;
      const answer = answerOf(() => w.node.create(Pods, pod));
      assert.equal(answer, `${POD}node n1 UID mismatch: expected old got ${uid}`);
    },
    'OK',
  ],
  [
    'not of a node that is not there',
    (w) => {
      const pod = mirror(w);
      w.api.delete(Nodes, { name: 'n1' });
      return w.node.create(Pods, pod);
    },
    'NotFound: node "n1" not found',
  ],
  [
    'not with a ServiceAccount',
    (w) => w.node.create(Pods, mirror(w, { serviceAccountName: 'default' })),
    `${POD}a mirror pod may not reference service accounts`,
  ],
  [
    'not with a Secret',
    (w) => w.node.create(Pods, mirror(w, volume({ secret: { secretName: 's' } }))),
    `${POD}a mirror pod may not reference secrets`,
  ],
  [
    'not with a token',
    (w) => {
      const sources = [{ serviceAccountToken: { path: 'token' } }];
      return w.node.create(Pods, mirror(w, volume({ projected: { sources } })));
    },
    `${POD}a mirror pod may not use ServiceAccountToken volume projections`,
  ],
  [
    'not with a ConfigMap',
    (w) => w.node.create(Pods, mirror(w, volume({ configMap: { name: 'm' } }))),
    `${REFERS}configmaps`,
  ],
  [
    'not with a claim',
    (w) => w.node.create(Pods, mirror(w, volume({ persistentVolumeClaim: { claimName: 'c' } }))),
    `${REFERS}persistentvolumeclaims`,
  ],
  [
    'not with a driver',
    (w) => w.node.create(Pods, mirror(w, volume({ csi: { driver: 'd.example' } }))),
    `${REFERS}csidrivers (via CSI volumes)`,
  ],
  [
    'not with a claim for devices',
    (w) => {
      const resourceClaims = [{ name: 'gpu', resourceClaimName: 'gpu' }];
      return w.node.create(Pods, mirror(w, { resourceClaims }));
    },
    `${REFERS}resourceclaims`,
  ],
]);

const statusOf = ({ api }: World, name: string, change: object = {}): Pod => {
  const pod = api.get(Pods, ref(name));
  return { ...pod, status: { ...pod.status, message: 'hello' }, ...change };
};

check('of Pods that are there', [
  ['tells of its own', (w) => w.node.updateStatus(Pods, statusOf(w, 'on-n1')), 'OK'],
  [
    'not of those of another node',
    (w) => w.node.updateStatus(Pods, statusOf(w, 'on-n2')),
    'Forbidden: pods "on-n2" is forbidden: node "n1" can only update pod status for pods with spec.nodeName set to itself',
  ],
  [
    'not by a patch either',
    ({ node }) => {
      const options = { type: 'merge', subresource: 'status' } as const;
      return node.patch(Pods, ref('on-n2'), { status: { message: 'x' } }, options);
    },
    'Forbidden: pods "on-n2" is forbidden: node "n1" can only update pod status for pods with spec.nodeName set to itself',
  ],
  [
    'no labels beside a status, though nobody would take them in',
    ({ node }) => {
      const options = { type: 'merge', subresource: 'status' } as const;
      return node.patch(Pods, ref('on-n1'), { metadata: { labels: { a: 'b' } } }, options);
    },
    'Forbidden: pods "on-n1" is forbidden: node "n1" cannot update labels through pod status',
  ],
  [
    'no claims for devices',
    (w) => {
      const resourceClaimStatuses = [{ name: 'gpu', resourceClaimName: 'x' }];
      return w.node.updateStatus(Pods, statusOf(w, 'on-n1', { status: { resourceClaimStatuses } }));
    },
    'Forbidden: pods "on-n1" is forbidden: node "n1" cannot update resource claim statues',
  ],
  [
    'changes no Pod itself',
    ({ node }) =>
      node.patch(Pods, ref('on-n1'), { metadata: { labels: { a: 'b' } } }, { type: 'merge' }),
    'Forbidden: pods "on-n1" is forbidden: unexpected operation "UPDATE", node "n1" can only create and delete mirror pods',
  ],
  [
    'no other part of it',
    ({ node }) => {
      const options = { type: 'merge', subresource: 'resize' } as const;
      return node.patch(Pods, ref('on-n1'), { spec: {} }, options);
    },
    `Forbidden: pods "on-n1" is forbidden: unexpected pod subresource "resize", only 'status' and 'eviction' are allowed`,
  ],
  [
    'binds none',
    ({ node }) => node.bind(ref('on-n1'), 'n1'),
    `Forbidden: pods "on-n1" is forbidden: unexpected pod subresource "binding", only 'status' and 'eviction' are allowed`,
  ],
  ['deletes its own', ({ node }) => node.delete(Pods, ref('on-n1')), 'OK'],
  [
    'not those of others',
    ({ node }) => node.delete(Pods, ref('on-n2')),
    'Forbidden: pods "on-n2" is forbidden: node "n1" can only delete pods with spec.nodeName set to itself',
  ],
  [
    'not among many',
    ({ node }) => node.deleteCollection(Pods, { namespace: NS }),
    'Forbidden: pods "on-n2" is forbidden: node "n1" can only delete pods with spec.nodeName set to itself',
  ],
  ['evicts its own', ({ node }) => node.evict(ref('on-n1')), 'OK'],
  [
    'none of others',
    ({ node }) => node.evict(ref('on-n2')),
    'Forbidden: pods "on-n2" is forbidden: node n1 can only evict pods with spec.nodeName set to itself',
  ],
  [
    'none that is not there',
    ({ node }) => node.evict(ref('ghost')),
    'NotFound: pod "ghost" not found',
  ],
]);

const labelled = (name: string, labels: Record<string, string>): New<Node> => ({
  metadata: { name, labels },
  spec: {},
});

/** A patch of n1 by its own kubelet. */
const patchNode =
  (patch: object, subresource?: string) =>
  ({ node }: World) =>
    node.patch(Nodes, { name: 'n1' }, patch, {
      type: 'merge',
      ...(subresource === undefined ? {} : { subresource }),
    });

/** What a kubelet gets that registers n1 anew. */
const register =
  (given: Partial<New<Node>>) =>
  ({ api, node }: World) => {
    api.delete(Nodes, { name: 'n1' });
    return node.create(Nodes, { ...labelled('n1', {}), ...given } as New<Node>);
  };

const restricted = 'node-restriction.kubernetes.io/team';
const role = 'node-role.kubernetes.io/worker';
const NODE = 'Forbidden: nodes "n1" is forbidden: ';

check('of Nodes', [
  ['makes its own', register({ spec: { taints: [{ key: 'a', effect: 'NoSchedule' }] } }), 'OK'],
  [
    'not another',
    ({ node }) => node.create(Nodes, labelled('n3', {})),
    'Forbidden: nodes "n3" is forbidden: node "n1" is not allowed to modify node "n3"',
  ],
  [
    'not with labels that draw Pods to it',
    register(
      labelled('n1', { [restricted]: 'a', [role]: '', 'kubernetes.io/os': 'linux', own: 'x' }),
    ),
    `${NODE}node "n1" is not allowed to set the following labels: ${restricted}, ${role}`,
  ],
  [
    'takes what kubelets find out',
    patchNode({ metadata: { labels: { 'topology.kubernetes.io/zone': 'a', rack: null } } }),
    'OK',
  ],
  [
    'not the labels of administrators',
    patchNode({ metadata: { labels: { [restricted]: 'a' } } }),
    `${NODE}is not allowed to modify labels: ${restricted}`,
  ],
  [
    'not beside a status',
    patchNode({ metadata: { labels: { [role]: '' } } }, 'status'),
    `${NODE}is not allowed to modify labels: ${role}`,
  ],
  [
    'keeps its taints',
    patchNode({ spec: { taints: [{ key: 'a', effect: 'NoSchedule' }] } }),
    `${NODE}node "n1" is not allowed to modify taints`,
  ],
  [
    'gets no owner',
    patchNode({
      metadata: {
        ownerReferences: [{ apiVersion: 'v1', kind: 'ConfigMap', name: 'a', uid: 'b' }],
      },
    }),
    `${NODE}node "n1" is not allowed to modify ownerReferences`,
  ],
  [
    'chooses no configuration',
    patchNode({ spec: { configSource: {} } }),
    `${NODE}node "n1" is not allowed to update configSource to a new non-nil configSource`,
  ],
  [
    'registers with none',
    register({ spec: { configSource: {} } }),
    `${NODE}node "n1" is not allowed to create pods with a non-nil configSource`,
  ],
  [
    'deletes no other',
    ({ node }) => node.delete(Nodes, { name: 'n2' }),
    'Forbidden: nodes "n2" is forbidden: node "n1" is not allowed to modify node "n2"',
  ],
  [
    'says which node it is',
    ({ nobody }) => nobody.create(ServiceAccounts, { metadata: ref('x') }),
    'Forbidden: serviceaccounts "x" is forbidden: could not determine node from user "ada"',
  ],
]);

const lease = (namespace: string, name: string) => ({ metadata: { namespace, name }, spec: {} });

function csr(commonName: string, signerName: string) {
  return {
    metadata: { name: 'r' },
    spec: { request: requests[commonName] ?? '', signerName, usages: ['client auth'] },
  };
}

/** A sequence of DER, or whatever else the tag says. */
function der(tag: number, ...parts: readonly Uint8Array[]): Uint8Array {
  const body = Buffer.concat(parts);
  return Buffer.concat([Buffer.from([tag, body.length]), body]);
}

/** As much of a request for a certificate as says for whom it is. */
function requestFor(commonName: string): string {
  const oid = der(0x06, Buffer.from([0x55, 0x04, 0x03]));
  const name = der(0x30, der(0x31, der(0x30, oid, der(0x0c, Buffer.from(commonName)))));
  const info = der(0x30, der(0x02, Buffer.from([0])), name);
  const body = Buffer.from(der(0x30, info)).toString('base64');
  const pem = `-----BEGIN CERTIFICATE REQUEST-----\n${body}\n-----END CERTIFICATE REQUEST-----\n`;
  return Buffer.from(pem).toString('base64');
}

const requests: Readonly<Record<string, string>> = {
  n1: requestFor('system:node:n1'),
  n2: requestFor('system:node:n2'),
  empty: requestFor(''),
};
const KUBELET = 'kubernetes.io/kube-apiserver-client-kubelet';
const SIGNING = 'Forbidden: certificatesigningrequests.certificates.k8s.io "r" is forbidden: ';

const slice = (nodeName: string) =>
  ({
    metadata: { name: `slice-${nodeName}` },
    spec: {
      driver: 'd.example',
      nodeName,
      pool: { name: 'p', generation: 1, resourceSliceCount: 1 },
    },
  }) as never;

function claim({ api }: World) {
  const resources = { requests: { storage: '1Gi' } };
  return api.create(PersistentVolumeClaims, {
    metadata: ref('data'),
    spec: { accessModes: ['ReadWriteOnce'], resources },
  });
}

check('of what else a kubelet writes', [
  ['its Lease', ({ node }) => node.create(Leases, lease('kube-node-lease', 'n1')), 'OK'],
  [
    'no other Lease',
    ({ node }) => node.create(Leases, lease('kube-node-lease', 'n2')),
    'Forbidden: leases.coordination.k8s.io "n2" is forbidden: can only access node lease with the same name as the requesting node',
  ],
  [
    'no Lease elsewhere',
    ({ node }) => node.create(Leases, lease(NS, 'n1')),
    'Forbidden: leases.coordination.k8s.io "n1" is forbidden: can only access leases in the "kube-node-lease" system namespace',
  ],
  [
    'its CSINode alone',
    ({ node }) =>
      node.create(CSINodes, { metadata: { name: 'n2' }, spec: { drivers: [] } } as never),
    'Forbidden: csinodes.storage.k8s.io "n2" is forbidden: can only access CSINode with the same name as the requesting node',
  ],
  ['its ResourceSlices', ({ node }) => node.create(ResourceSlices, slice('n1')), 'OK'],
  [
    'no ResourceSlices of others',
    ({ node }) => node.create(ResourceSlices, slice('n2')),
    'Forbidden: resourceslices.resource.k8s.io "slice-n2" is forbidden: can only create ResourceSlice with the same NodeName as the requesting node',
  ],
  [
    'deletes none of others',
    ({ api, node }) => {
      api.create(ResourceSlices, slice('n2'));
      return node.delete(ResourceSlices, { name: 'slice-n2' });
    },
    'Forbidden: resourceslices.resource.k8s.io "slice-n2" is forbidden: can only delete ResourceSlice with the same NodeName as the requesting node',
  ],
  [
    'the new size of a claim',
    (w) => {
      const data = claim(w);
      const status = { ...data.status, capacity: { storage: '2Gi' } };
      return w.node.updateStatus(PersistentVolumeClaims, { ...data, status });
    },
    'OK',
  ],
  [
    'nothing else of its status',
    (w) => {
      const data = claim(w);
      const metadata = { ...data.metadata, labels: { a: 'b' } };
      const status = { ...data.status, phase: 'Bound' };
      return w.node.updateStatus(PersistentVolumeClaims, { ...data, metadata, status });
    },
    'Forbidden: persistentvolumeclaims "data" is forbidden: node "n1" is not allowed to update fields other than status.quantity and status.conditions: metadata, status',
  ],
  [
    'no claim itself',
    (w) => {
      claim(w);
      return w.node.delete(PersistentVolumeClaims, ref('data'));
    },
    'Forbidden: persistentvolumeclaims "data" is forbidden: may only update PVC status',
  ],
  [
    'its certificate',
    ({ node }) => node.create(CertificateSigningRequests, csr('n1', KUBELET)),
    'OK',
  ],
  [
    'no certificate for another',
    ({ node }) => node.create(CertificateSigningRequests, csr('n2', KUBELET)),
    `${SIGNING}can only create a node CSR with CN=system:node:n1`,
  ],
  [
    'no certificate for nobody',
    ({ node }) => node.create(CertificateSigningRequests, csr('empty', KUBELET)),
    `${SIGNING}can only create a node CSR with CN=system:node:n1`,
  ],
  [
    'no certificate of something else',
    ({ node }) => node.create(CertificateSigningRequests, csr('?', KUBELET)),
    `${SIGNING}unable to parse csr: PEM block type must be CERTIFICATE REQUEST`,
  ],
  [
    'what other signers sign',
    ({ node }) => node.create(CertificateSigningRequests, csr('n2', 'example.com/web')),
    'OK',
  ],
]);

/** A kubelet's request for a token of a Pod, whose uid is the Pod's unless told otherwise. */
const ask =
  (pod: string, spec: object = {}, uid?: string) =>
  ({ server, user, api }: World) => {
    const boundObjectRef = {
      kind: 'Pod',
      apiVersion: 'v1',
      name: pod,
      uid: uid ?? api.find(Pods, ref(pod))?.metadata.uid,
    };
    admitBody(
      server,
      {
        user,
        verb: 'create',
        kind: ServiceAccounts as Kind,
        ref: ref('default'),
        subresource: 'token',
      },
      {
        kind: 'TokenRequest',
        apiVersion: 'authentication.k8s.io/v1',
        spec: { boundObjectRef, ...spec },
      } as RequestBody,
    );
  };

/** A Pod on n1 whose volume is of this driver. */
function withDriver({ api }: World, source: object): void {
  const containers = [{ name: 'c', image: 'i' }];
  const spec = { nodeName: 'n1', containers, ...volume(source) };
  api.create(Pods, { metadata: ref('p'), spec });
}

const TOKEN = 'Forbidden: serviceaccounts "default" is forbidden: ';

check('of tokens', [
  ['of a Pod of its own', ask('on-n1'), 'OK'],
  [
    'not without a Pod',
    ask('on-n1', { boundObjectRef: null }),
    `${TOKEN}node requested token not bound to a pod`,
  ],
  [
    'not without its uid',
    ask('on-n1', {}, ''),
    `${TOKEN}node requested token with a pod binding without a uid`,
  ],
  ['not of a Pod that is gone', ask('ghost', {}, 'x'), 'NotFound: pod "ghost" not found'],
  [
    'not of one that was there before',
    ask('on-n1', {}, 'x'),
    `${TOKEN}the UID in the bound object reference (x) does not match the UID in record. The object might have been deleted and then recreated`,
  ],
  [
    'not of one on another node',
    ask('on-n2'),
    `${TOKEN}node requested token bound to a pod scheduled on a different node`,
  ],
  [
    'for one audience at a time',
    ask('on-n1', { audiences: ['a', 'b'] }),
    `${TOKEN}node may only request 0 or 1 audiences`,
  ],
  ['for any audience that a role allows', ask('on-n1', { audiences: ['vault'] }), 'OK'],
  [
    'for those alone that the Pod names otherwise',
    (w) => {
      w.api.delete(ClusterRoleBindings, { name: 'all' });
      return ask('on-n1', { audiences: ['vault'] })(w);
    },
    `${TOKEN}audience "vault" not found in pod spec volume, system:node:n1 is not authorized to request tokens for this audience`,
  ],
  [
    'for that of a driver',
    (w) => {
      w.api.delete(ClusterRoleBindings, { name: 'all' });
      const spec = { tokenRequests: [{ audience: 'vault' }] };
      w.api.create(CSIDrivers, { metadata: { name: 'd.example' }, spec });
      withDriver(w, { csi: { driver: 'd.example' } });
      return ask('p', { audiences: ['vault'] })(w);
    },
    'OK',
  ],
  [
    'not for that of a driver which is not there',
    (w) => {
      withDriver(w, { csi: { driver: 'd.example' } });
      return ask('p', { audiences: ['vault'] })(w);
    },
    `${TOKEN}error validating audience "vault": csidriver.storage.k8s.io "d.example" not found`,
  ],
]);

describe('NamespaceLifecycle', () => {
  const terminating = (act: (api: Api) => unknown): string => {
    const { api } = testingServer();
    const name = 'x';
    api.create(Namespaces, { metadata: { name }, spec: {} });
    api.create(ServiceAccounts, { metadata: { name: 'default', namespace: name } });
    const spec = { containers: [{ name: 'c', image: 'i' }] };
    api.create(Pods, { metadata: { name: 'p', namespace: name }, spec });
    api.delete(Namespaces, { name });
    return answerOf(() => act(api));
  };

  for (const [what, act] of [
    ['evicts nobody', (api: Api) => api.evict({ namespace: 'x', name: 'p' })],
    ['places nobody', (api: Api) => api.bind({ namespace: 'x', name: 'p' }, 'n1')],
  ] as const) {
    it(`${what} in a namespace that goes`, () => {
      assert.equal(
        terminating(act),
        'Forbidden: pods "p" is forbidden: unable to create new content in namespace x because it is being terminated',
      );
    });
  }
});
