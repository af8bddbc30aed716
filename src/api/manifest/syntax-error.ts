import { ManifestError, type Position } from './manifest-error';

/** Where something is wrong with a text. */
export interface SyntaxProblem {
  readonly source: string;
  readonly position: Position;
  /** The line within its document, as kubectl counts. */
  readonly documentLine: number;
  readonly excerpt: string;
  /** True when the line has the braces of a template. */
  readonly isTemplate: boolean;
}

const RENDER =
  'a template is no manifest: render it first, as with `helm template`, and apply what comes out';

function withHint(reason: string, { isTemplate }: SyntaxProblem): string {
  return isTemplate ? `${reason}; ${RENDER}` : reason;
}

/** What Kubernetes' YAML reader says, and on which line of the document, counted from 0. */
export interface GoWords {
  readonly words: string;
  readonly by: 'scanner' | 'parser';
  readonly line: number;
}

/** An error of syntax, said in Kubernetes' words beside the parser's. */
export function syntaxError(
  problem: SyntaxProblem,
  detail: string,
  go: GoWords = { words: detail, by: 'scanner', line: problem.documentLine - 1 },
): ManifestError {
  const { source, position, excerpt } = problem;
  const { words, by, line } = go;
  // upstream: goyaml.v2, (*parser).fail, which leaves the first line out
  const where = line === 0 ? '' : `line ${by === 'scanner' ? line + 1 : line}: `;
  return new ManifestError({
    source,
    position,
    excerpt,
    reason: withHint(words === detail ? detail : `${words} (${detail})`, problem),
    kubectl: `error parsing ${source}: error converting YAML to JSON: yaml: ${where}${words}`,
  });
}

/** What the values of a well-formed document have wrong. */
export function valueError(
  problem: SyntaxProblem,
  detail: string,
  ofValues: boolean,
): ManifestError {
  const { source, position, excerpt, documentLine } = problem;
  const words = ofValues
    ? `yaml: unmarshal errors:\n  line ${documentLine}: ${detail}`
    : detail.startsWith('json:')
      ? detail
      : `yaml: ${detail}`;
  return new ManifestError({
    source,
    position,
    excerpt,
    reason: withHint(detail, problem),
    kubectl: `error parsing ${source}: error converting YAML to JSON: ${words}`,
  });
}
