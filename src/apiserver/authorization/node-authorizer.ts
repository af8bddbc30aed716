import { Pods } from '../../api/core/pod';
import type { Kind } from '../../api/kind';
import type { User } from '../api';
import { componentRoles } from '../bootstrap-roles/components';
import type { Verb } from '../request';
import type { Store } from '../store';
import type { Attributes, ResourceAttributes, Target } from './attributes';
import type { Decision } from './authorizer';
import {
  NodeGraph,
  type Relation,
  toAttachments,
  toClaims,
  toConfigMaps,
  toPod,
  toResourceClaims,
  toSecrets,
  toServiceAccounts,
  toSlices,
  toVolumes,
} from './node-graph';
import { nodeNameOf } from './node-identity';
import { allows } from './rbac';

const YES: Decision = { allowed: true, reason: '' };
const NO = (reason = ''): Decision => ({ allowed: false, reason });
const READS = ['get', 'list', 'watch'];
const OWN = ['get', 'create', 'update', 'patch', 'delete'];
const LEASES = 'kube-node-lease';

/** What a kubelet asks, and of which node it is. */
interface Asked extends ResourceAttributes {
  readonly node: string;
  readonly isRelated: (relation: Relation) => Decision;
}

/** What all nodes may do with what is not theirs alone. upstream: bootstrappolicy, NodeRules */
const rules = componentRoles.find(({ name }) => name === 'system:node')?.rules ?? [];

/**
 * Lets each kubelet do what it needs for its own node and the Pods on it. Some things (to change another node) are left to admission, which sees the
 * objects. upstream: plugin/pkg/auth/authorizer/node, NodeAuthorizer
 */
export class NodeAuthorizer {
  private readonly graph: NodeGraph;

  constructor(store: Store) {
    this.graph = new NodeGraph(store);
  }

  /** What it says of a request; undefined of those who are no nodes. */
  decide(attributes: Attributes): Decision | undefined {
    const { user } = attributes;
    const node = nodeNameOf(user);
    if (node === undefined) return undefined;
    if (node === '') return NO(`unknown node for user ${JSON.stringify(user.name)}`);
    if (!('path' in attributes)) {
      const { group, plural } = attributes;
      const own = special[group === '' ? plural : `${plural}.${group}`];
      if (own !== undefined) return own(this.asked(node, attributes));
    }
    return rules.some((rule) => allows(rule, attributes)) ? YES : NO();
  }

  /** A quick yes to what kubelets ask all day: for their Lease, their Node, a Pod of theirs. */
  ownerships(user: User): ((verb: Verb, kind: Kind, target: Target) => boolean) | undefined {
    const node = nodeNameOf(user);
    if (!node) return undefined;
    const { store } = this.graph;
    return (verb, { id }, { name, namespace }) => {
      switch (id) {
        case 'leases.coordination.k8s.io':
          return name === node && namespace === LEASES && OWN.includes(verb);
        case 'nodes':
          return name === node && verb === 'get';
        case 'pods':
          if (verb !== 'get' || name === undefined) return false;
          return store.find(Pods, { namespace, name })?.spec.nodeName === node;
        default:
          return false;
      }
    };
  }

  private asked(node: string, attributes: ResourceAttributes): Asked {
    const isRelated = (relation: Relation): Decision => {
      if (attributes.name === '') return NO('No Object name found');
      if (relation(this.graph, node, attributes)) return YES;
      return NO(`no relationship found between node '${node}' and this object`);
    };
    const { user, verb, group, plural, subresource, namespace, name, fields } = attributes;
    return { user, verb, group, plural, subresource, namespace, name, fields, node, isRelated };
  }
}

const special: Readonly<Record<string, (asked: Asked) => Decision>> = {
  secrets: readOf(toSecrets),
  configmaps: readOf(toConfigMaps),
  persistentvolumeclaims: (asked) => {
    if (asked.subresource !== 'status') return getOf(toClaims)(asked);
    const isChange = asked.verb === 'update' || asked.verb === 'patch';
    return isChange ? asked.isRelated(toClaims) : NO('can only get/update/patch this type');
  },
  persistentvolumes: getOf(toVolumes),
  'resourceclaims.resource.k8s.io': getOf(toResourceClaims),
  'volumeattachments.storage.k8s.io': getOf(toAttachments),
  serviceaccounts: (asked) => {
    if (asked.verb !== 'create' || asked.name === '') {
      return NO('can only create tokens for individual service accounts');
    }
    if (asked.subresource !== 'token') {
      return NO('can only create token subresource of serviceaccount');
    }
    return asked.isRelated(toServiceAccounts);
  },
  'leases.coordination.k8s.io': ({ verb, namespace, name, node }) => {
    if (!OWN.includes(verb)) {
      return NO('can only get, create, update, patch, or delete a node lease');
    }
    if (namespace !== LEASES) {
      return NO(`can only access leases in the ${JSON.stringify(LEASES)} system namespace`);
    }
    // the name of a new one is looked at when it is admitted
    if (verb === 'create' || name === node) return YES;
    return NO('can only access node lease with the same name as the requesting node');
  },
  'csinodes.storage.k8s.io': ({ verb, subresource, name, node }) => {
    if (!OWN.includes(verb)) return NO('can only get, create, update, patch, or delete a CSINode');
    if (subresource !== '') return NO('cannot authorize CSINode subresources');
    if (verb === 'create' || name === node) return YES;
    return NO('can only access CSINode with the same name as the requesting node');
  },
  'resourceslices.resource.k8s.io': judgeSlice,
  nodes: judgeNode,
  pods: judgePod,
};

function getOf(relation: Relation) {
  return ({ verb, subresource, isRelated }: Asked): Decision => {
    if (verb !== 'get') return NO('can only get individual resources of this type');
    if (subresource !== '') return NO('cannot get subresource');
    return isRelated(relation);
  };
}

function readOf(relation: Relation) {
  return ({ verb, subresource, namespace, isRelated }: Asked): Decision => {
    if (!READS.includes(verb)) return NO('can only read resources of this type');
    if (subresource !== '') return NO('cannot read subresource');
    if (namespace === undefined) return NO('can only read namespaced object of this type');
    return isRelated(relation);
  };
}

function selects({ fields = '', node }: Asked, field: string): boolean {
  return fields
    .split(',')
    .some((term) => term === `${field}=${node}` || term === `${field}==${node}`);
}

function judgeSlice(asked: Asked): Decision {
  const { verb, subresource, isRelated } = asked;
  if (subresource !== '') return NO('cannot authorize ResourceSlice subresources');
  switch (verb) {
    case 'create':
      return YES;
    case 'get':
    case 'update':
    case 'patch':
    case 'delete':
      return isRelated(toSlices);
    case 'watch':
    case 'list':
    case 'deletecollection':
      if (selects(asked, 'nodeName') || selects(asked, 'spec.nodeName')) return YES;
      return NO('can only list/watch/deletecollection resourceslices with nodeName field selector');
    default:
      return NO(
        'only the following verbs are allowed for a ResourceSlice: get, watch, list, create, update, patch, delete, deletecollection',
      );
  }
}

function judgeNode({ verb, subresource, name, node }: Asked): Decision {
  if (subresource === 'status') return verb === 'update' || verb === 'patch' ? YES : NO();
  if (subresource !== '') return NO();
  if (verb === 'create' || verb === 'update' || verb === 'patch') return YES;
  if (!READS.includes(verb)) return NO();
  if (name === node) return YES;
  return name === ''
    ? NO(`node '${node}' cannot read all nodes, only its own Node object`)
    : NO(`node '${node}' cannot read '${name}', only its own Node object`);
}

function judgePod(asked: Asked): Decision {
  const { verb, subresource, name, isRelated } = asked;
  switch (subresource) {
    case '':
      if (verb === 'get') return isRelated(toPod);
      if (verb === 'create' || verb === 'delete') return YES;
      if (verb !== 'list' && verb !== 'watch') return NO();
      if (selects(asked, 'spec.nodeName')) return YES;
      if (name !== '') return isRelated(toPod);
      return NO('can only list/watch pods with spec.nodeName field selector');
    case 'status':
      return verb === 'update' || verb === 'patch' ? YES : NO();
    case 'eviction':
      return verb === 'create' ? YES : NO();
    default:
      return NO();
  }
}
