import { Nodes } from '../../api/core/node';
import { EndpointSlices } from '../../api/discovery/endpoint-slice';
import { nearestWords } from '../../api/edit-distance';
import type { Kind } from '../../api/kind';
import type { KubeObject } from '../../api/object';
import { joinKey } from '../../api/object';
import type { EndpointSlice, Node } from '../../api/schema/objects';
import type { Count } from '../count';
import type { Claim } from '../expect';
import { describeReference, type Reference } from '../reference';
import { UserError } from '../user-error';
import { holds, pending, vacuous } from '../verdict';
import { belongs } from '../workload';
import type { World } from '../world';

export function subjectOf({ kind, namespace, name }: Reference) {
  return { kindId: kind.id, key: joinKey(namespace, name) };
}

/** The object, if it is there. */
export function objectOf(world: World, reference: Reference): KubeObject | undefined {
  return world.cluster.server.store.get(reference.kind, subjectOf(reference).key);
}

/** Says of an object that it is so, or why it is not. */
export type Judge = (object: KubeObject) => true | string;

/** Decides whether an object is in a named state of its kind: true, or why not. An error when the kind has no such state. */
export function stateJudge(kind: Kind, state: string): Judge {
  const { states = {} } = kind.rules;
  const judge = states[state];
  if (judge !== undefined) return judge;
  if (state === 'terminating') {
    return ({ metadata }) => metadata.deletionTimestamp !== undefined || 'it is not being deleted';
  }
  if (kind.rules.states === undefined && kind.hasStatus) return byItsStatus(state);
  const known = [...Object.keys(states), 'terminating'].join(', ');
  throw new UserError(`a ${kind.kind} cannot be said to be "${state}"; it has: ${known}`);
}

interface Reporting {
  readonly status?: {
    readonly phase?: string;
    readonly conditions?: readonly { readonly type: string; readonly status: string }[];
  };
}

/** For words that are no named state of the kind: a condition of that type is true, or the phase is that. */
export function byItsStatus(state: string): Judge {
  const word = state.toLowerCase();
  return (object) => {
    const { phase = '', conditions = [] } = (object as KubeObject & Reporting).status ?? {};
    if (phase.toLowerCase() === word) return true;
    const condition = conditions.find(({ type }) => type.toLowerCase() === word);
    if (condition?.status === 'True') return true;
    if (condition !== undefined) return `its condition ${condition.type} is ${condition.status}`;
    return phase === '' ? `it has no condition "${state}"` : `its phase is ${phase}`;
  };
}

/** The object is in a named state of its kind: available, complete, ready … */
export function isInState(reference: Reference, state: string): Claim {
  return passes(reference, stateJudge(reference.kind, state));
}

/** The object is in a named state, as far as one waits for it: a Deployment becomes available with the last of its Pods. */
export function reaches(reference: Reference, state: string): Claim {
  const { kind } = reference;
  return passes(reference, kind.rules.goals?.[state] ?? stateJudge(kind, state));
}

/** The object is there and passes a test. */
export function passes(reference: Reference, judge: Judge): Claim {
  return (world) => {
    const object = objectOf(world, reference);
    if (object === undefined) return pending(missing(world, reference));
    const verdict = judge(object);
    return verdict === true ? holds : pending(verdict, subjectOf(reference));
  };
}

/** That there is no such object, and which one may have been meant. */
export function missing(world: World, reference: Reference): string {
  const { kind, namespace, name } = reference;
  const objects = [...world.cluster.server.store.objects(kind).values()];
  const there = objects.filter(({ metadata }) => metadata.namespace === namespace);
  const names = there.map(({ metadata }) => metadata.name);
  const [nearest] = nearestWords(name, names, 2 + name.length / 3);
  const elsewhere = objects.find(({ metadata }) => metadata.name === name)?.metadata.namespace;
  const text = `there is no ${describeReference(reference)}`;
  if (elsewhere !== undefined) {
    return `${text}; there is one in the namespace "${elsewhere}": write ${kind.kind} "${elsewhere}/${name}"`;
  }
  return nearest === undefined ? text : `${text}; there is a ${kind.kind} "${nearest}"`;
}

/** That a workload has never had a Pod, and what may have been meant when there is no such workload. */
export function noPodEver(world: World, reference: Reference): string {
  const text = `no Pod of ${describeReference(reference)} has ever been`;
  return objectOf(world, reference) === undefined ? `${text}: ${missing(world, reference)}` : text;
}

/** The object is there. */
export function exists(reference: Reference): Claim {
  return (world) =>
    objectOf(world, reference) !== undefined ? holds : pending(missing(world, reference));
}

/** The object is not there. */
export function isAbsent(reference: Reference): Claim {
  return (world) =>
    objectOf(world, reference) === undefined
      ? holds
      : pending(`${describeReference(reference)} is there`, subjectOf(reference));
}

/** There are so many objects of a kind: in the cluster, or in the namespace, which is the scenario's unless it is named. */
export function thereAre(kind: Kind, count: Count, named?: string): Claim {
  return (world) => {
    const namespace = kind.namespaced ? (named ?? world.namespace) : undefined;
    const { size } = world.cluster.server.store.objects(kind, namespace);
    return count.admits(size) ? holds : pending(`there are ${size}`);
  };
}

/** There are so many objects of a kind that belong to a workload. */
export function thereAreOf(kind: Kind, reference: Reference, count: Count): Claim {
  return (world) => {
    const names: string[] = [];
    for (const object of world.cluster.server.store.objects(kind, reference.namespace).values()) {
      if (belongs(world, object, reference)) names.push(object.metadata.name);
    }
    return count.admits(names.length)
      ? holds
      : pending(`there are ${names.length}: ${names.join(', ') || 'none'}`);
  };
}

/** Decides whether a node shows this status: Ready, NotReady, SchedulingDisabled. */
export function nodeJudge(status: string): Judge {
  return (node) => {
    // the status does not depend on the time
    const text = String(Nodes.rules.row?.(node as Node, 0)[1] ?? '');
    return text.split(',').includes(status) || `it is ${text}`;
  };
}

/** So many nodes are ready. */
export function thereAreReadyNodes(count: Count): Claim {
  return (world) => {
    const nodes = [...world.cluster.server.store.objects(Nodes).values()];
    const ready = nodes.filter((node) => stateJudge(Nodes, 'ready')(node) === true);
    return count.admits(ready.length)
      ? holds
      : pending(`${ready.length} of ${nodes.length} nodes are ready`);
  };
}

/** True of the EndpointSlices of a Service. */
export function isSliceOf(service: Reference, { metadata }: KubeObject): boolean {
  return (
    metadata.namespace === service.namespace &&
    metadata.labels?.['kubernetes.io/service-name'] === service.name
  );
}

/** The addresses of all ready endpoints. */
export function readyAddresses(slices: Iterable<EndpointSlice>): ReadonlySet<string> {
  const addresses = new Set<string>();
  for (const { endpoints } of slices) {
    for (const endpoint of endpoints) {
      if (endpoint.conditions?.ready === false) continue;
      for (const address of endpoint.addresses) addresses.add(address);
    }
  }
  return addresses;
}

/** The Service has so many ready endpoints. */
export function hasEndpoints(reference: Reference, count: Count): Claim {
  return (world) => {
    const { store } = world.cluster.server;
    const slices = [...store.objects(EndpointSlices, reference.namespace).values()];
    const { size } = readyAddresses(slices.filter((slice) => isSliceOf(reference, slice)));
    return count.admits(size)
      ? holds
      : pending(`it has ${size} ready endpoints`, subjectOf(reference));
  };
}

/** Every node is what kubectl shows of it; vacuous when there is none. */
export function everyNodeShows(status: string): Claim {
  return (world) => {
    const nodes = world.cluster.server.store.objects(Nodes);
    if (nodes.size === 0) return vacuous('there is no node');
    for (const [name, node] of nodes) {
      const verdict = nodeJudge(status)(node);
      if (verdict !== true)
        return pending(`node "${name}": ${verdict}`, { kindId: Nodes.id, key: name });
    }
    return holds;
  };
}
