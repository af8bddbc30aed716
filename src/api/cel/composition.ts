import type { MatchCondition } from '../schema/objects';
import { CompileError } from './compile-error';
import { type CelEnvironment, CelError, type Program } from './environment';

/** An expression with a name: a variable of a policy. */
type Named = Pick<MatchCondition, 'name' | 'expression'>;
type Note = (cost: number) => void;

/** `variables` in an expression: each is evaluated when somebody first asks for it. */
class Variables {}

const TYPE = 'kubernetes.variables';

/** Expressions that may use named others. upstream: apiserver/pkg/admission/plugin/cel, composition */
export interface Composition {
  readonly environment: CelEnvironment;
  /** The variables that do not compile. */
  readonly failures: ReadonlyMap<string, CompileError>;
  /** The given variables and `variables`, for one request. */
  bind(given: object, note: Note): object;
}

/** An environment in which `variables` has these; each may use those before it. */
export function compose(base: CelEnvironment, variables: readonly Named[]): Composition {
  const programs = new Map<string, Program>();
  const failures = new Map<string, CompileError>();
  const fields: Record<string, string> = {};
  const current = () =>
    base.extend((engine) =>
      engine
        .registerType(TYPE, { ctor: Variables, fields: { ...fields } })
        .registerVariable('variables', TYPE),
    );
  let environment = current();
  for (const { name, expression } of variables) {
    try {
      const program = environment.compile(expression);
      programs.set(name, program);
      fields[name] = program.engineType;
    } catch (error) {
      if (!(error instanceof CompileError)) throw error;
      failures.set(name, error);
      fields[name] = 'dyn';
    }
    environment = current();
  }
  return {
    environment,
    failures,
    bind(given, note) {
      const own = new Variables();
      const all = { ...given, variables: own };
      for (const { name } of variables) lazily(own, name, () => value(name, all, note));
      return all;
    },
  };

  function value(name: string, all: object, note: Note): unknown {
    const failure = failures.get(name);
    if (failure !== undefined) {
      throw new CelError(
        `composited variable "${name}" fails to compile: compilation failed: ${failure.message}`,
      );
    }
    try {
      return programs.get(name)?.evaluate(all, note);
    } catch (error) {
      if (!(error instanceof CelError)) throw error;
      throw new CelError(`composited variable "${name}" fails to evaluate: ${error.message}`);
    }
  }
}

/** Defines a field that is computed once, when it is first read. */
function lazily(target: object, name: string, compute: () => unknown): void {
  let known: { readonly value: unknown } | undefined;
  Object.defineProperty(target, name, {
    get() {
      known ??= { value: compute() };
      return known.value;
    },
  });
}
