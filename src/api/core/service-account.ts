import { defineKind } from '../kind';
import type { ServiceAccount } from '../schema/objects';

export const ServiceAccounts = defineKind<ServiceAccount>('v1', 'ServiceAccount', {});
