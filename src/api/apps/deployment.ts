import { defineKind } from '../kind';
import type { Deployment } from '../schema/objects';

export const Deployments = defineKind<Deployment>('apps/v1', 'Deployment', {});
