import { defineKind } from '../kind';
import type { ResourceQuota } from '../schema/objects';

export const ResourceQuotas = defineKind<ResourceQuota>('v1', 'ResourceQuota');
