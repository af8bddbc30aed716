import type { Command } from '../command';
import { annotateCommand } from './annotate';
import { applyCommand } from './apply';
import { cordonCommand, uncordonCommand } from './cordon';
import { createCommand } from './create';
import { deleteCommand } from './delete';
import { getCommand } from './get';
import { labelCommand } from './label';
import { patchCommand } from './patch';
import { replaceCommand } from './replace';
import { scaleCommand } from './scale';
import { setImageCommand } from './set-image';
import { taintCommand } from './taint';

/** Every command. A new command is one file and one line here. */
export const commands: readonly Command[] = [
  getCommand,
  applyCommand,
  createCommand,
  replaceCommand,
  deleteCommand,
  patchCommand,
  scaleCommand,
  setImageCommand,
  labelCommand,
  annotateCommand,
  taintCommand,
  cordonCommand,
  uncordonCommand,
];
