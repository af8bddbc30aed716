import { formatQuantity } from '../api/quantity';
import type { Pod } from '../api/schema/objects';
import type { Env } from '../runtime/env';
import type { Duration, Time, Timer } from '../sim/loop';
import type { Refusal } from './admit';
import { isCritical } from './critical';
import {
  type Evictable,
  rankForEviction,
  requestOf,
  type Scarce,
  shortageRules,
  type Trouble,
} from './shortage';

// upstream: eviction manager monitoringInterval, evictionPressureTransitionPeriod
const INTERVAL: Duration = 10_000;
const TRANSITION: Duration = 300_000;

/** What the eviction manager needs of its kubelet. */
export interface EvictionParts {
  readonly env: Env;
  readonly node: string;
  /** How much there is of it, and how much is left. */
  readonly supply: (scarce: Scarce) => { readonly capacity: number; readonly left: number };
  /** The Pods that run here, with what they use of it. */
  readonly pods: (scarce: Scarce) => readonly Evictable[];
  readonly evict: (pod: Pod, message: string) => void;
  readonly tell: (type: 'Normal' | 'Warning', reason: string, message: string) => void;
  /** The node's conditions have changed. */
  readonly changed: () => void;
}

/**
 * Watches what the machine has left: when it runs short of something it says so in the node's conditions and
 * ends Pods, one in each round, until there is enough. upstream: pkg/kubelet/eviction
 */
export class EvictionManager {
  /** When each shortage was last observed. */
  private readonly observed = new Map<Scarce, Time>();
  private timer: Timer | undefined;

  constructor(private readonly parts: EvictionParts) {}

  /** The node's conditions that are not as they should be. */
  get troubles(): readonly Trouble[] {
    return [...this.observed.keys()].map((scarce) => shortageRules[scarce].trouble);
  }

  /** Looks now, and every ten seconds as long as anything is or was short a while ago. */
  check(): void {
    const { env } = this.parts;
    for (const scarce of Object.keys(shortageRules) as Scarce[]) this.observe(scarce);
    const evicted = [...this.observed].some(
      ([scarce, at]) => at === env.loop.now && this.evictOne(scarce),
    );
    this.timer?.cancel();
    if (this.observed.size === 0) return;
    // while nobody is left to evict, only time will tell
    const mode = evicted || this.isEnding ? 'foreground' : 'background';
    this.timer = env.scope.after(INTERVAL, 'eviction manager', () => this.check(), mode);
  }

  /** Why a Pod is not taken now. upstream: eviction manager Admit */
  refusal(pod: Pod): Refusal | undefined {
    if (this.observed.size === 0 || isCritical(pod)) return undefined;
    const types = this.troubles.map(({ type }) => type);
    const onlyMemory = types.every((type) => type === 'MemoryPressure');
    if (onlyMemory && (pod.status.qosClass !== 'BestEffort' || toleratesMemoryPressure(pod))) {
      return undefined;
    }
    const message = `The node had condition: [${types.join(' ')}]. `;
    return { reason: 'Evicted', message };
  }

  private get isEnding(): boolean {
    return [...this.observed.values()].some((at) => at !== this.parts.env.loop.now);
  }

  private observe(scarce: Scarce): void {
    const { env, node, supply, tell, changed } = this.parts;
    const rule = shortageRules[scarce];
    const { capacity, left } = supply(scarce);
    const { now } = env.loop;
    const since = this.observed.get(scarce);
    if (left < thresholdOf(rule.threshold, capacity)) {
      this.observed.set(scarce, now);
      if (since !== undefined) return;
      tell('Normal', rule.begins, `Node ${node} status is now: ${rule.begins}`);
      changed();
    } else if (since !== undefined && now - since >= TRANSITION) {
      this.observed.delete(scarce);
      tell('Normal', rule.ends, `Node ${node} status is now: ${rule.ends}`);
      changed();
    }
  }

  private evictOne(scarce: Scarce): boolean {
    const { pods, evict, tell, supply } = this.parts;
    const { resource, threshold } = shortageRules[scarce];
    tell('Warning', 'EvictionThresholdMet', `Attempting to reclaim ${resource}`);
    const victim = rankForEviction(pods(scarce), scarce).find(({ pod }) => !isCritical(pod));
    if (victim === undefined) return false;
    const { capacity, left } = supply(scarce);
    const amounts = `Threshold quantity: ${inUnits(thresholdOf(threshold, capacity), scarce)}, available: ${inUnits(left, scarce)}. `;
    const text = `The node was low on resource: ${resource}. ${amounts}${usageText(victim, scarce)}`;
    evict(victim.pod, text);
    return true;
  }
}

function thresholdOf(threshold: number, capacity: number): number {
  return threshold < 1 ? capacity * threshold : threshold;
}

function toleratesMemoryPressure({ spec }: Pod): boolean {
  return (spec.tolerations ?? []).some(
    ({ key, operator }) =>
      operator === 'Exists' && (!key || key === 'node.kubernetes.io/memory-pressure'),
  );
}

/** As a quantity in its shortest form. */
function inUnits(amount: number, scarce: Scarce): string {
  const nano = BigInt(Math.floor(amount)) * 1_000_000_000n;
  return formatQuantity({ nano, format: scarce === 'pids' ? 'DecimalSI' : 'BinarySI' });
}

function usageText({ pod, usage }: Evictable, scarce: Scarce): string {
  const { resource } = shortageRules[scarce];
  const request = requestOf(pod, resource);
  if (scarce === 'pids' || usage <= request) return '';
  const [container] = pod.spec.containers;
  const asked = container?.resources?.requests?.[resource] ?? '0';
  return `Container ${container?.name} was using ${inUnits(usage, scarce)}, request is ${asked}, has larger consumption of ${resource}. `;
}
