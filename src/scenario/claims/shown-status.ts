import { Nodes } from '../../api/core/node';
import { Pods } from '../../api/core/pod';
import type { Kind } from '../../api/kind';
import type { KubeObject } from '../../api/object';
import type { Claim } from '../expect';
import type { Reference } from '../reference';
import { byItsStatus, type Judge, nodeJudge, passes, stateJudge } from './objects';
import { podJudge } from './pods';

/** The object is what kubectl shows of it. */
export function shows(reference: Reference, status: string): Claim {
  return passes(reference, statusJudge(reference.kind, status));
}

/** Decides whether an object is what a word says: a status with a capital (`NotReady`), else a named state (`ready`). */
export function wordJudge(kind: Kind, word: string): Judge {
  return /^[A-Z]/.test(word) ? statusJudge(kind, word) : stateJudge(kind, word);
}

/**
 * Decides whether an object is what kubectl shows of it: a Pod's status or reason, a node's conditions, elsewhere a
 * condition, the phase or a named state.
 */
function statusJudge(kind: Kind, status: string): Judge {
  if (kind.id === Pods.id) return podJudge(status);
  if (kind.id === Nodes.id) return nodeJudge(status);
  const state = status.toLowerCase();
  const isNamed = state === 'terminating' || state in (kind.rules.states ?? {});
  const named = isNamed ? stateJudge(kind, state) : undefined;
  const reported = byItsStatus(status);
  return (object) => (hasCondition(object, status) ? reported : (named ?? reported))(object);
}

/** True when the object's status has a condition of just that type: then that is what is meant. */
function hasCondition(object: KubeObject, type: string): boolean {
  const { status } = object as { readonly status?: { readonly conditions?: unknown } };
  const conditions = Array.isArray(status?.conditions) ? status.conditions : [];
  return conditions.some((condition: { readonly type?: unknown }) => condition.type === type);
}
