import { formatQuantity, parseQuantity, type Quantity } from '../quantity';

/** Amounts of named resources, exact. */
export type Amounts = ReadonlyMap<string, Quantity>;

const ZERO: Quantity = { nano: 0n, format: 'DecimalSI' };

/** So many of something that is counted. */
export function countOf(number: number): Quantity {
  return { nano: BigInt(number) * 1_000_000_000n, format: 'DecimalSI' };
}

/** Reads a resource list as it stands in an object. */
export function readAmounts(list: Readonly<Record<string, string>> | undefined): Amounts {
  const amounts = new Map<string, Quantity>();
  for (const [name, text] of Object.entries(list ?? {})) {
    const quantity = parseQuantity(text);
    if (quantity !== undefined) amounts.set(name, quantity);
  }
  return amounts;
}

/** Writes amounts as a resource list, by name. */
export function writeAmounts(amounts: Amounts): Record<string, string> {
  const names = [...amounts.keys()].sort();
  return Object.fromEntries(names.map((name) => [name, formatQuantity(amounts.get(name) ?? ZERO)]));
}

/** The sum of two quantities, written as the first; as the second where the first is nothing. upstream: Quantity.Add */
export function plus(a: Quantity, b: Quantity): Quantity {
  return { nano: a.nano + b.nano, format: a.nano === 0n ? b.format : a.format };
}

function combine(
  a: Amounts,
  b: Amounts,
  how: (x: Quantity, y: Quantity) => Quantity,
): Map<string, Quantity> {
  const result = new Map(a);
  for (const [name, amount] of b) result.set(name, how(result.get(name) ?? ZERO, amount));
  return result;
}

/** What both come to together. */
export function sumOf(a: Amounts, b: Amounts): Amounts {
  return combine(a, b, plus);
}

/** What is left of the first without the second; it may be negative. */
export function differenceOf(a: Amounts, b: Amounts): Amounts {
  return combine(a, b, (x, y) => plus(x, { nano: -y.nano, format: y.format }));
}

/** The greater of both, resource by resource. */
export function greaterOf(a: Amounts, b: Amounts): Amounts {
  return combine(a, b, (x, y) => (x.nano >= y.nano ? x : y));
}

/** Those of the amounts that `keep` picks by name. */
export function pick(amounts: Amounts, keep: (name: string) => boolean): Amounts {
  return new Map([...amounts].filter(([name]) => keep(name)));
}

/** True when both are the same amounts of the same resources, however they are written. */
export function sameAmounts(a: Amounts, b: Amounts): boolean {
  return a.size === b.size && [...a].every(([name, { nano }]) => b.get(name)?.nano === nano);
}
