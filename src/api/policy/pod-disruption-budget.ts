import { defineKind } from '../kind';
import type { PodDisruptionBudget } from '../schema/objects';

export const PodDisruptionBudgets = defineKind<PodDisruptionBudget>('policy/v1', 'PodDisruptionBudget', {});
