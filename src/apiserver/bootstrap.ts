import { createHash } from 'node:crypto';
import { kindOf } from '../api';
import { EndpointsKind } from '../api/core/endpoints';
import { Namespaces } from '../api/core/namespace';
import { Services } from '../api/core/service';
import { EndpointSlices } from '../api/discovery/endpoint-slice';
import type { Kind } from '../api/kind';
import { deepFreeze, type KubeObject, type New } from '../api/object';
import { PriorityClasses } from '../api/scheduling/priority-class';
import { decode } from '../api/schema/decode';
import type { User } from './api';
import {
  defaultClusterRoleBindings,
  defaultClusterRoles,
  defaultRoleBindings,
  defaultRoles,
  kubeadmBindings,
} from './bootstrap-roles';
import type { ApiServer } from './server';
import type { Write } from './write';

/** The namespaces that every cluster has. */
export const SYSTEM_NAMESPACES = ['default', 'kube-node-lease', 'kube-public', 'kube-system'];

interface Made {
  readonly write: Write<KubeObject>;
  readonly object: KubeObject;
}

/** What a new cluster has, and what decided every byte of it. */
interface Image {
  readonly origin: string;
  readonly made: readonly Made[];
}

/** That of the cluster that was made last: a suite makes hundreds from one seed, which share these objects. */
let image: Image | undefined;

const NO_OPTIONS = Object.freeze({});

type Create = <T extends KubeObject>(
  kind: Kind<T>,
  object: New<T>,
  isOld?: boolean,
  uid?: string,
) => void;

/** Who has made a cluster out of API servers: with kubeadm, people have a binding to cluster-admin. */
type Founder = 'kubeadm' | 'nobody';

/** An uid that depends on the text alone: what an installer makes leaves to chance what comes after it. */
function uidOf(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** Makes what every cluster has from its first second: namespaces, the API's own Service, priority classes, roles. */
export function bootstrap(server: ApiServer, user: User, founder: Founder = 'nobody'): void {
  const origin = `${founder} ${user.name} ${server.origin}`;
  const isNew = server.store.revision === 0;
  if (isNew && image?.origin === origin) {
    for (const { write, object } of image.made) server.adopt(write, object);
    server.authorizer.founded(founder);
    return;
  }
  const made: Made[] = [];
  const create: Create = (kind, input, isOld = false, uid = undefined) => {
    const write = { user, kind, options: NO_OPTIONS, isOld, ...(uid === undefined ? {} : { uid }) };
    const object = server.create(write, input);
    made.push({ write: write as unknown as Write<KubeObject>, object });
  };
  found(create);
  if (founder === 'kubeadm') {
    for (const binding of kubeadmBindings) {
      create(ClusterRoleBindings, binding, true, uidOf(`${origin} ${binding.metadata.name}`));
    }
  }
  if (!isNew) return;
  image = { origin, made };
  server.authorizer.founded(founder);
}

function found(create: Create): void {
  for (const name of SYSTEM_NAMESPACES) create(Namespaces, { metadata: { name }, spec: {} });
  create(PriorityClasses, {
    metadata: { name: 'system-cluster-critical' },
    value: 2_000_000_000,
    description:
      'Used for system critical pods that must run in the cluster, but can be moved to another node if necessary.',
  });
  create(PriorityClasses, {
    metadata: { name: 'system-node-critical' },
    value: 2_000_001_000,
    description: 'Used for system critical pods that must not be moved from their current node.',
  });
  publishApi(create);
  // what everybody may do is as old as the cluster, and long: no trace tells of it
  for (const role of roles()) create(ClusterRoles, { ...role }, true);
  for (const role of defaultRoles) create(Roles, role, true);
  for (const binding of defaultRoleBindings) create(RoleBindings, binding, true);
  for (const binding of defaultClusterRoleBindings) create(ClusterRoleBindings, binding, true);
}

/** Where the API server is: an address beside those of machines and Pods. */
const ADDRESS = '172.18.0.2';
const PORT = { name: 'https', port: 6443, protocol: 'TCP' };

/** The API's own Service has no selector: the API server writes its endpoints itself. upstream: kubernetesservice controller */
export function publishApi(create: Create): void {
  const metadata = { name: 'kubernetes', namespace: 'default' };
  create(Services, {
    metadata: { ...metadata, labels: { component: 'apiserver', provider: 'kubernetes' } },
    spec: {
      clusterIP: '10.96.0.1',
      ports: [{ name: 'https', port: 443, protocol: 'TCP', targetPort: 6443 }],
    },
  });
  create(EndpointsKind, {
    metadata: { ...metadata, labels: { 'endpointslice.kubernetes.io/skip-mirror': 'true' } },
    subsets: [{ addresses: [{ ip: ADDRESS }], ports: [PORT] }],
  });
  create(EndpointSlices, {
    metadata: { ...metadata, labels: { 'kubernetes.io/service-name': 'kubernetes' } },
    addressType: 'IPv4',
    endpoints: [{ addresses: [ADDRESS], conditions: { ready: true } }],
    ports: [PORT],
  });
}

const Roles = kindOf('rbac.authorization.k8s.io/v1', 'Role') as Kind;
const RoleBindings = kindOf('rbac.authorization.k8s.io/v1', 'RoleBinding') as Kind;
const ClusterRoles = kindOf('rbac.authorization.k8s.io/v1', 'ClusterRole') as Kind;
const ClusterRoleBindings = kindOf('rbac.authorization.k8s.io/v1', 'ClusterRoleBinding') as Kind;
let decodedRoles: readonly KubeObject[] | undefined;

/** The roles in the server's form, frozen: the clusters of a process share their long lists of rules. */
function roles(): readonly KubeObject[] {
  decodedRoles ??= defaultClusterRoles.map(
    (role) => deepFreeze(decode(ClusterRoles.struct, role).value) as KubeObject,
  );
  return decodedRoles;
}
