import { defineKind } from '../kind';
import type { Lease } from '../schema/objects';

export const Leases = defineKind<Lease>('coordination.k8s.io/v1', 'Lease', {});
