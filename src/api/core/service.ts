import { defineKind } from '../kind';
import type { Service } from '../schema/objects';

export const Services = defineKind<Service>('v1', 'Service', {});
