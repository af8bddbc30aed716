import { Secrets } from '../api/core/secret';
import { ServiceAccounts } from '../api/core/service-account';
import type { Secret, ServiceAccount } from '../api/schema/objects';
import { type Controller, NO_KEYS } from '../runtime/controller';
import type { Env } from '../runtime/env';
import { CERTIFICATE } from './root-ca-publisher';

const TYPE = 'kubernetes.io/service-account-token';
const ACCOUNT_NAME = 'kubernetes.io/service-account.name';
const ACCOUNT_UID = 'kubernetes.io/service-account.uid';

/** The account for which a Secret holds a token; undefined when it is another kind of Secret. */
function accountOf({ type, metadata }: Secret): string | undefined {
  return type === TYPE ? metadata.annotations?.[ACCOUNT_NAME] : undefined;
}

function base64(text: string): string {
  return Buffer.from(text, 'utf8').toString('base64');
}

/** The Secrets that belong to an account, by its name and, where they say so, its uid. */
function secretsOf(env: Env, { metadata }: ServiceAccount): readonly Secret[] {
  const { namespace = '', name, uid } = metadata;
  return [...env.cache.informer(Secrets).all(namespace).values()].filter((secret) => {
    const of = secret.metadata.annotations?.[ACCOUNT_UID];
    return accountOf(secret) === name && (of === undefined || of === uid);
  });
}

function tokenOf(env: Env, namespace: string, secret: string): string {
  // as hard to guess as the world's seed
  const chance = `${env.random.uuid()}${env.random.uuid()}`.replaceAll('-', '');
  return Buffer.from(`${namespace}/${secret}/${chance}`).toString('base64url');
}

function fill(env: Env, account: ServiceAccount, secret: Secret): void {
  if (secret.data?.token !== undefined) return;
  const { namespace = '', name } = secret.metadata;
  const annotations = { ...secret.metadata.annotations, [ACCOUNT_UID]: account.metadata.uid };
  const data = {
    ...secret.data,
    'ca.crt': base64(CERTIFICATE),
    namespace: base64(namespace),
    token: base64(tokenOf(env, namespace, name)),
  };
  env.api.update(Secrets, { ...secret, metadata: { ...secret.metadata, annotations }, data });
}

function makeOne(env: Env, account: ServiceAccount): void {
  const { namespace = '', name, uid } = account.metadata;
  const secretName = `${name}-token-${env.random.suffix(5)}`;
  env.api.create(Secrets, {
    metadata: {
      namespace,
      name: secretName,
      annotations: { [ACCOUNT_NAME]: name, [ACCOUNT_UID]: uid },
    },
    type: TYPE,
    data: {
      'ca.crt': base64(CERTIFICATE),
      namespace: base64(namespace),
      token: base64(tokenOf(env, namespace, secretName)),
    },
  });
  const secrets = [...(account.secrets ?? []), { name: secretName }];
  env.api.update(ServiceAccounts, { ...account, secrets });
}

/**
 * Fills the Secrets that ask for the token of an account, and takes away those whose account is gone; with `eager`
 * each account gets one unasked, as it did before v1.24. upstream: pkg/controller/serviceaccount, tokens controller
 */
export function serviceAccountTokens(eager: boolean): Controller<ServiceAccount> {
  return {
    name: 'tokens-controller',
    reconciles: ServiceAccounts,
    watches: [
      {
        kind: Secrets,
        keys(_env, { object }) {
          const account = accountOf(object as Secret);
          return account === undefined ? NO_KEYS : [`${object.metadata.namespace}/${account}`];
        },
      },
    ],
    reconcile(env, account, key) {
      if (account === undefined) {
        const [namespace = '', name = ''] = key.split('/');
        for (const secret of env.cache.informer(Secrets).all(namespace).values()) {
          // one without an account waits for it; one that had an account goes with it
          const had = secret.metadata.annotations?.[ACCOUNT_UID] !== undefined;
          if (accountOf(secret) === name && had) {
            env.api.delete(Secrets, { namespace, name: secret.metadata.name });
          }
        }
        return;
      }
      if (account.metadata.deletionTimestamp !== undefined) return;
      const secrets = secretsOf(env, account);
      for (const secret of secrets) fill(env, account, secret);
      if (eager && secrets.length === 0) makeOne(env, account);
    },
  };
}
