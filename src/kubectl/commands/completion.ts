import type { Command } from '../command';
import { CommandError } from '../errors';

const SHELLS = ['bash', 'fish', 'powershell', 'zsh'];

/** `kubectl completion`: refused with a word, after the mistakes that the real one finds. */
export const completionCommand: Command = {
  path: 'completion',
  flags: [],
  run(session) {
    const [shell, ...more] = session.words;
    if (shell === undefined) throw session.usage('Shell not specified.');
    if (more.length > 0) throw session.usage('Too many arguments. Expected only the shell type.');
    if (!SHELLS.includes(shell)) throw session.usage(`Unsupported shell type "${shell}".`);
    throw new CommandError('kubectl completion is not simulated: no shell runs here');
  },
};
