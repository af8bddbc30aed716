import { existsSync } from 'node:fs';
import { Command } from 'commander';
import { replayAnswers } from './answers';
import { replayRecordings } from './recording/replay';
import { printResults } from './table';

/** `npm run replay -- recordings|answers DIR [--only TEXT] [-v]` */
const program = new Command('replay')
  .description('Replays what a real control plane did or answered, and counts the equal facts.')
  .argument('<what>', 'recordings or answers')
  .argument('<dir>', 'the folder that holds them')
  .option(
    '--only <text>',
    'only files (recordings) or cases (answers) whose name contains the text',
  )
  .option('-v, --verbose', 'every differing fact')
  .action((what: string, dir: string, options: { only?: string; verbose?: boolean }) => {
    if (!existsSync(dir)) program.error(`there is no folder ${dir}`, { exitCode: 2 });
    if (what === 'answers')
      printResults(replayAnswers(dir, options.only), options.verbose === true);
    else if (what === 'recordings') {
      printResults(replayRecordings(dir, options.only), options.verbose === true);
    } else program.error(`"${what}" is neither recordings nor answers`, { exitCode: 2 });
  });

program.parse();
