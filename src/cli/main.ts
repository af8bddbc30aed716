#!/usr/bin/env node
import { Command } from 'commander';
import { init } from './init';
import { type RunOptions, run } from './run';
import { printSentences } from './sentences';

const program = new Command('wavetank')
  .description('Gherkin scenarios that put real Kubernetes manifests through a simulated cluster')
  .exitOverride()
  .showHelpAfterError();

program
  .command('run', { isDefault: true })
  .description('run features and write the reports')
  .argument('[features...]', 'files, folders, file:line (features/**/*.feature)')
  .option('--tags <expression>', 'only scenarios whose tags match, as "@slow and not @wip"')
  .option('--name <pattern>', 'only scenarios whose name matches')
  .option('--parallel <number>', 'so many workers')
  .option('--seed <number>', 'the seed of all chance')
  .option('--order <order>', 'defined or random:SEED', 'defined')
  .option('--out <folder>', 'where the reports go', 'reports')
  .option('--fail-fast', 'stop at the first failure')
  .option('--strict-simulation', 'fail when a manifest sets a field that has no effect here')
  .option('--allure', 'make the Allure report too')
  .action(async (features: string[], options: RunOptions) => {
    process.exitCode = await run(features, options);
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

program.parseAsync().catch((error: unknown) => {
  const code = (error as { code?: string }).code ?? '';
  if (code.startsWith('commander.')) {
    process.exitCode = code === 'commander.helpDisplayed' || code === 'commander.help' ? 0 : 2;
    return;
  }
  process.stderr.write(`wavetank: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 2;
});
