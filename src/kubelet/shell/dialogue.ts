import type { Pause } from '../container/process';
import { type Io, nextLine } from './io';
import { scriptOf } from './parser';
import { type Script, ShellSyntaxError } from './syntax';

/**
 * The next whole command that comes to be read: a line, or as many as it takes; undefined at the end.
 * Shows the prompt, if there is one, before each.
 */
export function* nextCommand(
  io: Io,
  prompt: string | undefined,
): Generator<Pause, Script | undefined, void> {
  let text = '';
  for (;;) {
    if (prompt !== undefined) io.out(text === '' ? prompt : '> ');
    const line = yield* nextLine(io.input);
    if (line === undefined && text === '') return undefined;
    text += line === undefined ? '' : `${line}\n`;
    const script = scriptOf(text);
    if (!(script instanceof ShellSyntaxError)) return script;
    // more may come that makes it whole
    if (line !== undefined) continue;
    io.err(`sh: syntax error: ${script.message}\n`);
    return undefined;
  }
}
