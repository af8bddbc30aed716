import type { Env } from '../runtime/env';
import type { Cycle, Diagnosis } from './framework';

export interface Preemption { readonly node?: string; readonly message: string; readonly keepsNomination: boolean }
export function preempt(_env: Env, _cycle: Cycle, _diagnosis: Diagnosis, _name: string): Preemption {
  return { message: '', keepsNomination: false };
}
