import { milliValue, wholeValue } from '../api/quantity';
import type { Container, PodSpec } from '../api/schema/objects';

type Amounts = Readonly<Record<string, string>>;

/** What a container counts for in scores when it requests nothing. upstream: scheduler/util DefaultMilliCPURequest */
const DEFAULT_CPU = 100;
const DEFAULT_MEMORY = 200 * 1024 * 1024;

/** Amounts of resources: CPU in thousandths, memory and ephemeral storage in bytes, others whole. */
export interface Resources {
  readonly cpu: number;
  readonly memory: number;
  readonly ephemeral: number;
  /** Extended resources and huge pages; undefined when there are none. */
  readonly extended: ReadonlyMap<string, number> | undefined;
}

interface Sum {
  cpu: number;
  memory: number;
  ephemeral: number;
  extended: Map<string, number> | undefined;
}

const NOTHING: Amounts = {};

function zero(): Sum {
  return { cpu: 0, memory: 0, ephemeral: 0, extended: undefined };
}

function plus(a: Sum, b: Sum): Sum {
  const sum = { ...a, extended: a.extended === undefined ? undefined : new Map(a.extended) };
  sum.cpu += b.cpu;
  sum.memory += b.memory;
  sum.ephemeral += b.ephemeral;
  for (const [name, amount] of b.extended ?? []) {
    sum.extended ??= new Map();
    sum.extended.set(name, (sum.extended.get(name) ?? 0) + amount);
  }
  return sum;
}

function most(a: Sum, b: Sum): Sum {
  const max: Sum = {
    cpu: Math.max(a.cpu, b.cpu),
    memory: Math.max(a.memory, b.memory),
    ephemeral: Math.max(a.ephemeral, b.ephemeral),
    extended: a.extended === undefined ? undefined : new Map(a.extended),
  };
  for (const [name, amount] of b.extended ?? []) {
    max.extended ??= new Map();
    max.extended.set(name, Math.max(max.extended.get(name) ?? 0, amount));
  }
  return max;
}

/** Reads a resource list as numbers; `pods` is left out. */
export function readResources(amounts: Amounts | undefined): Resources {
  const sum = zero();
  for (const name in amounts ?? NOTHING) {
    const text = (amounts as Amounts)[name] as string;
    if (name === 'cpu') sum.cpu = milliValue(text);
    else if (name === 'memory') sum.memory = wholeValue(text);
    else if (name === 'ephemeral-storage') sum.ephemeral = wholeValue(text);
    else if (name !== 'pods') {
      sum.extended ??= new Map();
      sum.extended.set(name, wholeValue(text));
    }
  }
  return sum;
}

function requestsOf(container: Container, withDefaults: boolean): Sum {
  const requests = container.resources?.requests;
  const sum = readResources(requests) as Sum;
  if (!withDefaults) return sum;
  if (requests?.cpu === undefined) sum.cpu = DEFAULT_CPU;
  if (requests?.memory === undefined) sum.memory = DEFAULT_MEMORY;
  return sum;
}

/**
 * What a Pod asks for: the sum of its containers and sidecars, or the most that its start needs, or what it
 * states for the whole Pod; its overhead comes on top. `withDefaults` counts what is not stated as 100m CPU
 * and 200Mi memory a container. upstream: component-helpers/resource PodRequests
 */
export function podRequests(spec: PodSpec, withDefaults: boolean): Resources {
  let total = zero();
  for (const container of spec.containers) total = plus(total, requestsOf(container, withDefaults));
  let sidecars = zero();
  let starting = zero();
  for (const container of spec.initContainers ?? []) {
    const requests = requestsOf(container, withDefaults);
    if (container.restartPolicy === 'Always') {
      total = plus(total, requests);
      sidecars = plus(sidecars, requests);
      starting = most(starting, sidecars);
    } else {
      starting = most(starting, plus(requests, sidecars));
    }
  }
  total = most(total, starting);
  const whole = spec.resources?.requests;
  if (whole !== undefined) {
    const stated = readResources(whole);
    if (whole.cpu !== undefined) total.cpu = stated.cpu;
    if (whole.memory !== undefined) total.memory = stated.memory;
  }
  if (spec.overhead !== undefined) total = plus(total, readResources(spec.overhead) as Sum);
  return total;
}
