import { Secrets } from '../../api/core/secret';
import type { ConfigMap, Secret, ServiceAccount } from '../../api/schema/objects';
import { addLabelsAndAnnotations, addOwnEvents, begin, type Describer } from './describer';
import type { Lines } from './lines';

const TOKEN_TYPE = 'kubernetes.io/service-account-token';
const ACCOUNT_NAME = 'kubernetes.io/service-account.name';
const ACCOUNT_UID = 'kubernetes.io/service-account.uid';

function sorted<T>(map: Readonly<Record<string, T>> | undefined): [string, T][] {
  return Object.entries(map ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
}

export const describeConfigMap: Describer<ConfigMap> = (session, map) => {
  const lines = begin(map);
  addLabelsAndAnnotations(lines, map);
  lines.list.push('', 'Data', '====');
  for (const [key, value] of sorted(map.data)) lines.list.push(`${key}:`, '----', value, '');
  lines.list.push('', 'BinaryData', '====');
  for (const [key, value] of sorted(map.binaryData)) {
    lines.list.push(`${key}: ${Buffer.from(value, 'base64').length} bytes`);
  }
  lines.list.push('');
  addOwnEvents(lines, session, map);
  return lines;
};

export const describeSecret: Describer<Secret> = (_, secret) => {
  const lines = begin(secret);
  addLabelsAndAnnotations(lines, secret);
  lines.list.push('', `Type:\t${secret.type ?? ''}`, '', 'Data', '====');
  for (const [key, value] of sorted(secret.data)) {
    const bytes = Buffer.from(value, 'base64');
    const isToken = secret.type === TOKEN_TYPE && key === 'token';
    lines.list.push(`${key}:\t${isToken ? bytes.toString() : `${bytes.length} bytes`}`);
  }
  return lines;
};

function addNames(
  lines: Lines,
  title: string,
  names: readonly string[],
  existing: ReadonlySet<string>,
): void {
  if (names.length === 0) lines.list.push(`${title}:\t<none>`);
  names.forEach((name, index) => {
    const lead = index === 0 ? `${title}:` : ' '.repeat(title.length + 1);
    lines.list.push(`${lead}\t${name}${existing.has(name) ? '' : ' (not found)'}`);
  });
}

function isTokenOf({ metadata }: ServiceAccount, secret: Secret): boolean {
  const { [ACCOUNT_NAME]: name, [ACCOUNT_UID]: uid } = secret.metadata.annotations ?? {};
  return secret.type === TOKEN_TYPE && name === metadata.name && uid === metadata.uid;
}

/** upstream: kubectl describe, describeServiceAccount */
export const describeServiceAccount: Describer<ServiceAccount> = (session, account) => {
  const lines = begin(account);
  addLabelsAndAnnotations(lines, account);
  const secrets = session.api.list(Secrets, { namespace: account.metadata.namespace }).items;
  const existing = new Set(secrets.map(({ metadata }) => metadata.name));
  const names = (list: readonly { readonly name?: string }[] | undefined) =>
    (list ?? []).map(({ name }) => name ?? '');
  addNames(lines, 'Image pull secrets', names(account.imagePullSecrets), existing);
  addNames(lines, 'Mountable secrets', names(account.secrets), existing);
  const tokens = secrets.filter((secret) => isTokenOf(account, secret));
  addNames(lines, 'Tokens', names(tokens.map(({ metadata }) => metadata)), existing);
  addOwnEvents(lines, session, account);
  return lines;
};
