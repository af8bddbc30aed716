import type { Surroundings } from '../container/process';
import type { ShellState } from './io';

/** The value of `$name`, `${name}`, `${name:-default}`, `${#name}`, `$?`, `$1`, `$@`. */
export function expandVariable(
  part: { readonly name: string; readonly modifier: string },
  state: ShellState,
  around: Surroundings,
): string {
  if (part.name.startsWith('#') && part.name.length > 1) {
    return String((variableValue(part.name.slice(1), state, around) ?? '').length);
  }
  const value = variableValue(part.name, state, around);
  const match = /^:?([-=+])(.*)$/s.exec(part.modifier);
  if (match === null) return value ?? '';
  const [, operator, word = ''] = match;
  const unset = value === undefined || (part.modifier.startsWith(':') && value === '');
  if (operator === '+') return unset ? '' : word;
  if (!unset) return value;
  if (operator === '=') state.variables.set(part.name, word);
  return word;
}

function variableValue(name: string, state: ShellState, around: Surroundings): string | undefined {
  if (name === '?') return String(state.code);
  if (name === '#') return String(state.args.length);
  if (name === '@' || name === '*') return state.args.join(' ');
  if (name === '$') return '1';
  if (name === '0') return 'sh';
  if (/^\d+$/.test(name)) return state.args[Number(name) - 1];
  return state.variables.get(name) ?? (name === 'HOSTNAME' ? around.hostname : undefined);
}

/** The value of a `$((…))`: whole numbers, + - * / %, comparisons and parentheses. */
export function arithmetic(expression: string, state: ShellState): number {
  const tokens = expression.match(/\d+|[A-Za-z_]\w*|<=|>=|==|!=|[-+*/%()<>]/g) ?? [];
  let index = 0;
  const primary = (): number => {
    const token = tokens[index++];
    if (token === undefined) return 0;
    if (token === '(') {
      const value = level(0);
      index++;
      return value;
    }
    if (token === '-') return -primary();
    if (/^\d/.test(token)) return Number(token);
    return Number(state.variables.get(token) ?? 0) || 0;
  };
  const level = (power: number): number => {
    let left = primary();
    for (;;) {
      const operator = tokens[index];
      const binds = operator === undefined ? undefined : POWERS[operator];
      if (operator === undefined || binds === undefined || binds < power) return left;
      index++;
      const right = operandAfter(binds);
      left = apply(operator, left, right);
    }
  };
  const operandAfter = (binds: number): number => level(binds + 1);
  return level(0);
}

const POWERS: Readonly<Record<string, number>> = {
  '==': 1,
  '!=': 1,
  '<': 2,
  '>': 2,
  '<=': 2,
  '>=': 2,
  '+': 3,
  '-': 3,
  '*': 4,
  '/': 4,
  '%': 4,
};

function apply(operator: string, left: number, right: number): number {
  switch (operator) {
    case '+':
      return left + right;
    case '-':
      return left - right;
    case '*':
      return left * right;
    case '/':
      return right === 0 ? 0 : Math.trunc(left / right);
    case '%':
      return right === 0 ? 0 : left % right;
    case '==':
      return Number(left === right);
    case '!=':
      return Number(left !== right);
    case '<':
      return Number(left < right);
    case '>':
      return Number(left > right);
    case '<=':
      return Number(left <= right);
    default:
      return Number(left >= right);
  }
}
