import type { Taint, Toleration } from './schema/objects';

const NO_TOLERATIONS: readonly Toleration[] = [];

/** True when the toleration covers the taint. upstream: core/v1 Toleration.ToleratesTaint */
export function tolerates(toleration: Toleration, taint: Taint): boolean {
  const { effect, key, operator, value } = toleration;
  if (effect !== undefined && effect !== '' && effect !== taint.effect) return false;
  if (key !== undefined && key !== '' && key !== taint.key) return false;
  if (operator === 'Exists') return true;
  return (
    (operator === undefined || operator === '' || operator === 'Equal') &&
    (value ?? '') === (taint.value ?? '')
  );
}

/** True when one of the tolerations covers the taint. */
export function toleratesTaint(
  tolerations: readonly Toleration[] = NO_TOLERATIONS,
  taint: Taint,
): boolean {
  for (const toleration of tolerations) if (tolerates(toleration, taint)) return true;
  return false;
}

/** The first taint that keeps the Pod from the node (NoSchedule or NoExecute); undefined when none does. */
export function untoleratedTaint(
  taints: readonly Taint[],
  tolerations: readonly Toleration[] | undefined,
): Taint | undefined {
  for (const taint of taints) {
    if (taint.effect === 'PreferNoSchedule') continue;
    if (!toleratesTaint(tolerations, taint)) return taint;
  }
  return undefined;
}
