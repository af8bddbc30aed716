import { ageOf } from '../age';
import { defineKind } from '../kind';
import type { ServiceAccount } from '../schema/objects';

export const ServiceAccounts = defineKind<ServiceAccount>('v1', 'ServiceAccount', {
  row: (account, now) => [account.metadata.name, account.secrets?.length ?? 0, ageOf(account, now)],
});
