import type { Environment } from '@marcbachmann/cel-js';

/** A type as the engine's checker knows it. */
export interface EngineType {
  readonly name: string;
  readonly kind: string;
  readonly type: string;
  readonly keyType?: EngineType;
  readonly valueType?: EngineType;
}

/** The variables in sight at one place of an expression; `reuse` ties them to one evaluation. */
export interface Scope {
  forkWithVariable(name: string, type: EngineType): Scope;
  reuse(parent: Scope): Scope;
  setIterValue(value: unknown, evaluator: Evaluator): Scope;
}

/** The engine's type checker, as macros meet it. */
export interface Checker {
  check(node: Node, scope: Scope): EngineType;
  checkAccessOnType(node: Node, scope: Scope, type: EngineType, isLenient?: boolean): EngineType;
  getType(name: string): EngineType;
  createError(code: string, message: string, node: Node): Error;
}

/** The engine's evaluator, as macros meet it. */
export interface Evaluator {
  run(node: Node, scope: Scope): unknown;
  createError(code: string, message: string, node: Node): Error;
}

/** What a macro does with the nodes that stand in its call. */
export interface Macro {
  typeCheck(checker: Checker, macro: unknown, scope: Scope): EngineType;
  evaluate(evaluator: Evaluator, macro: unknown, scope: Scope): unknown;
}

/** A node of a parsed expression. The engine's own types leave out what macros are made of. */
export interface Node {
  readonly op: string;
  args: unknown;
  readonly pos: number;
  readonly start: number;
  readonly end: number;
  readonly input: string;
  /** Set once it is checked. */
  readonly checkedType?: EngineType;
  readonly meta: {
    alternate?: Node;
    macro?: Macro;
    evaluate: (evaluator: Evaluator, node: Node, scope: Scope) => unknown;
  };
  setMeta(key: string, value: unknown): Node;
}

/** What the engine hands to the maker of a macro. */
export interface MacroCall {
  readonly ast: Node;
  readonly args: readonly Node[];
  readonly receiver: Node;
}

/** Functions and types that Kubernetes adds to the language. */
export type Library = (environment: Environment) => void;

/** The nodes right below a node, the expansion of a macro included. */
export function childrenOf({ args, meta }: Node): readonly Node[] {
  const found: Node[] = [];
  collect(args, found);
  if (meta.alternate !== undefined) found.push(meta.alternate);
  return found;
}

function collect(value: unknown, found: Node[]): void {
  if (Array.isArray(value)) for (const item of value) collect(item, found);
  else if (isNode(value)) found.push(value);
  else if (typeof value === 'object' && value !== null) {
    // a comprehension's parts have names
    const { iterable, init, step } = value as Record<string, unknown>;
    collect([iterable, init, step], found);
  }
}

/** True for a node of a parsed expression. */
export function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'op' in value && 'setMeta' in value;
}
