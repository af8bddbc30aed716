import type { HorizontalPodAutoscaler, HPAScalingRules } from '../../api/schema/objects';
import type { AutoscalingSettings } from '../../api/settings';
import type { Time } from '../../sim/loop';
import type { Conditions } from './conditions';
import {
  type Behavior,
  type Recommendation,
  type ScaleEvent,
  stabilized,
  stabilizedDown,
  withinBehavior,
  withinRules,
} from './limits';

// upstream: apis/autoscaling/v2/defaults.go
const MAX_PERIOD = 1800;
const UP: HPAScalingRules = {
  stabilizationWindowSeconds: 0,
  selectPolicy: 'Max',
  policies: [
    { type: 'Pods', value: 4, periodSeconds: 15 },
    { type: 'Percent', value: 100, periodSeconds: 15 },
  ],
};
const DOWN: HPAScalingRules = {
  selectPolicy: 'Max',
  policies: [{ type: 'Percent', value: 100, periodSeconds: 15 }],
};

interface Sizes {
  readonly current: number;
  readonly desired: number;
  readonly now: Time;
}

/**
 * What the controller remembers of one autoscaler: its recommendations and what became of them. As upstream it
 * lives in the process alone: after a crash the windows begin anew.
 */
export class Memory {
  private recommendations: Recommendation[] = [];
  private ups: ScaleEvent[] = [];
  private downs: ScaleEvent[] = [];
  private begun = false;

  constructor(
    private readonly settings: AutoscalingSettings,
    /** The autoscalers that look after the same Pods. */
    readonly rivals: (hpa: HorizontalPodAutoscaler, selector: string) => string[],
  ) {}

  /** The size that an autoscaler finds counts as its first recommendation. */
  begin(replicas: number, now: Time): void {
    if (this.begun) return;
    this.begun = true;
    this.recommendations.push({ replicas, time: now });
  }

  /** Remembers a change of size, for the policies that limit how fast it may be. */
  changed({ spec }: HorizontalPodAutoscaler, change: number, now: Time): void {
    if (spec.behavior === undefined) return;
    const isRecent = ({ time }: ScaleEvent) => time > now - MAX_PERIOD * 1000;
    const event = { change: Math.abs(change), time: now };
    if (change > 0) this.ups = [...this.ups.filter(isRecent), event];
    else this.downs = [...this.downs.filter(isRecent), event];
  }

  /** The size that is due: the wish, smoothed over its windows and kept within its bounds; says why. */
  normalize({ spec }: HorizontalPodAutoscaler, sizes: Sizes, conditions: Conditions): number {
    const bounds = { min: spec.minReplicas ?? 1, max: spec.maxReplicas };
    const behavior = behaviorOf(spec.behavior);
    const calm = this.smooth(sizes, behavior);
    if (calm === sizes.desired) {
      const text = 'recommended size matches current size';
      conditions.set('AbleToScale', true, 'ReadyForNewScale', text);
    } else if (behavior === undefined || sizes.desired < sizes.current) {
      const text =
        'recent recommendations were higher than current one, applying the highest recent recommendation';
      conditions.set('AbleToScale', true, 'ScaleDownStabilized', text);
    } else {
      const text =
        'recent recommendations were lower than current one, applying the lowest recent recommendation';
      conditions.set('AbleToScale', true, 'ScaleUpStabilized', text);
    }
    const limited =
      behavior === undefined
        ? withinRules(sizes.current, calm, bounds)
        : withinBehavior({ ...sizes, desired: calm }, bounds, behavior, this.history);
    const { replicas, reason, message } = limited;
    conditions.set('ScalingLimited', replicas !== calm, reason, message);
    return replicas;
  }

  private smooth(sizes: Sizes, behavior: Behavior | undefined): number {
    const { desired, now } = sizes;
    const downWindow =
      behavior?.scaleDown.stabilizationWindowSeconds === undefined
        ? this.settings.downscaleStabilization
        : behavior.scaleDown.stabilizationWindowSeconds * 1000;
    const upWindow = (behavior?.scaleUp.stabilizationWindowSeconds ?? 0) * 1000;
    const past = this.recommendations;
    const calm =
      behavior === undefined
        ? stabilizedDown(desired, past, downWindow, now)
        : stabilized(sizes, past, upWindow, downWindow);
    const oldest = now - Math.max(upWindow, downWindow);
    this.recommendations = [
      ...past.filter(({ time }) => time >= oldest),
      { replicas: desired, time: now },
    ];
    return calm;
  }

  /** How the size changed lately; the limits read it. */
  get history() {
    return { ups: this.ups, downs: this.downs };
  }
}

function behaviorOf(stated: HorizontalPodAutoscaler['spec']['behavior']): Behavior | undefined {
  if (stated === undefined) return undefined;
  return {
    scaleUp: { ...UP, ...stated.scaleUp },
    scaleDown: { ...DOWN, ...stated.scaleDown },
  };
}
