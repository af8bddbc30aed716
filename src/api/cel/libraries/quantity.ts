import {
  formatQuantity,
  parseQuantity,
  QUANTITY_PATTERN_MESSAGE,
  type Quantity,
} from '../../quantity';
import type { Library } from '../engine';
import { evaluationError } from './conversion';

const NANO = 1_000_000_000n;
const TYPE = 'kubernetes.Quantity';
const INT64 = 2n ** 63n;

class CelQuantity {
  constructor(readonly quantity: Quantity) {}

  toString(): string {
    return formatQuantity(this.quantity);
  }
}

function quantity(text: string): CelQuantity {
  const found = parseQuantity(text);
  if (found === undefined) throw evaluationError(QUANTITY_PATTERN_MESSAGE);
  return new CelQuantity(found);
}

function order(a: CelQuantity, b: CelQuantity): bigint {
  const [x, y] = [a.quantity.nano, b.quantity.nano];
  return x === y ? 0n : x < y ? -1n : 1n;
}

function isWhole({ quantity: { nano } }: CelQuantity): boolean {
  const value = nano / NANO;
  return nano % NANO === 0n && value < INT64 && value >= -INT64;
}

function asInteger(value: CelQuantity): bigint {
  if (isWhole(value)) return value.quantity.nano / NANO;
  throw evaluationError('cannot convert value to integer');
}

function plus({ quantity: { nano, format } }: CelQuantity, by: bigint): CelQuantity {
  return new CelQuantity({ nano: nano + by, format });
}

/** Quantities. upstream: apiserver/pkg/cel/library, Quantity */
export const quantityLibrary: Library = (environment) => {
  const ofTwo = (name: string, type: string, run: (a: CelQuantity, b: CelQuantity) => unknown) =>
    environment.registerFunction(`${TYPE}.${name}(${TYPE}): ${type}`, run);
  environment
    .registerType(TYPE, CelQuantity)
    .registerFunction(`quantity(string): ${TYPE}`, quantity)
    .registerFunction(
      'isQuantity(string): bool',
      (text: string) => parseQuantity(text) !== undefined,
    )
    .registerFunction(`${TYPE}.sign(): int`, (value: CelQuantity) => order(value, quantity('0')))
    .registerFunction(`${TYPE}.isInteger(): bool`, isWhole)
    .registerFunction(`${TYPE}.asInteger(): int`, asInteger)
    .registerFunction(
      `${TYPE}.asApproximateFloat(): double`,
      (value: CelQuantity) => Number(value.quantity.nano) / Number(NANO),
    )
    .registerFunction(`${TYPE}.add(int): ${TYPE}`, (value: CelQuantity, by: bigint) =>
      plus(value, by * NANO),
    )
    .registerFunction(`${TYPE}.sub(int): ${TYPE}`, (value: CelQuantity, by: bigint) =>
      plus(value, -by * NANO),
    )
    .registerOperator(`${TYPE} == ${TYPE}`, (a: CelQuantity, b: CelQuantity) => order(a, b) === 0n);
  ofTwo('isGreaterThan', 'bool', (a, b) => order(a, b) > 0n);
  ofTwo('isLessThan', 'bool', (a, b) => order(a, b) < 0n);
  ofTwo('compareTo', 'int', order);
  ofTwo('add', TYPE, (a, b) => plus(a, b.quantity.nano));
  ofTwo('sub', TYPE, (a, b) => plus(a, -b.quantity.nano));
};
