import type { HorizontalPodAutoscalerCondition } from '../../api/schema/objects';
import { timestamp } from '../../api/timestamp';
import type { Time } from '../../sim/loop';

/** The conditions of an autoscaler's status; what does not change keeps its time. */
export class Conditions {
  private readonly conditions: HorizontalPodAutoscalerCondition[];

  constructor(
    known: readonly HorizontalPodAutoscalerCondition[],
    private readonly now: Time,
  ) {
    this.conditions = [...known];
  }

  get list(): readonly HorizontalPodAutoscalerCondition[] {
    return this.conditions;
  }

  set(type: string, holds: boolean, reason: string, message: string): void {
    const index = this.conditions.findIndex((condition) => condition.type === type);
    const old = this.conditions[index];
    const status = holds ? 'True' : 'False';
    const isSame = old?.status === status && old.lastTransitionTime;
    const lastTransitionTime = isSame ? old.lastTransitionTime : timestamp(this.now);
    const condition = {
      type,
      status,
      lastTransitionTime: lastTransitionTime ?? null,
      reason,
      message,
    };
    if (index < 0) this.conditions.push(condition);
    else this.conditions[index] = condition;
  }
}
