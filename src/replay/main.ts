import { existsSync } from 'node:fs';
import { Command } from 'commander';
import { replayAnswers } from './answers';
import { replayRecordings } from './recording/replay';
import { printResults } from './table';

interface ReplayOptions {
  readonly only?: string;
  readonly http?: boolean;
  readonly verbose?: boolean;
}

/** `npm run replay -- recordings|answers PATH [--only TEXT] [--http] [-v]` */
const program = new Command('replay')
  .description('Replays what a real control plane did or answered, and counts the equal facts.')
  .argument('<what>', 'recordings or answers')
  .argument('<path>', 'the folder that holds them, or one file of it')
  .option(
    '--only <text>',
    'only files (recordings) or cases (answers) whose name contains the text',
  )
  .option('--http', 'ask for the answers over a socket')
  .option('-v, --verbose', 'every differing fact')
  .action(async (what: string, path: string, options: ReplayOptions) => {
    if (!existsSync(path)) program.error(`there is no ${path}`, { exitCode: 2 });
    if (what === 'answers') {
      const results = await replayAnswers(path, options.only, options.http === true);
      printResults(results, options.verbose === true);
    } else if (what === 'recordings') {
      printResults(replayRecordings(path, options.only), options.verbose === true);
    } else program.error(`"${what}" is neither recordings nor answers`, { exitCode: 2 });
  });

program.parseAsync();
