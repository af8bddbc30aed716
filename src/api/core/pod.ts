import { defineKind } from '../kind';
import type { Pod } from '../schema/objects';

export const Pods = defineKind<Pod>('v1', 'Pod', {});
