import { excerptOf, ManifestError, type ManifestProblem } from '../api/manifest';

/** A doc string in a feature: the file, and where its delimiter stands. */
export interface DocString {
  readonly uri: string;
  readonly line: number;
  readonly column: number;
  readonly text: string;
}

/** More places than these are not shown: the rest looks alike. */
const SHOWN_MAX = 3;

/** How a problem of a doc string reads for who sees the feature as a file. */
function inFeature({ position, reason }: ManifestProblem, doc: DocString): ManifestProblem {
  if (position === undefined) return { source: `${doc.uri}:${doc.line}`, reason };
  return {
    source: doc.uri,
    position: { line: doc.line + position.line, column: doc.column - 1 + position.column },
    reason,
    excerpt: excerptOf(doc.text, position, doc.line),
  };
}

/** What is wrong with the manifests that a step gave, each with file, line, column and the lines around. */
export function problemsText(
  problems: readonly ManifestProblem[],
  doc: DocString | undefined,
): string {
  const shown = problems.slice(0, SHOWN_MAX).map((problem) => {
    const isDoc = doc !== undefined && problem.source === 'STDIN';
    return `\n${new ManifestError(isDoc ? inFeature(problem, doc) : problem).message}`;
  });
  const more = problems.length - shown.length;
  return shown.join('\n') + (more > 0 ? `\n… and ${more} more` : '');
}
