import type { MachineSpec } from '../kubelet/machine';
import { UserError } from './user-error';
import type { World } from './world';

const PODS = 110;

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
      name: row.name || `node-${index + 1}`,
      cpu: row.cpu || '4',
      memory: row.memory || '16Gi',
      pods: Number(row.pods || PODS),
      ...(row.zone ? { zone: row.zone } : {}),
      ...(Object.keys(labels).length > 0 ? { labels } : {}),
      ...(row.taints ? { taints: row.taints.split(',').map(taint) } : {}),
    };
  });
}

function pairs(text = ''): Record<string, string> {
  const entries = text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part) => {
      const [key = '', value = ''] = part.split('=');
      return [key, value] as const;
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
