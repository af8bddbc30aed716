import { isJsonObject } from '../object';
import { JsonPathError, type Operand, type Step } from './template';

/** What a path is followed in. */
export interface Scope {
  readonly root: unknown;
  readonly allowMissing: boolean;
  /** An index beyond a list finds nothing instead of failing. */
  readonly allowBeyond: boolean;
}

/** The values that a path finds, beginning at one. */
export function follow(steps: readonly Step[], start: unknown, scope: Scope): unknown[] {
  let current: unknown[] = [start];
  for (const step of steps) current = apply(step, current, scope);
  return current;
}

function apply(step: Step, current: readonly unknown[], scope: Scope): unknown[] {
  switch (step.type) {
    case 'root':
      return [scope.root];
    case 'current':
      return [...current];
    case 'wildcard':
      return current.flatMap(childrenOf);
    case 'recursive':
      return current.flatMap(descendantsOf);
    case 'union':
      return step.members.flatMap((member) => apply(member, current, scope));
    case 'slice':
      return current.flatMap((value) => slice(value, step, scope));
    case 'filter':
      return current.flatMap((value) => (Array.isArray(value) ? filtered(value, step, scope) : []));
    case 'field':
      return current.flatMap((value) => field(value, step.name, current.length > 1, scope));
  }
}

function childrenOf(value: unknown): unknown[] {
  if (Array.isArray(value)) return value;
  if (!isJsonObject(value)) return [];
  return Object.keys(value)
    .sort()
    .map((key) => value[key]);
}

function descendantsOf(value: unknown): unknown[] {
  return [value, ...childrenOf(value).flatMap(descendantsOf)].filter(
    (each) => typeof each === 'object' && each !== null,
  );
}

function field(value: unknown, name: string, many: boolean, scope: Scope): unknown[] {
  const found = isJsonObject(value) ? value[name] : undefined;
  if (found !== undefined) return [found];
  if (value === undefined || value === null || many || scope.allowMissing) return [];
  throw new JsonPathError(`${name} is not found`);
}

function slice(value: unknown, step: Step & { type: 'slice' }, scope: Scope): unknown[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) throw new JsonPathError(`${goKind(value)} is not array or slice`);
  const { length } = value;
  const index = (n: number) => (n < 0 ? n + length : n);
  if (step.single) {
    const at = index(step.from ?? 0);
    if (at >= 0 && at < length) return [value[at]];
    if (length === 0 || scope.allowBeyond) return [];
    throw new JsonPathError(`array index out of bounds: index ${at}, length ${length}`);
  }
  const by = step.step ?? 1;
  const to = Math.min(index(step.to ?? length), length);
  const items: unknown[] = [];
  for (let i = Math.max(0, index(step.from ?? 0)); by > 0 && i < to; i += by) items.push(value[i]);
  return items;
}

function goKind(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value);
  return isJsonObject(value) ? 'map' : typeof value;
}

function filtered(
  list: readonly unknown[],
  step: Step & { type: 'filter' },
  scope: Scope,
): unknown[] {
  return list.filter((item) => {
    const lenient = { ...scope, allowMissing: true, allowBeyond: true };
    const [left] = valuesOf(step.left, item, lenient);
    if (step.operator === 'exists') return left !== undefined;
    if (step.right === undefined) return false;
    const [right] = valuesOf(step.right, item, lenient);
    return left !== undefined && compare(left, step.operator, right);
  });
}

function valuesOf(side: Operand, item: unknown, scope: Scope): readonly unknown[] {
  return 'literal' in side ? [side.literal] : follow(side.path, item, scope);
}

function compare(left: unknown, operator: string, right: unknown): boolean {
  if (operator === '==') return left === right;
  if (operator === '!=') return left !== right;
  if (typeof left !== typeof right) return false;
  const [a, b] = [left as number, right as number];
  if (operator === '<') return a < b;
  if (operator === '>') return a > b;
  return operator === '<=' ? a <= b : a >= b;
}
