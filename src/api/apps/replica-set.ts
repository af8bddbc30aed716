import { defineKind } from '../kind';
import type { ReplicaSet } from '../schema/objects';

export const ReplicaSets = defineKind<ReplicaSet>('apps/v1', 'ReplicaSet', {});
