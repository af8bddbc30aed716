import { ageOf } from '../age';
import { defineKind } from '../kind';
import type { ServiceAccount } from '../schema/objects';

const MOUNTABLE = 'kubernetes.io/enforce-mountable-secrets';

export const ServiceAccounts = defineKind<ServiceAccount>('v1', 'ServiceAccount', {
  revalidatesMetadata: 'after',
  // upstream: registry core/serviceaccount, WarningsOnCreate and WarningsOnUpdate
  warnings: ({ metadata }, old) =>
    metadata.annotations?.[MOUNTABLE] === undefined ||
    old?.metadata.annotations?.[MOUNTABLE] !== undefined
      ? []
      : [
          `metadata.annotations[${MOUNTABLE}]: deprecated in v1.32+; prefer separate namespaces to isolate access to mounted secrets`,
        ],
  row: (account, now) => [account.metadata.name, account.secrets?.length ?? 0, ageOf(account, now)],
});
