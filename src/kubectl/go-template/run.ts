import { goText } from '../../api/go-format';
import { isJsonObject } from '../../api/object';
import { CallError, functions, isTruth, LAZY } from './functions';
import { TemplateError } from './tokens';
import type { Block, Branch, Call, Operand, Part, Pipe, Tree } from './tree';

/** Templates that name each other may go round and round. */
const DEPTH_MAX = 1000;

type Leap = 'break' | 'continue' | undefined;

/** What a name stands for, and the scope around it. */
interface Variable {
  readonly name: string;
  value: unknown;
}

/** One run of a template. */
export class Runner {
  text = '';
  private variables: Variable[] = [];
  private depth = 0;

  constructor(
    private readonly template: string,
    private readonly tree: Tree,
    private readonly allowMissing: boolean,
  ) {}

  /** Runs the template on a value. Throws {@link TemplateError}. */
  run(value: unknown): void {
    this.variables = [{ name: '$', value }];
    this.block(this.tree.main, value);
  }

  private problem(at: number, shown: string, message: string): TemplateError {
    const before = this.template.slice(0, at);
    const line = before.split('\n').length;
    const column = at - (before.lastIndexOf('\n') + 1);
    return new TemplateError(
      `template: output:${line}:${column}: executing "output" at <${shown}>: ${message}`,
    );
  }

  /** Variables that are declared within end with it. */
  private within<T>(act: () => T): T {
    const kept = this.variables.length;
    const result = act();
    this.variables.length = kept;
    return result;
  }

  private block(block: Block, dot: unknown): Leap {
    return this.within(() => {
      for (const part of block) {
        const leap = this.part(part, dot);
        if (leap !== undefined) return leap;
      }
      return undefined;
    });
  }

  private part(part: Part, dot: unknown): Leap {
    switch (part.type) {
      case 'text':
        this.text += part.text;
        return undefined;
      case 'print': {
        const value = this.pipe(part.pipe, dot);
        if (part.pipe.variables.length === 0)
          this.text += value === undefined || value === null ? '<no value>' : goText(value);
        return undefined;
      }
      case 'template':
        this.call(part, dot);
        return undefined;
      case 'if':
      case 'with':
        return this.within(() => {
          const value = this.pipe(part.pipe, dot);
          if (!isTruth(value)) return this.block(part.otherwise, dot);
          return this.block(part.body, part.type === 'with' ? value : dot);
        });
      case 'range':
        return this.within(() => this.range(part, dot));
      default:
        return part.type;
    }
  }

  private call({ name, pipe }: Part & { type: 'template' }, dot: unknown): void {
    const block = this.tree.defined.get(name);
    const at = this.template.indexOf(JSON.stringify(name));
    const shown = `{{template ${JSON.stringify(name)}${pipe === undefined ? '' : ` ${pipe.shown}`}}}`;
    if (block === undefined) throw this.problem(at, shown, `template "${name}" not defined`);
    if (++this.depth > DEPTH_MAX)
      throw this.problem(at, shown, `exceeded maximum template depth (${DEPTH_MAX})`);
    const value = pipe === undefined ? undefined : this.pipe(pipe, dot);
    const outer = this.variables;
    this.variables = [{ name: '$', value }];
    this.block(block, value);
    this.variables = outer;
    this.depth--;
  }

  private range({ pipe, body, otherwise }: Branch, dot: unknown): Leap {
    const value = this.pipe({ ...pipe, variables: [] }, dot);
    const entries = this.entries(value, pipe);
    if (entries.length === 0) return this.block(otherwise, dot);
    for (const [key, item] of entries) {
      const leap = this.within(() => {
        const [first, second] = pipe.variables;
        if (second !== undefined) this.assign(pipe, second, item);
        if (first !== undefined) this.assign(pipe, first, second === undefined ? item : key);
        return this.block(body, item);
      });
      if (leap === 'break') break;
    }
    return undefined;
  }

  private entries(value: unknown, pipe: Pipe): readonly (readonly [unknown, unknown])[] {
    if (value === null || value === undefined) return [];
    if (Array.isArray(value)) return value.map((item, index) => [index, item] as const);
    if (isJsonObject(value)) {
      return Object.keys(value)
        .sort()
        .map((key) => [key, value[key]] as const);
    }
    if (Number.isInteger(value)) {
      return Array.from({ length: Math.max(0, value as number) }, (_, index) => [index, index]);
    }
    const at = pipe.calls[0]?.[0]?.at ?? 0;
    throw this.problem(at, pipe.shown, `range can't iterate over ${goText(value)}`);
  }

  private assign({ declares }: Pipe, name: string, value: unknown): void {
    if (declares) this.variables.push({ name, value });
    else {
      const known = this.variables.findLast((variable) => variable.name === name);
      if (known !== undefined) known.value = value;
    }
  }

  private pipe(pipe: Pipe, dot: unknown): unknown {
    let value: unknown;
    pipe.calls.forEach((call, index) => {
      value = this.evaluate(call, dot, index === 0 ? [] : [value]);
    });
    for (const name of pipe.variables) this.assign(pipe, name, value);
    return value;
  }

  private evaluate(call: Call, dot: unknown, last: readonly unknown[]): unknown {
    const [first, ...operands] = call;
    if (first === undefined) return undefined;
    if (first.type === 'function') return this.apply(first, call, dot, last);
    if (operands.length > 0 || last.length > 0) {
      const message =
        first.type === 'field' || first.type === 'variable'
          ? `${first.path.at(-1) ?? first.shown} is not a method but has arguments`
          : `can't give argument to non-function ${first.shown}`;
      throw this.problem(first.at, first.shown, message);
    }
    if (first.type === 'nil') throw this.problem(first.at, 'nil', 'nil is not a command');
    return this.value(first, dot);
  }

  private apply(
    operand: Operand & { type: 'function' },
    call: Call,
    dot: unknown,
    last: readonly unknown[],
  ): unknown {
    const { name, at } = operand;
    const operands = call.slice(1);
    const shown = call.map((each) => each.shown).join(' ');
    if (LAZY.has(name)) {
      let value: unknown;
      for (const next of [
        ...operands.map((each) => () => this.value(each, dot)),
        ...last.map((each) => () => each),
      ]) {
        value = next();
        if (isTruth(value) === (name === 'or')) break;
      }
      return value;
    }
    const run = functions.get(name);
    const values = [...operands.map((each) => this.value(each, dot)), ...last];
    try {
      return run?.(...values);
    } catch (error) {
      if (!(error instanceof CallError)) throw error;
      throw this.problem(at, shown, `error calling ${name}: ${error.message}`);
    }
  }

  private value(operand: Operand, dot: unknown): unknown {
    switch (operand.type) {
      case 'dot':
        return dot;
      case 'nil':
        return undefined;
      case 'literal':
        return operand.value;
      case 'function':
        return this.apply(operand, [operand], dot, []);
      case 'field':
        return this.follow(operand, operand.path, dot);
      case 'pipe':
        return this.follow(operand, operand.path, this.pipe(operand.pipe, dot));
      case 'variable': {
        const known = this.variables.findLast(({ name }) => name === operand.name);
        return this.follow(operand, operand.path, known?.value);
      }
    }
  }

  private follow(operand: Operand, path: readonly string[], from: unknown): unknown {
    let value = from;
    for (const field of path) {
      if (value === undefined && this.allowMissing) continue;
      if (value === null || value === undefined) {
        const message = `nil pointer evaluating interface {}.${field}`;
        throw this.problem(operand.at, operand.shown, message);
      }
      if (!isJsonObject(value)) {
        const message = `can't evaluate field ${field} in type interface {}`;
        throw this.problem(operand.at, operand.shown, message);
      }
      const found = value[field];
      if (found === undefined && !this.allowMissing) {
        const message = `map has no entry for key ${JSON.stringify(field)}`;
        throw this.problem(operand.at, operand.shown, message);
      }
      value = found;
    }
    return value;
  }
}
