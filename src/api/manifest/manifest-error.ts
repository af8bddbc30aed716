import type { Manifest } from './manifest';

/** A place in a file, counted from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

const CONTEXT_LINES = 2;

/** The lines around a place, the line itself marked and its column pointed at; `before` lines stand before the text. */
export function excerptOf(text: string, { line, column }: Position, before = 0): string {
  const lines = text.split('\n');
  const first = Math.max(1, line - CONTEXT_LINES);
  const last = Math.min(lines.length, line + 1);
  const width = String(last + before).length;
  const shown: string[] = [];
  for (let number = first; number <= last; number++) {
    const content = (lines[number - 1] ?? '').replace(/\r$/, '').replaceAll('\t', '→');
    const mark = number === line ? '>' : ' ';
    shown.push(`${mark} ${String(number + before).padStart(width)} | ${content}`.trimEnd());
    if (number === line)
      shown.push(`  ${' '.repeat(width)} | ${' '.repeat(Math.max(0, column - 1))}^`);
  }
  return shown.join('\n');
}

/** What is known of a manifest that cannot be read. */
export interface ManifestProblem {
  /** The file as the user named it. */
  readonly source: string;
  readonly reason: string;
  readonly position?: Position;
  readonly excerpt?: string;
  /** The words of kubectl for it, after `error: `. */
  readonly kubectl?: string;
}

/** A manifest that cannot be read: says the file, the line and the column, and shows the place. */
export class ManifestError extends Error {
  override readonly name = 'ManifestError';

  constructor(
    readonly problem: ManifestProblem,
    /** What stands before the place, and can be read. */
    readonly before: readonly Manifest[] = [],
  ) {
    const { source, reason, position, excerpt } = problem;
    const place = position === undefined ? source : `${source}:${position.line}:${position.column}`;
    super(`${place}: ${reason}${excerpt === undefined ? '' : `\n\n${excerpt}`}`);
  }

  /** What kubectl says of it, after `error: `. */
  get kubectl(): string {
    return this.problem.kubectl ?? this.message;
  }
}
