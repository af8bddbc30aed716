/** What the parser complains of: its code, its words, and the piece of the text. */
export interface Complaint {
  readonly code: string;
  readonly detail: string;
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** What Kubernetes' YAML reader says instead, which half of it says so, and at which offset. */
export interface GoComplaint {
  readonly words: string;
  /** The scanner counts lines from 1, the parser from 0. */
  readonly by: 'scanner' | 'parser';
  readonly offset: number;
}

const NO_TOKEN = 'found character that cannot start any token';
const NO_KEY = 'did not find expected key';
const NO_INDICATOR = "did not find expected '-' indicator";
const NO_COLON = "could not find expected ':'";
const NO_CONTENT = 'did not find expected node content';
const NO_MAPPING = 'mapping values are not allowed in this context';

type Place = (complaint: Complaint) => number;

const here: Place = ({ start }) => start;
/** Where the reader is when it finds that a scalar is no key: behind its blanks, or its comment. */
function nextToken(text: string, from: number): number {
  const at = from + (/^\s*/.exec(text.slice(from))?.[0].length ?? 0);
  if (text[at] !== '#' || text.slice(from, at).includes('\n')) return at;
  return at + (/^(?:\s|#.*)*/.exec(text.slice(at))?.[0].length ?? 0);
}
const afterIt: Place = ({ text, end }) => nextToken(text, end);
const afterLine: Place = ({ text, start }) => nextToken(text, lineEnd(text, start));
const itsColon: Place = ({ text, start }) => {
  const found = /:(?:\s|$)/.exec(text.slice(start + 1));
  return found === null ? start : start + 1 + found.index;
};
const lineBefore: Place = ({ start }) => start - 1;

function lineEnd(text: string, offset: number): number {
  const end = text.indexOf('\n', offset);
  return end < 0 ? text.length : end;
}

/** What stands before an offset in its line. */
function before(text: string, offset: number): string {
  return text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset);
}

type Row = readonly [
  code: string,
  detail: RegExp,
  words: string,
  by: GoComplaint['by'],
  place: Place,
  applies?: (complaint: Complaint) => boolean,
];

/** True when the line above ends with a plain scalar, which goes on in this one. */
const goesOnFromAbove = ({ text, start }: Complaint): boolean =>
  /(?::|-) +[^'"&*!|>{[#\n][^\n]*$/.test(text.slice(0, start).trimEnd());

/** True when the line below belongs to the scalar that begins here: it stands further in than the collection. */
const goesOnBelow = ({ text, start }: Complaint): boolean => {
  const next = nextToken(text, lineEnd(text, start));
  const ahead = before(text, start);
  const indent = ahead.trimEnd().endsWith('-') ? ahead.lastIndexOf('-') : ahead.length;
  return before(text, next).length > indent;
};

/** The columns at which the lines above begin, from below, with what they begin with. */
function* linesAbove(text: string, start: number): Generator<{ column: number; isItem: boolean }> {
  const lines = text.slice(0, start).split('\n').slice(0, -1);
  for (const line of lines.reverse()) {
    const content = line.trimStart();
    if (content === '' || content.startsWith('#')) continue;
    yield { column: line.length - content.length, isItem: /^-(?:\s|$)/.test(content) };
  }
}

/** True when a line belongs to a sequence, whose next item it should be; one at the column of its key has ended. */
const isInSequence = ({ text, start }: Complaint): boolean => {
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  const line = text.slice(lineStart, lineEnd(text, lineStart));
  let column = line.length - line.trimStart().length;
  let isFound = false;
  for (const above of linesAbove(text, lineStart)) {
    if (above.column > column) continue;
    if (!above.isItem) return isFound && above.column < column;
    column = above.column;
    isFound = true;
  }
  return isFound;
};

const isSequence = ({ text, start }: Complaint): boolean =>
  before(text, start) === '' && /^(?:---.*\n|#.*\n|\s)*- /.test(text);

/** True when the text ends where another item or entry should begin. */
const isLeftOpen = ({ text }: Complaint): boolean => /[[{,]\s*$/.test(text);
const atEnd: Place = ({ text }) => text.length;

/** The first row that fits counts. upstream: sigs.k8s.io/yaml/goyaml.v2, scannerc.go and parserc.go */
const ROWS: readonly Row[] = [
  ['BAD_INDENT', /^Flow/, NO_CONTENT, 'parser', atEnd, isLeftOpen],
  ['MISSING_CHAR', /^Flow/, NO_CONTENT, 'parser', atEnd, isLeftOpen],
  ['BAD_INDENT', /^Flow seq/, "did not find expected ',' or ']'", 'parser', here],
  ['MISSING_CHAR', /^Flow seq/, "did not find expected ',' or ']'", 'parser', here],
  ['BAD_INDENT', /^Flow map/, "did not find expected ',' or '}'", 'parser', here],
  ['MISSING_CHAR', /^Flow map/, "did not find expected ',' or '}'", 'parser', here],
  ['BAD_INDENT', /./, NO_INDICATOR, 'parser', here, isInSequence],
  ['BAD_INDENT', /./, NO_KEY, 'parser', here],
  ['MISSING_CHAR', /^Sequence item/, NO_INDICATOR, 'parser', here, isInSequence],
  ['MISSING_CHAR', /^Sequence item/, NO_KEY, 'parser', here],
  ['MISSING_CHAR', /^Implicit map keys/, NO_COLON, 'scanner', afterIt],
  [
    'MISSING_CHAR',
    /^Missing directives-end/,
    'found unknown directive name',
    'scanner',
    lineBefore,
  ],
  ['MISSING_CHAR', /./, 'found unexpected end of stream', 'scanner', here],
  ['BLOCK_AS_IMPLICIT_KEY', /^A block sequence/, NO_KEY, 'parser', here],
  ['BLOCK_AS_IMPLICIT_KEY', /./, NO_MAPPING, 'scanner', itsColon],
  [
    'MULTILINE_IMPLICIT_KEY',
    /./,
    NO_KEY,
    'parser',
    here,
    ({ text, start }) => /^-\s/.test(text.slice(start)),
  ],
  ['MULTILINE_IMPLICIT_KEY', /./, NO_MAPPING, 'scanner', afterLine, goesOnBelow],
  ['MULTILINE_IMPLICIT_KEY', /./, NO_COLON, 'scanner', afterLine],
  ['KEY_OVER_1024_CHARS', /./, NO_COLON, 'scanner', afterIt],
  [
    'TAB_AS_INDENT',
    /./,
    'found a tab character that violates indentation',
    'scanner',
    here,
    goesOnFromAbove,
  ],
  ['TAB_AS_INDENT', /./, NO_TOKEN, 'scanner', here],
  ['BAD_SCALAR_START', /flow indicator/, NO_CONTENT, 'parser', here],
  ['BAD_SCALAR_START', /./, NO_TOKEN, 'scanner', here],
  ['BAD_DQ_ESCAPE', /./, 'found unknown escape character', 'scanner', here],
  ['BAD_ALIAS', /./, 'did not find expected alphabetic or numeric character', 'scanner', here],
  ['BAD_DIRECTIVE', /./, 'found unknown directive name', 'scanner', here],
  [
    'UNEXPECTED_TOKEN',
    /block-seq-ind/,
    'block sequence entries are not allowed in this context',
    'scanner',
    here,
  ],
  [
    'UNEXPECTED_TOKEN',
    /^Block scalar header/,
    'did not find expected comment or line break',
    'scanner',
    here,
  ],
  ['UNEXPECTED_TOKEN', /at node end/, NO_INDICATOR, 'parser', here, isSequence],
  ['UNEXPECTED_TOKEN', /at node end/, NO_KEY, 'parser', here],
  ['UNEXPECTED_TOKEN', /./, NO_CONTENT, 'parser', here],
  ['MULTIPLE_ANCHORS', /./, NO_KEY, 'parser', here],
  ['TAG_RESOLVE_FAILED', /^Verbatim/, "did not find the expected '>'", 'scanner', here],
  ['BLOCK_IN_FLOW', /./, "did not find expected ',' or '}'", 'parser', here],
  ['MULTIPLE_DOCS', /./, 'did not find expected <document start>', 'parser', here],
];

/** What Kubernetes' YAML reader says of the text that the parser complains of; undefined when that is not known. */
export function goComplaint(complaint: Complaint): GoComplaint | undefined {
  for (const [code, detail, words, by, place, applies] of ROWS) {
    if (code !== complaint.code || !detail.test(complaint.detail)) continue;
    if (applies?.(complaint) === false) continue;
    return { words, by, offset: place(complaint) };
  }
  return undefined;
}
