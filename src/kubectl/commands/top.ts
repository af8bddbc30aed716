import { Nodes } from '../../api/core/node';
import { Pods } from '../../api/core/pod';
import type { Kind } from '../../api/kind';
import { NodeMetricsKind, PodMetricsKind } from '../../api/metrics';
import type { KubeObject } from '../../api/object';
import { milliValue, wholeValue } from '../../api/quantity';
import type { Command } from '../command';
import { CommandError } from '../errors';
import { align, GET_TABLE } from '../print/tabwriter';
import { listOptionsOf } from '../select';
import type { Session } from '../session';

const MEBI = 2 ** 20;

/** Thousandths of a CPU, and bytes. */
interface Amounts {
  readonly cpu: number;
  readonly memory: number;
}

interface Usage {
  readonly cpu?: string;
  readonly memory?: string;
}

interface PodUsage extends KubeObject {
  readonly containers: readonly { readonly name: string; readonly usage: Usage }[];
}

interface NodeUsage extends KubeObject {
  readonly usage: Usage;
}

function amountsOf({ cpu = '0', memory = '0' }: Usage): Amounts {
  return { cpu: milliValue(cpu), memory: wholeValue(memory) };
}

function total(parts: readonly Amounts[]): Amounts {
  return parts.reduce(
    (sum, { cpu, memory }) => ({ cpu: sum.cpu + cpu, memory: sum.memory + memory }),
    {
      cpu: 0,
      memory: 0,
    },
  );
}

function cells({ cpu, memory }: Amounts): readonly string[] {
  return [`${cpu}m`, `${Math.trunc(memory / MEBI)}Mi`];
}

/** A row with what it is sorted by. */
interface Row extends Amounts {
  readonly name: string;
  readonly namespace: string;
  readonly cells: readonly string[];
}

/** By name, or by what `--sort-by` says, the greatest first. */
function sorted(session: Session, rows: readonly Row[]): readonly Row[] {
  const by = session.flags.text('sort-by');
  return [...rows].sort((a, b) => {
    if (by === 'cpu' || by === 'memory') return b[by] - a[by];
    if (a.namespace !== b.namespace) return a.namespace < b.namespace ? -1 : 1;
    return a.name < b.name ? -1 : a.name === b.name ? 0 : 1;
  });
}

function print(
  session: Session,
  header: readonly string[],
  rows: readonly (readonly string[])[],
): void {
  const all = session.flags.boolean('no-headers') ? rows : [header, ...rows];
  // each cell ends in a tab, the last one too
  session.write(`${align(all.map((row) => `${row.join('\t')}\t`).join('\n'), GET_TABLE)}\n`);
}

/** The words of the command line: a name or none. upstream: TopPodOptions.Complete and Validate */
function nameOf(session: Session, what: string, kind: Kind): string | undefined {
  const { flags, words, target } = session;
  if (words.length > 1) throw session.usage(`${what} [NAME | -l label]`);
  if (words.length > 0 && (flags.text('selector') !== '' || flags.text('field-selector') !== ''))
    throw new CommandError(
      `only one of NAME or ${what === 'pod' ? 'selector' : '--selector'} can be provided`,
    );
  const by = flags.text('sort-by');
  if (!['', 'cpu', 'memory'].includes(by))
    throw new CommandError('--sort-by accepts only cpu or memory');
  if (!target.server.aggregation.serves(kind)) throw new CommandError('Metrics API not available');
  return words[0];
}

function podRows(session: Session, pods: readonly PodUsage[]): readonly Row[] {
  return pods.flatMap(({ metadata, containers }) => {
    const { name, namespace = '' } = metadata;
    const parts = containers.map(({ name: part, usage }) => ({ part, ...amountsOf(usage) }));
    const row = (amounts: Amounts, ...more: string[]): Row => ({
      name,
      namespace,
      cpu: amounts.cpu,
      memory: amounts.memory,
      cells: [name, ...more, ...cells(amounts)],
    });
    if (!session.flags.boolean('containers')) return [row(total(parts))];
    return [...parts]
      .sort((a, b) => (a.part < b.part ? -1 : 1))
      .map((each) => row(each, each.part));
  });
}

const topPod: Command = {
  path: 'top pod',
  flags: [
    'all-namespaces',
    'containers',
    'field-selector',
    'no-headers',
    'selector',
    'sort-by',
    'sum',
  ],
  run(session) {
    const { flags, api } = session;
    const kind = PodMetricsKind as Kind;
    const name = nameOf(session, 'pod', kind);
    const found = (
      name === undefined
        ? api.list(kind, listOptionsOf(session, kind)).items
        : [api.get(kind, { namespace: session.namespace, name })]
    ) as readonly PodUsage[];
    const everywhere = flags.boolean('all-namespaces');
    if (found.length === 0) {
      noMetrics(session);
      return undefined;
    }
    const rows = sorted(session, podRows(session, found));
    const front = (namespace: string) => (everywhere ? [namespace] : []);
    const inner = flags.boolean('containers') ? ['POD', 'NAME'] : ['NAME'];
    const header = [...front('NAMESPACE'), ...inner, 'CPU(cores)', 'MEMORY(bytes)'];
    const lines = rows.map((row) => [...front(row.namespace), ...row.cells]);
    if (flags.boolean('sum')) {
      const empty = header.slice(2).map(() => '');
      lines.push([...empty, '________', '________'], [...empty, ...cells(total(rows))]);
    }
    print(session, header, lines);
    return undefined;
  },
};

/** Why there is nothing to show: Pods without measures, or no Pods. upstream: TopPodOptions.RunTopPod, verifyEmptyMetrics */
function noMetrics(session: Session): void {
  const pods = session.api.list(Pods, listOptionsOf(session, Pods as Kind)).items;
  const [first] = pods;
  if (first !== undefined) {
    const { namespace, name } = first.metadata;
    throw new CommandError(`Metrics not available for pod ${namespace}/${name}`);
  }
  session.warn(
    session.flags.boolean('all-namespaces')
      ? 'No resources found'
      : `No resources found in ${session.namespace} namespace.`,
  );
}

function share(part: number, whole: number): string {
  return whole === 0 ? '<unknown>' : `${Math.trunc((part / whole) * 100)}%`;
}

const topNode: Command = {
  path: 'top node',
  flags: ['no-headers', 'selector', 'show-capacity', 'sort-by'],
  run(session) {
    const { flags, api } = session;
    const kind = NodeMetricsKind as Kind;
    const name = nameOf(session, 'node', kind);
    const found = (
      name === undefined
        ? api.list(kind, listOptionsOf(session, kind)).items
        : [api.get(kind, { name })]
    ) as readonly NodeUsage[];
    if (found.length === 0) throw new CommandError('metrics not available yet');
    const rows = found.map(({ metadata, usage }): Row => {
      const amounts = amountsOf(usage);
      const { status } = api.get(Nodes, { name: metadata.name });
      const whole = amountsOf(
        (flags.boolean('show-capacity') ? status?.capacity : status?.allocatable) ?? {},
      );
      const [cpu = '', memory = ''] = cells(amounts);
      return {
        ...amounts,
        name: metadata.name,
        namespace: '',
        cells: [
          metadata.name,
          cpu,
          share(amounts.cpu, whole.cpu),
          memory,
          share(amounts.memory, whole.memory),
        ],
      };
    });
    const header = ['NAME', 'CPU(cores)', 'CPU(%)', 'MEMORY(bytes)', 'MEMORY(%)'];
    print(
      session,
      header,
      sorted(session, rows).map((row) => row.cells),
    );
    return undefined;
  },
};

/** `kubectl top node` and `kubectl top pod`. */
export const topCommands: readonly Command[] = [topPod, topNode];
