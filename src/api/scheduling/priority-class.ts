import { defineKind } from '../kind';
import type { PriorityClass } from '../schema/objects';

export const PriorityClasses = defineKind<PriorityClass>('scheduling.k8s.io/v1', 'PriorityClass', {});
