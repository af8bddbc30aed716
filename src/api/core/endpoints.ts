import { defineKind } from '../kind';
import type { Endpoints } from '../schema/objects';

export const EndpointsKind = defineKind<Endpoints>('v1', 'Endpoints', {});
