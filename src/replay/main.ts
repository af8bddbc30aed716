import { existsSync } from 'node:fs';
import { Command } from 'commander';
import { replayAnswers } from './answers';
import { replayRecordings } from './recording/replay';
import { printResults } from './table';

/** `npm run replay -- recordings|answers PATH [--only TEXT] [-v]` */
const program = new Command('replay')
  .description('Replays what a real control plane did or answered, and counts the equal facts.')
  .argument('<what>', 'recordings or answers')
  .argument('<path>', 'the folder that holds them, or one file of it')
  .option(
    '--only <text>',
    'only files (recordings) or cases (answers) whose name contains the text',
  )
  .option('-v, --verbose', 'every differing fact')
  .action((what: string, path: string, options: { only?: string; verbose?: boolean }) => {
    if (!existsSync(path)) program.error(`there is no ${path}`, { exitCode: 2 });
    if (what === 'answers')
      printResults(replayAnswers(path, options.only), options.verbose === true);
    else if (what === 'recordings') {
      printResults(replayRecordings(path, options.only), options.verbose === true);
    } else program.error(`"${what}" is neither recordings nor answers`, { exitCode: 2 });
  });

program.parse();
