import { defineKind } from '../kind';
import type { LimitRange } from '../schema/objects';

export const LimitRanges = defineKind<LimitRange>('v1', 'LimitRange');
