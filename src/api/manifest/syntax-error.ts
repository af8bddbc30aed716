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

/** The words of Kubernetes' YAML reader for what the parser's codes mean. */
const WORDS: Readonly<Record<string, string>> = {
  TAB_AS_INDENT: 'found character that cannot start any token',
  BLOCK_AS_IMPLICIT_KEY: 'mapping values are not allowed in this context',
  MULTILINE_IMPLICIT_KEY: "could not find expected ':'",
  KEY_OVER_1024_CHARS: "could not find expected ':'",
  BAD_INDENT: 'did not find expected key',
  BAD_SCALAR_START: 'found character that cannot start any token',
  BAD_DQ_ESCAPE: 'found unknown escape character',
  BAD_ALIAS: 'did not find expected alphabetic or numeric character',
  BAD_DIRECTIVE: 'found unknown directive name',
  UNEXPECTED_TOKEN: 'did not find expected node content',
  MISSING_CHAR: 'found unexpected end of stream',
  BLOCK_IN_FLOW: "did not find expected ',' or '}'",
  MULTIPLE_DOCS: 'did not find expected <document start>',
};

const RENDER =
  'a template is no manifest: render it first, as with `helm template`, and apply what comes out';

function withHint(reason: string, { isTemplate }: SyntaxProblem): string {
  return isTemplate ? `${reason}; ${RENDER}` : reason;
}

/** An error of syntax, said in Kubernetes' words beside the parser's. */
export function syntaxError(problem: SyntaxProblem, code: string, detail: string): ManifestError {
  const words = WORDS[code] ?? detail;
  const { source, position, excerpt, documentLine } = problem;
  return new ManifestError({
    source,
    position,
    excerpt,
    reason: withHint(words === detail ? detail : `${words} (${detail})`, problem),
    kubectl: `error parsing ${source}: error converting YAML to JSON: yaml: line ${documentLine}: ${words}`,
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
