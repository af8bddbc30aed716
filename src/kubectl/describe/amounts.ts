import { formatQuantity, parseQuantity, type Quantity } from '../../api/quantity';
import type { Container, Pod } from '../../api/schema/objects';

/** Quantities by resource. */
export type Amounts = ReadonlyMap<string, Quantity>;

type Quantities = Readonly<Record<string, unknown>>;

function amountsOf(quantities: Quantities | undefined): Map<string, Quantity> {
  const amounts = new Map<string, Quantity>();
  for (const [name, text] of Object.entries(quantities ?? {})) {
    const quantity = parseQuantity(String(text));
    if (quantity !== undefined) amounts.set(name, quantity);
  }
  return amounts;
}

/** The sum of several lists of quantities; a sum keeps the notation of its first part. */
export function sum(lists: readonly (Amounts | Quantities)[]): Amounts {
  const total = new Map<string, Quantity>();
  for (const list of lists) {
    const amounts = list instanceof Map ? list : amountsOf(list as Quantities);
    for (const [name, quantity] of amounts as Amounts) {
      const before = total.get(name);
      total.set(
        name,
        before === undefined ? quantity : { ...before, nano: before.nano + quantity.nano },
      );
    }
  }
  return total;
}

function largest(a: Amounts, b: Amounts): Amounts {
  const result = new Map(a);
  for (const [name, quantity] of b) {
    const other = result.get(name);
    if (other === undefined || other.nano < quantity.nano) result.set(name, quantity);
  }
  return result;
}

type Which = 'requests' | 'limits';

function ofContainers(containers: readonly Container[], which: Which): Amounts {
  return sum(containers.map(({ resources }) => resources?.[which] ?? {}));
}

function ofPod({ spec }: Pod, which: Which): Amounts {
  let total = ofContainers(spec.containers, which);
  let sidecars: Amounts = new Map();
  let first: Amounts = new Map();
  for (const container of spec.initContainers ?? []) {
    const own = ofContainers([container], which);
    if (container.restartPolicy === 'Always') {
      sidecars = sum([sidecars, own]);
      first = largest(first, sidecars);
    } else first = largest(first, sum([sidecars, own]));
  }
  total = largest(sum([total, sidecars]), first);
  return spec.overhead === undefined ? total : sum([total, spec.overhead]);
}

/** What a Pod requests, and what it is limited to. upstream: kubectl util/resource */
export function podAmounts(pod: Pod): { readonly requests: Amounts; readonly limits: Amounts } {
  return { requests: ofPod(pod, 'requests'), limits: ofPod(pod, 'limits') };
}

/** `100m (2%)`: an amount and its share of what can be had; the share is left out when `plain`. */
export function amountText(
  amounts: Amounts,
  resource: string,
  allocatable: Amounts,
  plain = false,
): string {
  const quantity = amounts.get(resource);
  const text = quantity === undefined ? '0' : formatQuantity(quantity);
  if (plain) return text;
  const all = allocatable.get(resource);
  if (quantity === undefined || all === undefined || all.nano === 0n) return `${text} (0%)`;
  return `${text} (${(quantity.nano * 100n) / all.nano}%)`;
}
