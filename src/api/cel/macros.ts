import type { Environment } from '@marcbachmann/cel-js';
import { EvaluationError, Optional } from '@marcbachmann/cel-js';
import { spend } from './budget';
import type { Checker, EngineType, Evaluator, Macro, MacroCall, Node, Scope } from './engine';

const READERS = new Set(['.', '.?']);

/** What a key or field of a value holds; undefined when it is not there. */
function fieldOf(value: unknown, name: string): unknown {
  if (value instanceof Map) return value.get(name);
  if (typeof value !== 'object' || value === null) {
    throw new EvaluationError({ code: 'no_such_overload', message: 'no such overload' });
  }
  return (value as Record<string, unknown>)[name];
}

/** `has(a.b)` for whatever `a` is: the engine's own knows chains of names only. */
export function presence(call: Node, [argument]: readonly Node[]): Macro {
  return {
    typeCheck(checker, _macro, scope) {
      if (argument === undefined || !READERS.has(argument.op)) {
        throw checker.createError(
          'invalid_has',
          'invalid argument to has() macro',
          argument as Node,
        );
      }
      const [operand] = argument.args as [Node, string];
      const type = checker.check(operand, scope);
      const inner = type.kind === 'optional' ? type.valueType : type;
      try {
        checker.checkAccessOnType(argument, scope, inner ?? type);
      } catch (error) {
        // cel-go names the place of the call
        const { code, summary } = error as { code: string; summary: string };
        throw checker.createError(code, summary, call);
      }
      return checker.getType('bool');
    },
    evaluate(evaluator, _macro, scope) {
      const [operand, name] = (argument as Node).args as [Node, string];
      const value = evaluator.run(operand, scope);
      if (!(value instanceof Optional)) return fieldOf(value, name) !== undefined;
      return value.hasValue() && fieldOf(value.value(), name) !== undefined;
    },
  };
}

interface Loop {
  readonly keyType: EngineType;
  readonly valueType: EngineType;
}

function loopOf(checker: Checker, type: EngineType, node: Node): Loop {
  const dyn = checker.getType('dyn');
  const { keyType = dyn, valueType = dyn } = type;
  if (type.kind === 'list') return { keyType: checker.getType('int'), valueType };
  if (type.kind === 'map') return { keyType, valueType };
  if (type.kind === 'dyn') return { keyType: dyn, valueType: dyn };
  const text = `Expression of type '${type.name}' cannot be range of a comprehension`;
  throw checker.createError('invalid_comprehension_range', text, node);
}

function pairsOf(value: unknown): readonly (readonly [unknown, unknown])[] {
  if (Array.isArray(value)) return value.map((item, index) => [BigInt(index), item] as const);
  if (value instanceof Map) return [...value];
  return Object.entries(value as object);
}

/** What a comprehension with two variables makes of the answers to its rounds. */
interface Fold {
  /** The type of the whole, by the type of the last argument. */
  type(checker: Checker, last: EngineType, loop: Loop): EngineType;
  run(rounds: Iterable<Round>): unknown;
}

interface Round {
  readonly key: unknown;
  /** Evaluates an argument: the filter, if there is one, and then what it is about. */
  filter(): boolean;
  last(): unknown;
}

function nameOf(node: Node | undefined, call: Node): string {
  if (node?.op === 'id') return node.args as string;
  throw new EvaluationError({
    code: 'invalid_macro_argument',
    message: 'argument must be a simple name',
    node: call as never,
  });
}

function twoVariables(fold: Fold, hasFilter: boolean) {
  return ({ args, receiver, ast }: MacroCall): Macro => {
    const [key, value] = [nameOf(args[0], ast), nameOf(args[1], ast)];
    const filter = hasFilter ? args[2] : undefined;
    const last = args[hasFilter ? 3 : 2] as Node;
    let outer: Scope;
    let inner: Scope;
    return {
      typeCheck(checker, _macro, scope) {
        const loop = loopOf(checker, checker.check(receiver, scope), receiver);
        outer = scope.forkWithVariable(key, loop.keyType);
        inner = outer.forkWithVariable(value, loop.valueType);
        if (filter !== undefined) checker.check(filter, inner);
        ast.setMeta('async', false);
        return fold.type(checker, checker.check(last, inner), loop);
      },
      evaluate(evaluator, _macro, scope) {
        const pairs = pairsOf(evaluator.run(receiver, scope));
        const rounds = pairs.map(([k, v]) => ({
          key: k,
          filter: () => filter === undefined || run(filter, k, v) === true,
          last: () => run(last, k, v),
        }));
        function run(node: Node, k: unknown, v: unknown): unknown {
          spend(3);
          const at = outer.reuse(scope).setIterValue(k, evaluator);
          return evaluator.run(node, inner.reuse(at).setIterValue(v, evaluator));
        }
        return fold.run(rounds);
      },
    };
  };
}

const toBool = (checker: Checker) => checker.getType('bool');

/** The value at the first round that answers so; errors of other rounds do not count then. */
function settled(rounds: Iterable<Round>, wanted: boolean): boolean {
  let failure: unknown;
  for (const round of rounds) {
    try {
      if (round.last() === wanted) return wanted;
    } catch (error) {
      failure ??= error;
    }
  }
  if (failure !== undefined) throw failure;
  return !wanted;
}

function mapFrom(entries: Iterable<readonly [unknown, unknown]>): Map<unknown, unknown> {
  const made = new Map<unknown, unknown>();
  for (const [key, value] of entries) {
    if (made.has(key)) {
      const message = `insert failed: key ${String(key)} already exists`;
      throw new EvaluationError({ code: 'duplicate_key', message });
    }
    made.set(key, value);
  }
  return made;
}

const FOLDS: Readonly<Record<string, Fold>> = {
  all: { type: toBool, run: (rounds) => settled(rounds, false) },
  exists: { type: toBool, run: (rounds) => settled(rounds, true) },
  existsOne: {
    type: toBool,
    run: (rounds) => [...rounds].filter((round) => round.last() === true).length === 1,
  },
  transformList: {
    type: (checker, last) => checker.getType(`list<${last.name}>`),
    run: (rounds) => [...rounds].filter((round) => round.filter()).map((round) => round.last()),
  },
  transformMap: {
    type: (checker, last, { keyType }) => checker.getType(`map<${keyType.name}, ${last.name}>`),
    run: (rounds) =>
      mapFrom([...rounds].filter((r) => r.filter()).map((r) => [r.key, r.last()] as const)),
  },
  transformMapEntry: {
    type: (_checker, last) => last,
    run: (rounds) =>
      mapFrom([...rounds].filter((r) => r.filter()).flatMap((r) => pairsOf(r.last()))),
  },
};

function optional(isFlat: boolean) {
  return ({ args, receiver, ast }: MacroCall): Macro => {
    const [variable, body] = [nameOf(args[0], ast), args[1] as Node];
    let inside: Scope;
    return {
      typeCheck(checker, _macro, scope) {
        const type = checker.check(receiver, scope);
        inside = scope.forkWithVariable(variable, type.valueType ?? checker.getType('dyn'));
        ast.setMeta('async', false);
        const made = checker.check(body, inside);
        return isFlat ? made : checker.getType(`optional<${made.name}>`);
      },
      evaluate(evaluator: Evaluator, _macro, scope) {
        const given = evaluator.run(receiver, scope);
        if (!(given instanceof Optional) || !given.hasValue()) return Optional.none();
        const made = evaluator.run(
          body,
          inside.reuse(scope).setIterValue(given.value(), evaluator),
        );
        return isFlat ? made : Optional.of(made);
      },
    };
  };
}

/** The macros that Kubernetes has beside the standard ones. upstream: cel-go ext.TwoVarComprehensions, OptionalTypes */
export function macros(environment: Environment): void {
  for (const [name, fold] of Object.entries(FOLDS)) {
    environment.registerFunction(`list.${name}(ast, ast, ast): dyn`, twoVariables(fold, false));
    if (!name.startsWith('transform')) continue;
    environment.registerFunction(`list.${name}(ast, ast, ast, ast): dyn`, twoVariables(fold, true));
  }
  environment.registerFunction('optional.optMap(ast, ast): dyn', optional(false));
  environment.registerFunction('optional.optFlatMap(ast, ast): dyn', optional(true));
}
