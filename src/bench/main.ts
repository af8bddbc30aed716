import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { Command } from 'commander';
import { tuneEngine } from '../sim/engine';
import { applyBenchmark } from './apply';
import { idleBenchmark } from './idle';
import { largeBenchmark } from './large';
import { listBenchmark } from './list';
import { loopBenchmark } from './loop';
import { rolloutBenchmark } from './rollout';
import type { Benchmark, Row } from './row';
import { scaleBenchmark } from './scale';
import { scenariosBenchmark } from './scenarios';
import { schedulingBenchmark } from './scheduling';
import { serveBenchmark } from './serve';
import { workloadsBenchmark } from './workloads';

const benchmarks: readonly Benchmark[] = [
  loopBenchmark,
  rolloutBenchmark,
  scaleBenchmark,
  schedulingBenchmark,
  idleBenchmark,
  applyBenchmark,
  listBenchmark,
  scenariosBenchmark,
  serveBenchmark,
  workloadsBenchmark,
  largeBenchmark,
];

/** As `npm start` gives it: objects that live a second need room to die young. */
const ENGINE = ['--expose-gc', '--max-semi-space-size=32'];

/** Runs one benchmark in a process of its own, so that none profits or suffers from another. */
function runApart({ name, heap }: Benchmark, smoke: boolean): Row[] {
  const limit = heap === undefined ? [] : [`--max-old-space-size=${heap}`];
  const args = [...ENGINE, ...limit, __filename, '--inside', name, ...(smoke ? ['--smoke'] : [])];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`benchmark ${name} ended with ${status}:\n${stdout}${stderr}`);
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '[]') as Row[];
}

function keeps({ value, limit, better }: Row): boolean {
  return better === 'lower' ? value <= limit : value >= limit;
}

/** Limits are for full sizes: a smoke run does not judge. */
function print(rows: readonly Row[], smoke: boolean): void {
  const width = Math.max(...rows.map(({ name }) => name.length));
  for (const row of rows) {
    const sign = row.better === 'lower' ? '≤' : '≥';
    const judged = smoke ? '' : ` ${sign} ${row.limit}${keeps(row) ? '' : '  MISSED'}`;
    console.log(
      `${row.name.padEnd(width)}  ${String(row.value).padStart(9)} ${row.unit.padEnd(8)}${judged}`.trimEnd(),
    );
  }
}

interface Options {
  readonly json?: string;
  readonly only?: string;
  readonly smoke?: boolean;
  readonly large?: boolean;
  readonly inside?: string;
}

const program = new Command('bench')
  .description('Measures how fast the simulation is; limits are for two cores.')
  .option('--json <file>', 'write the rows to a file')
  .option('--only <name>', `one of ${benchmarks.map(({ name }) => name).join(', ')}`)
  .option('--smoke', 'small sizes: shows that everything runs, judges nothing')
  .option('--large', 'also 5,000 nodes with 150,000 Pods, which takes minutes')
  .option('--inside <name>', 'run one in this very process and print its rows as JSON')
  .action(async (options: Options) => {
    const smoke = options.smoke === true;
    if (options.inside !== undefined) {
      tuneEngine();
      const benchmark = benchmarks.find(({ name }) => name === options.inside);
      const rows = await benchmark?.run(smoke ? 'smoke' : 'full');
      console.log(JSON.stringify(rows ?? []));
      return;
    }
    const chosen = benchmarks.filter(({ name, onRequest }) =>
      options.only === undefined
        ? onRequest !== true || options.large === true
        : name === options.only,
    );
    if (chosen.length === 0)
      program.error(`there is no benchmark "${options.only}"`, { exitCode: 2 });
    const rows = chosen.flatMap((benchmark) => runApart(benchmark, smoke));
    print(rows, smoke);
    if (options.json !== undefined)
      writeFileSync(options.json, `${JSON.stringify(rows, null, 2)}\n`);
  });

program.parseAsync();
