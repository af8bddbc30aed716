import { parseQuantity } from '../../api/quantity';
import type { Taint } from '../../api/schema/objects';
import type { Duration, Time } from '../../sim/loop';
import type { MachineTemplate, Row } from '../add-on';
import { timeIn } from '../table';
import { FLAG_COLUMNS } from './settings';

/** A group of like machines that grows and shrinks. */
export interface NodeGroup {
  readonly name: string;
  readonly template: MachineTemplate;
  readonly min: number;
  readonly max: number;
  /** How long a machine takes from the request until its kubelet starts. */
  readonly takes: Duration;
  /** The cloud accepts requests but no machine comes. */
  readonly fails: boolean;
  /** For the expander `priority`: the higher goes first. */
  readonly priority: number;
}

/** A machine that was asked for. */
export interface Instance {
  readonly name: string;
  readonly group: NodeGroup;
  readonly since: Time;
}

/** The columns of a row that describes a group, and flags. */
export const COLUMNS: readonly string[] = [
  'node group',
  'cpu',
  'memory',
  'pods',
  'min',
  'max',
  'zone',
  'labels',
  'taints',
  'takes',
  'fails',
  'priority',
  'expander',
  ...FLAG_COLUMNS,
];
const PODS = 110;
const TAKES: Duration = 60_000;

function whole(row: Row, column: string, otherwise: number): number {
  const text = row[column]?.trim() ?? '';
  if (text === '') return otherwise;
  if (/^\d+$/.test(text)) return Number(text);
  throw new Error(`the column "${column}" of a node group holds a whole number, not "${text}"`);
}

function quantity(row: Row, column: string): string {
  const text = row[column]?.trim() ?? '';
  if (parseQuantity(text) !== undefined) return text;
  throw new Error(`the column "${column}" of a node group holds a quantity, not "${text}"`);
}

function parts(text: string | undefined): string[] {
  return (text ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

function taint(text: string): Taint {
  const match = /^([^=:]+)(?:=([^:]*))?:(NoSchedule|PreferNoSchedule|NoExecute)$/.exec(text);
  if (match === null) throw new Error(`"${text}" is no taint; write key=value:NoSchedule`);
  const [, key = '', value, effect = ''] = match;
  return { key, effect, ...(value === undefined ? {} : { value }) };
}

/** The node group that a row describes; an Error says what is wrong with it. */
export function nodeGroupOf(row: Row): NodeGroup {
  const name = row['node group']?.trim() ?? '';
  if (name === '') throw new Error('each row names its "node group"');
  const labels = Object.fromEntries(
    parts(row.labels).map((part) => {
      const [key = '', value = ''] = part.split('=');
      return [key, value];
    }),
  );
  const taints = parts(row.taints).map(taint);
  const [min, max] = [whole(row, 'min', 0), whole(row, 'max', 0)];
  if (max < min)
    throw new Error(`node group "${name}" has a max of ${max}, below its min of ${min}`);
  return {
    name,
    template: {
      cpu: quantity(row, 'cpu'),
      memory: quantity(row, 'memory'),
      pods: whole(row, 'pods', PODS),
      labels: { ...labels, 'wavetank.dev/node-group': name },
      ...(row.zone ? { zone: row.zone } : {}),
      ...(taints.length > 0 ? { taints } : {}),
    },
    min,
    max,
    takes: timeIn(row, 'takes') ?? TAKES,
    fails: /^(yes|true)$/i.test(row.fails?.trim() ?? ''),
    priority: whole(row, 'priority', 0),
  };
}
