/** What the conditions of all kinds have in common. */
export interface Condition {
  readonly type: string;
  readonly status: string;
  readonly reason?: string;
  readonly message?: string;
}

/** The condition of this type, if it is there. */
export function conditionOf<C extends Condition>(
  conditions: readonly C[] | undefined,
  type: string,
): C | undefined {
  if (conditions !== undefined) {
    // by index: asked for each change of each Pod, and for each node
    for (let i = 0; i < conditions.length; i++) {
      if (conditions[i]?.type === type) return conditions[i];
    }
  }
  return undefined;
}

/** True when the condition of this type is True. */
export function isTrue(conditions: readonly Condition[] | undefined, type: string): boolean {
  return conditionOf(conditions, type)?.status === 'True';
}
