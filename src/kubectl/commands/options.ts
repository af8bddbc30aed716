import type { Command } from '../command';
import { optionsText } from '../help';

/** `kubectl options`. */
export const optionsCommand: Command = {
  path: 'options',
  flags: [],
  run(session) {
    session.write(optionsText());
    return undefined;
  },
};
