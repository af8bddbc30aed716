import { defineKind } from '../kind';
import type { EndpointSlice } from '../schema/objects';

export const EndpointSlices = defineKind<EndpointSlice>('discovery.k8s.io/v1', 'EndpointSlice', {});
