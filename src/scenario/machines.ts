import { Nodes } from '../api/core/node';
import { noneCalled } from '../api/edit-distance';
import { dnsSubdomainErrors } from '../api/names';
import { parseQuantity } from '../api/quantity';
import type { MachineSpec } from '../kubelet/machine';
import type { Duration } from '../sim/loop';
import { UserError } from './user-error';
import type { World } from './world';

const PODS = 110;
/** Nodes are ready long before. */
const READY_LIMIT: Duration = 60_000;
const NOT_READY = 'node.kubernetes.io/not-ready';

interface Likeness {
  readonly cpu?: string;
  readonly memory?: string;
  readonly zones?: readonly string[];
}

/** So many equal nodes, named node-1, node-2 …; zones in turn. */
export function nodesLike(
  count: number,
  { cpu = '4', memory = '16Gi', zones = [] }: Likeness = {},
): MachineSpec[] {
  return Array.from({ length: count }, (_, index) => {
    const zone = zones[index % Math.max(1, zones.length)];
    return {
      name: `node-${index + 1}`,
      cpu,
      memory,
      pods: PODS,
      ...(zone === undefined ? {} : { zone }),
    };
  });
}

const COLUMNS = new Set(['name', 'cpu', 'memory', 'pods', 'zone', 'labels', 'taints']);

/** The nodes of a table: name, cpu, memory, pods, zone, labels `a=b,c=d`, taints `key=value:Effect`. */
export function nodesOfTable(rows: readonly Readonly<Record<string, string>>[]): MachineSpec[] {
  return rows.map((row, index) => {
    for (const column of Object.keys(row)) {
      if (!COLUMNS.has(column)) {
        throw new UserError(
          `nodes have no column "${column}"; they have: ${[...COLUMNS].join(', ')}`,
        );
      }
    }
    const labels = pairs(row.labels);
    return {
      name: nodeName(row.name || `node-${index + 1}`),
      cpu: quantity('cpu', row.cpu || '4'),
      memory: quantity('memory', row.memory || '16Gi'),
      pods: podsOf(row.pods || String(PODS)),
      ...(row.zone ? { zone: row.zone } : {}),
      ...(Object.keys(labels).length > 0 ? { labels } : {}),
      ...(row.taints ? { taints: row.taints.split(',').map(taint) } : {}),
    };
  });
}

function nodeName(name: string): string {
  const [error] = dnsSubdomainErrors(name);
  if (error === undefined) return name;
  throw new UserError(`a node cannot be called "${name}": ${error}`);
}

function quantity(column: string, text: string): string {
  if (parseQuantity(text) !== undefined) return text;
  throw new UserError(
    `the column "${column}" holds a quantity such as 4, 500m or 8Gi, not "${text}"`,
  );
}

function podsOf(text: string): number {
  if (/^\d+$/.test(text)) return Number(text);
  throw new UserError(`the column "pods" holds a number, not "${text}"`);
}

function pairs(text = ''): Record<string, string> {
  const entries = text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part) => {
      const [key = '', value, ...more] = part.split('=');
      if (key !== '' && value !== undefined && more.length === 0) return [key, value] as const;
      throw new UserError(`"${part}" is no label; write key=value, and commas between several`);
    });
  return Object.fromEntries(entries);
}

function taint(text: string): {
  readonly key: string;
  readonly value?: string;
  readonly effect: string;
} {
  const match = /^\s*([^=:]+)(?:=([^:]*))?:(NoSchedule|PreferNoSchedule|NoExecute)\s*$/.exec(text);
  if (match === null) throw new UserError(`"${text}" is no taint; write key=value:NoSchedule`);
  const [, key = '', value, effect = ''] = match;
  return { key, effect, ...(value === undefined ? {} : { value }) };
}

/** Makes the cluster's machines and waits until their nodes are ready. */
export function addMachines(world: World, specs: readonly MachineSpec[]): void {
  for (const spec of specs) addMachine(world, spec);
  if (world.cluster.runUntil(() => allNodesReady(world), READY_LIMIT)) return;
  const names = specs.map(({ name }) => name).join(', ');
  throw new UserError(`not all of the nodes became ready within a minute: ${names}`);
}

/** A node joins; what it has is like the first node's unless told otherwise. */
export function join(
  world: World,
  name: string,
  special: Partial<Omit<MachineSpec, 'name'>> = {},
): void {
  const [first] = world.cluster.machines.values();
  const { cpu, memory, pods } = first?.spec ?? { cpu: '4', memory: '16Gi', pods: PODS };
  addMachine(world, { name, cpu, memory, pods, ...special });
}

/** The cloud takes the machine away, and the Node object with it. */
export function removeNode(world: World, name: string): void {
  world.cluster.retireMachine(mustHaveMachine(world, name));
}

/** The name of a node whose machine is there; an error that names those that are, when it is not. */
export function mustHaveMachine({ cluster: { machines } }: World, name: string): string {
  if (machines.has(name)) return name;
  throw new UserError(noneCalled('node', name, [...machines.keys()]));
}

/** The names of the machines from one to another, both included, in the order in which they came. */
export function machinesFrom(world: World, first: string, last: string): readonly string[] {
  const names = [...world.cluster.machines.keys()];
  const from = names.indexOf(mustHaveMachine(world, first));
  const to = names.indexOf(mustHaveMachine(world, last));
  if (from <= to) return names.slice(from, to + 1);
  throw new UserError(`node "${last}" came before node "${first}"`);
}

function addMachine({ cluster }: World, spec: MachineSpec): void {
  if (cluster.machines.has(spec.name)) {
    throw new UserError(`there is a node "${spec.name}" already; a scenario has one cluster`);
  }
  cluster.addMachine(spec);
}

function allNodesReady({ cluster }: World): boolean {
  const { store } = cluster.server;
  for (const name of cluster.machines.keys()) {
    const node = store.get(Nodes, name);
    if (node === undefined || Nodes.rules.states?.ready?.(node) !== true) return false;
    if ((node.spec.taints ?? []).some(({ key }) => key === NOT_READY)) return false;
  }
  return true;
}

/** The zone, which has a node; an error that names the zones when it has none. */
export function mustHaveNodes({ cluster }: World, zone: string): string {
  const zones = new Set<string>();
  for (const { spec } of cluster.machines.values())
    if (spec.zone !== undefined) zones.add(spec.zone);
  if (zones.has(zone)) return zone;
  throw new UserError(
    `there is no node in zone "${zone}"; the zones are: ${[...zones].join(', ') || 'none'}`,
  );
}
