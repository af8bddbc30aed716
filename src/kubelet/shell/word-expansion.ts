import type { Pause, Process, Surroundings } from '../container/process';
import { Capture } from './capture';
import { arithmetic, expandVariable } from './expansion';
import { fieldsOf, type Piece } from './fields';
import type { ShellState } from './io';
import type { Script, Word } from './syntax';

/** Runs the script of a command substitution, which writes to `out`. */
type Substitute = (script: Script, out: Capture['write']) => Process;

/** The fields of a word: unquoted expansions split at blanks. */
export function* expandWord(
  word: Word,
  state: ShellState,
  around: Surroundings,
  substitute: Substitute,
): Generator<Pause, string[], void> {
  const pieces: Piece[] = [];
  for (const part of word) {
    let text: string;
    if (part.kind === 'text') text = part.text;
    else if (part.kind === 'variable') text = expandVariable(part, state, around);
    else if (part.kind === 'arithmetic') text = String(arithmetic(part.expression, state));
    else {
      const capture = new Capture();
      yield* substitute(part.script, capture.write);
      text = capture.text.replace(/\n+$/, '');
    }
    pieces.push({ text, splits: part.kind !== 'text' && !part.quoted });
  }
  return fieldsOf(pieces);
}
