import type { ConfigMap, Secret, ServiceAccount } from '../../api/schema/objects';
import { addLabelsAndAnnotations, addOwnEvents, begin, type Describer } from './describer';
import type { Lines } from './lines';

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
    const isToken = secret.type === 'kubernetes.io/service-account-token' && key === 'token';
    lines.list.push(`${key}:\t${isToken ? bytes.toString() : `${bytes.length} bytes`}`);
  }
  return lines;
};

function addNames(lines: Lines, title: string, names: readonly string[]): void {
  if (names.length === 0) lines.list.push(`${title}:\t<none>`);
  names.forEach((name, index) => {
    lines.list.push(`${index === 0 ? `${title}:` : ' '.repeat(title.length + 1)}\t${name}`);
  });
}

export const describeServiceAccount: Describer<ServiceAccount> = (session, account) => {
  const lines = begin(account);
  addLabelsAndAnnotations(lines, account);
  addNames(
    lines,
    'Image pull secrets',
    (account.imagePullSecrets ?? []).map(({ name }) => name ?? ''),
  );
  addNames(
    lines,
    'Mountable secrets',
    (account.secrets ?? []).map(({ name }) => name ?? ''),
  );
  addNames(lines, 'Tokens', []);
  addOwnEvents(lines, session, account);
  return lines;
};
