import type { Node } from './engine';
import { isNode } from './engine';

/** What the engine says of an expression that it cannot compile. */
export interface EngineError {
  readonly code: string;
  readonly summary: string;
  readonly node?: unknown;
  readonly range?: { readonly start: number; readonly end: number };
}

/** An expression does not compile; the message is cel-go's, with the place and the line. */
export class CompileError extends Error {
  override readonly name = 'CompileError';
}

const OPERATORS: Readonly<Record<string, string>> = {
  in: '@in',
  '!_': '!_',
  '-_': '-_',
  '[]': '_[_]',
  '?:': '_?_:_',
};
const PRIMARY =
  "{'[', '{', '(', '.', '-', '!', 'true', 'false', 'null', NUM_FLOAT, NUM_INT, NUM_UINT, STRING, BYTES, IDENTIFIER}";
const CLOSING: Readonly<Record<string, string>> = {
  RPAREN: "')'",
  RBRACKET: "']'",
  RBRACE: "'}'",
  COLON: "':'",
};

/** cel-go's name of a type of the engine. upstream: cel-go checker, FormatCELType */
export function typeName(name: string): string {
  if (name === 'list') return 'list(dyn)';
  if (name === 'map') return 'map(dyn, dyn)';
  if (name === 'null') return 'null_type';
  if (name === 'optional') return 'optional_type(dyn)';
  return name
    .replace(/\boptional</g, 'optional_type<')
    .replace(/\bdyn<[^<>]*>/g, 'dyn')
    .replace(/</g, '(')
    .replace(/>/g, ')');
}

function shortTypeName(name: string): string {
  return typeName(name)
    .replace(/\bnull_type\b/g, 'null')
    .replace(/google\.protobuf\.Timestamp/g, 'timestamp')
    .replace(/google\.protobuf\.Duration/g, 'duration');
}

function quotedTypes(summary: string): string[] {
  return [...summary.matchAll(/'([^']*)'/g)].map((match) => match[1] ?? '');
}

function overload(name: string, types: string, receiver = ''): string {
  const signature = `${receiver === '' ? '' : `${shortTypeName(receiver)}.`}(${shortTypeName(types)})`;
  return `found no matching overload for '${name}' applied to '${signature}'`;
}

/** `found no matching overload for 'string.size(int)'` in cel-go's words. */
function callProblem(summary: string): string {
  const [text = ''] = quotedTypes(summary);
  const open = text.indexOf('(');
  const types = text.slice(open + 1, -1);
  const callee = text.slice(0, open);
  const dot = callee.lastIndexOf('.');
  return overload(celName(callee.slice(dot + 1)), types, callee.slice(0, Math.max(0, dot)));
}

/** The name that the expression has for a function that stands under another name in the engine. */
function celName(name: string): string {
  return name.replace(/^kubernetes_/, '');
}

/** The types of a node's operands, as far as they are known. */
function operandTypes(node: Node | undefined): string {
  const operands = Array.isArray(node?.args) ? node.args.filter(isNode) : [];
  return operands.map(({ checkedType }) => checkedType?.name ?? 'dyn').join(', ');
}

function operatorProblem(summary: string, node: Node | undefined): string {
  const op = node?.op ?? '';
  if (Array.isArray(node?.args)) {
    return overload(OPERATORS[op] ?? `_${op}_`, operandTypes(node));
  }
  return overload(OPERATORS[op] ?? op, summary.replace(/^no such overload: [!-]/, ''));
}

/** The bracket that is open where the text ends. */
function openBracket(text: string): string {
  const open: string[] = [];
  for (const [letter] of text.replace(/"[^"]*"|'[^']*'/g, '').matchAll(/[[\](){}]/g)) {
    if ('[({'.includes(letter)) open.push(letter);
    else open.pop();
  }
  return open.at(-1) ?? '';
}

function syntaxProblem({ code, summary }: EngineError, input: string, at: number): string {
  const word =
    at >= input.length ? '<EOF>' : (/^(\w+|"[^"]*"|'[^']*'|.)/s.exec(input.slice(at))?.[0] ?? '');
  const isAfterComma = /,\s*$/.test(input.slice(0, at));
  if (code === 'unexpected_token' && isAfterComma && openBracket(input.slice(0, at)) !== '(') {
    return `Syntax error: missing ${openBracket(input.slice(0, at)) === '[' ? "']'" : "'}'"} at '${word}'`;
  }
  if (code === 'unexpected_token') {
    return `Syntax error: mismatched input '${word}' expecting ${PRIMARY}`;
  }
  if (code === 'expected_token') {
    const wanted = /^Expected (\w+)/.exec(summary)?.[1] ?? '';
    if (wanted === 'IDENTIFIER') return "Syntax error: no viable alternative at input '.'";
    return `Syntax error: missing ${CLOSING[wanted] ?? wanted} at '${word}'`;
  }
  if (code === 'unexpected_character') {
    return /[\w"'([{]/.test(word)
      ? `Syntax error: extraneous input '${word}' expecting <EOF>`
      : `Syntax error: token recognition error at: '${input.slice(at, at + 2)}'`;
  }
  return `Syntax error: ${summary}`;
}

function problem(error: EngineError, node: Node | undefined, input: string): string {
  const { code, summary } = error;
  const [first = ''] = quotedTypes(summary);
  switch (code) {
    case 'unknown_variable':
      return `undeclared reference to '${summary.replace(/^Unknown variable: /, '')}' (in container '')`;
    case 'unknown_function':
      return `undeclared reference to '${first}' (in container '')`;
    case 'no_such_key':
      return `undefined field '${summary.replace(/^No such key: /, '')}'`;
    case 'no_matching_overload':
      return callProblem(summary);
    case 'no_such_overload':
      return operatorProblem(summary, node);
    case 'cannot_index_type':
      return node?.op === '[]'
        ? overload('_[_]', operandTypes(node))
        : `type '${shortTypeName(first)}' does not support field selection`;
    case 'invalid_comprehension_range':
      return `expression of type '${shortTypeName(first)}' cannot be range of a comprehension (must be list, map, or dynamic)`;
    case 'heterogeneous': {
      const [wanted = '', found = ''] = quotedTypes(summary);
      return `expected type '${shortTypeName(wanted)}' but found '${shortTypeName(found)}'`;
    }
    case 'invalid_logical_operand':
      return overload(`_${node?.op}_`, operandTypes(node));
    case 'invalid_condition_type':
      return `expected type 'bool' but found '${shortTypeName(quotedTypes(summary).at(-1) ?? '')}'`;
    default:
      return node === undefined ? syntaxProblem(error, input, error.range?.start ?? 0) : summary;
  }
}

/** Where cel-go sees a node: at its operator, dot, bracket or parenthesis. */
function placeOf(node: Node): number {
  const { op, input, args } = node;
  const [left] = Array.isArray(args) ? args : [];
  const from = isNode(left) ? left.end : node.start;
  const find = (text: string) => Math.max(input.indexOf(text, from), node.start);
  if (op === '.' || op === '.?') return find('.');
  if (op === '[]' || op === '[?]') return find('[');
  if (op === '?:') return find('?');
  if (op === 'rcall')
    return Math.max(input.indexOf('(', (args as [string, Node])[1].end), node.start);
  if (op === 'call') return input.indexOf('(', node.start);
  return isNode(left) && op !== 'list' && op !== 'map' ? find(op) : node.start;
}

const SYNTAX = new Set(['unexpected_token', 'expected_token', 'unexpected_character']);

/** The engine's error in cel-go's words. */
export function compileError(error: EngineError, input: string): CompileError {
  const isSyntax = SYNTAX.has(error.code) || !isNode(error.node);
  const node = isSyntax ? undefined : (error.node as Node);
  const offset = Math.max(0, node === undefined ? (error.range?.start ?? 0) : placeOf(node));
  const before = input.slice(0, offset);
  const line = before.split('\n').length;
  const column = offset - (before.lastIndexOf('\n') + 1);
  const text = input.split('\n')[line - 1] ?? '';
  return new CompileError(
    `ERROR: <input>:${line}:${column + 1}: ${problem(error, node, input)}\n | ${text}\n | ${'.'.repeat(column)}^`,
  );
}
