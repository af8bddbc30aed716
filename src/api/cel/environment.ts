import { Environment, EvaluationError, ParseError } from '@marcbachmann/cel-js';
import { checkAggregates } from './aggregates';
import { limited, meter } from './budget';
import { CompileError, compileError, type EngineError, typeName } from './compile-error';
import { childrenOf, type Node } from './engine';
import { evaluationMessage } from './evaluation-error';
import { libraries } from './libraries';
import { macros, presence } from './macros';

/** An expression could not be evaluated; the message is cel-go's. */
export class CelError extends Error {
  override readonly name = 'CelError';
}

/** A compiled expression. */
export interface Program {
  readonly expression: string;
  /** cel-go's name of the type that it evaluates to: `bool`, `list(string)`, `dyn`. */
  readonly type: string;
  /** The engine's name of the same. */
  readonly engineType: string;
  /** The variables that it names. */
  readonly variables: ReadonlySet<string>;
  /** The value in the engine's form. A CelError when it cannot be evaluated; `note` hears the cost either way. */
  evaluate(variables: object, note?: (cost: number) => void): unknown;
}

/** Functions whose own form here is not the engine's: RE2 is safe, JavaScript's expressions are not. */
const REPLACED = new Set(['matches']);
const PROGRAMS_MAX = 5_000;
const ignore = () => {};

function noteVariables(node: Node, found: Set<string>): Set<string> {
  if (node.op === 'id') found.add(node.args as string);
  for (const child of childrenOf(node)) noteVariables(child, found);
  return found;
}

/** Gives calls of replaced functions the name of ours, and `has` the meaning of cel-go's. */
function adapt(node: Node, functions: ReadonlySet<string>): void {
  const { op, args, meta } = node;
  if (op === 'call' || op === 'rcall') {
    const call = args as [string, unknown];
    const [name, parameters] = call;
    if (!functions.has(name)) {
      throw new ParseError({ code: 'unknown_function', message: `'${name}'`, node: node as never });
    }
    if (REPLACED.has(name)) call[0] = `kubernetes_${name}`;
    if (op === 'call' && name === 'has' && meta.macro !== undefined) {
      node.setMeta('macro', presence(node, parameters as Node[]));
    }
  }
  for (const child of childrenOf(node)) adapt(child, functions);
}

/**
 * What expressions may name: Kubernetes' functions, and the variables and types that were declared. Compiled
 * expressions are remembered.
 */
export class CelEnvironment {
  private readonly programs = new Map<string, Program | CompileError>();
  private readonly functions: ReadonlySet<string>;

  private constructor(private readonly engine: Environment) {
    this.functions = new Set(engine.getDefinitions().functions.map(({ name }) => name));
  }

  /** Kubernetes' functions alone. upstream: apiserver/pkg/cel/environment, base */
  static base(): CelEnvironment {
    // the engine would refuse a dyn beside a string too: what lists may hold is checked here
    const engine = new Environment({
      enableOptionalTypes: true,
      unlistedVariablesAreDyn: false,
      homogeneousAggregateLiterals: false,
    });
    macros(engine);
    for (const library of libraries) library(engine);
    return new CelEnvironment(engine);
  }

  /** An environment that knows more. */
  extend(declare: (engine: Environment) => void): CelEnvironment {
    const engine = this.engine.clone();
    declare(engine);
    return new CelEnvironment(engine);
  }

  /** The expression, checked and ready to run. A CompileError when it cannot be compiled. */
  compile(expression: string): Program {
    let program = this.programs.get(expression);
    if (program === undefined) {
      program = this.build(expression);
      if (this.programs.size >= PROGRAMS_MAX) this.programs.clear();
      this.programs.set(expression, program);
    }
    if (program instanceof CompileError) throw program;
    return program;
  }

  private build(expression: string): Program | CompileError {
    try {
      const parsed = this.engine.parse(expression);
      const root = parsed.ast as unknown as Node;
      adapt(root, this.functions);
      const checked = parsed.check();
      if (!checked.valid) return compileError(checked.error as EngineError, expression);
      checkAggregates(root);
      // after the check, which chooses how nodes are evaluated
      meter(root);
      return {
        expression,
        type: typeName(checked.type ?? 'dyn'),
        engineType: checked.type ?? 'dyn',
        variables: noteVariables(root, new Set()),
        evaluate: (variables, note = ignore) => limited(() => run(parsed, variables), note),
      };
    } catch (error) {
      if (!(error instanceof ParseError)) throw error;
      return compileError(error, expression);
    }
  }
}

function run(parsed: (variables: object) => unknown, variables: object): unknown {
  try {
    return parsed(variables);
  } catch (error) {
    if (error instanceof EvaluationError) throw new CelError(evaluationMessage(error));
    // what the engine does not expect of a value ends in JavaScript's own errors
    if (error instanceof TypeError || error instanceof RangeError) {
      throw new CelError('no such overload');
    }
    throw error;
  }
}

let base: CelEnvironment | undefined;

/** The environment that all others begin with; made when the first one asks. */
export function baseEnvironment(): CelEnvironment {
  base ??= CelEnvironment.base();
  return base;
}
