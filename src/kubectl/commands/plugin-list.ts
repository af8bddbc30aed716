import type { Command } from '../command';
import { CommandError } from '../errors';

/** `kubectl plugin list`: no other programs are run here, so there are none. */
export const pluginListCommand: Command = {
  path: 'plugin list',
  flags: ['name-only'],
  run() {
    throw new CommandError('unable to find any kubectl plugins in your PATH');
  },
};
