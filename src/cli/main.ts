#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Command, InvalidArgumentError, Option } from 'commander';
import { type Family, families } from '../scenario/explore/faults';
import { advanceClock, clockStatus, setClockSpeed } from './clock';
import { complaintOf } from './complaint';
import { type ExploreOptions, explore } from './explore';
import { init } from './init';
import { type RunOptions, run } from './run';
import { printSentences } from './sentences';
import type { ServeCommandOptions } from './serve';
import { parseShard, type Shard } from './shard';
import { why } from './why';

function wholeNumber(text: string): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && Number.isSafeInteger(value)) return value;
  throw new InvalidArgumentError('It is to be a whole number.');
}

/** Where serve puts its kubeconfig, and where clock looks for it. */
const KUBECONFIG = 'wavetank.kubeconfig';

function notNegative(text: string): number {
  return text === '0' ? 0 : positive(text);
}

function positive(text: string): number {
  const value = Number(text);
  if (Number.isFinite(value) && value > 0) return value;
  throw new InvalidArgumentError('It is to be a number above 0.');
}

function order(text: string): RunOptions['order'] {
  if (text === 'defined') return text;
  // without a seed nobody could repeat the order
  if (/^random:\S+$/.test(text)) return text as RunOptions['order'];
  throw new InvalidArgumentError('It is to be defined or random:SEED.');
}

function faultFamilies(text: string): readonly Family[] {
  const words = text.split(',').filter((word) => word !== '');
  const known = words.flatMap((word) => families.filter((family) => family === word));
  if (known.length === words.length) return known;
  throw new InvalidArgumentError(`There are: ${families.join(', ')}.`);
}

function shard(text: string): Shard {
  const found = parseShard(text);
  if (found !== undefined) return found;
  throw new InvalidArgumentError('It is to be a part of a whole, as 2/4.');
}

// a reader such as head that has seen enough is no error, nor the end of a run: its reports and exit code still count
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

const manifest = readFileSync(resolve(__dirname, '../../../package.json'), 'utf8');
const { version } = JSON.parse(manifest) as { version: string };
const program = new Command('wavetank')
  .description('Gherkin scenarios that put real Kubernetes manifests through a simulated cluster')
  .version(version)
  .exitOverride()
  .showHelpAfterError('`wavetank help run` says what there is');

program
  .command('run', { isDefault: true })
  .description('run features and write the reports')
  .argument('[features...]', 'files, folders, file:line (features/)')
  .option('--tags <expression>', 'only scenarios whose tags match, as "@slow and not @wip"')
  .option('--name <pattern>', 'only scenarios whose name matches')
  .option('--parallel <number>', 'so many workers', wholeNumber)
  .option('--seed <number>', 'the seed of all chance', wholeNumber)
  .option('--order <order>', 'defined or random:SEED', order, 'defined')
  .option('--out <folder>', 'where the reports go', 'reports')
  .option('--fail-fast', 'skip the rest after the first failure')
  .option('--strict-simulation', 'fail when a manifest sets a field that has no effect here')
  .option('--allure', 'make the Allure report too')
  .action(async (features: string[], options: RunOptions) => {
    process.exitCode = await run(features, options);
  });

program
  .command('explore')
  .description('look for an order of events and for faults that break a claim or a law')
  .argument('<features...>', 'files, folders, file:line')
  .option('--seeds <number>', 'so many seeds, from 1 on', wholeNumber, 1000)
  .option('--faults <list>', `of ${families.join(', ')}`, faultFamilies, families)
  .option('--laws', 'hold the runs to the laws alone, whatever comes of the claims')
  .option('--parallel <number>', 'so many workers', wholeNumber)
  .option('--shard <i/n>', 'only the i-th of n parts of the seeds', shard, { index: 1, count: 1 })
  .option('--write <file>', 'put the feature that replays what was found there')
  .option('--digest', 'say a digest of all that happened in the runs (with one worker)')
  .addOption(new Option('--worker').hideHelp())
  .action(async (features: string[], options: ExploreOptions) => {
    process.exitCode = await explore(features, options);
  });

program
  .command('why')
  .description(
    'say why an object of a finished run is as it is: what led to its last change, and to its node',
  )
  .argument('<folder>', 'where the reports of the run are')
  .argument('<object>', 'as "Pod web-0", "Pod shop/web-0"')
  .option('--scenario <name>', 'only scenarios with this in their name, or file:line')
  .action(async (folder: string, object: string, { scenario }: { scenario?: string }) => {
    process.exitCode = await why(folder, object, scenario);
  });

program
  .command('init')
  .description('make a ready project')
  .argument('[dir]', 'where', '.')
  .action((dir: string) => {
    process.exitCode = init(dir);
  });

program
  .command('steps')
  .description('list every sentence, English and Korean side by side')
  .option('--json', 'as JSON')
  .action((options: { json?: boolean }) => printSentences(options.json === true));

program
  .command('serve')
  .description(
    'put a simulated cluster on a socket, for kubectl, helm and any client of Kubernetes',
  )
  .option('--nodes <number>', 'so many nodes', wholeNumber, 3)
  .option('--host <address>', 'where to listen', '127.0.0.1')
  .option('--port <number>', 'on which port; 0 takes one that is free', wholeNumber, 0)
  .option('--speed <factor>', 'simulated seconds in a real one', positive, 1)
  .option('--paused', 'let time stand still until it is moved')
  .option('--kubeconfig <file>', 'where the kubeconfig is written', KUBECONFIG)
  .option('--seed <number>', 'the seed of all chance', wholeNumber, 1)
  .option('--tls', 'with a certificate of its own making', true)
  .option('--no-tls', 'plain HTTP')
  .option('--legacy-apis', 'with the old versions that clients of Kubernetes v1.20 know')
  .option(
    '--images <file>',
    'what the containers of images do, as YAML; a name such as app:non-existent says it by itself',
  )
  .option(
    '--add-on <names...>',
    'dashboard, dns, logging, metrics-adapter, metrics-server, storage-provisioner',
    [],
  )
  .option('--feature-gates <gates>', 'what is switched on and off, as A=true,B=false')
  .argument('[feature]', 'a scenario, file:line, whose cluster is served when it has passed')
  .action(async (feature: string | undefined, options: ServeCommandOptions) => {
    const { serve } = await import('./serve.js');
    process.exitCode = await serve(feature, options);
  });

const clock = program
  .command('clock')
  .description('the clock of a cluster that `wavetank serve` serves');
const kubeconfig = ['--kubeconfig <file>', 'the file that serve has written'] as const;

clock
  .command('status')
  .description('say where it stands')
  .option(...kubeconfig, KUBECONFIG)
  .action((options: { kubeconfig: string }) => clockStatus(options.kubeconfig));

clock
  .command('advance')
  .description('let time pass as fast as it can')
  .argument('<duration>', 'as 90s, 5m or 1h30m')
  .option(...kubeconfig, KUBECONFIG)
  .action((duration: string, options: { kubeconfig: string }) =>
    advanceClock(options.kubeconfig, duration),
  );

clock
  .command('speed')
  .description('let time run at another speed; 0 lets it stand still')
  .argument('<factor>', 'simulated seconds in a real one', notNegative)
  .option(...kubeconfig, KUBECONFIG)
  .action((factor: number, options: { kubeconfig: string }) =>
    setClockSpeed(options.kubeconfig, factor),
  );

program.parseAsync().catch((error: unknown) => {
  const { code = '', exitCode = 2 } = error as { code?: string; exitCode?: number };
  process.exitCode = exitCode === 0 ? 0 : 2;
  if (!code.startsWith('commander.')) process.stderr.write(`wavetank: ${complaintOf(error)}\n`);
});
