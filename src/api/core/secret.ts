import { ageOf } from '../age';
import { type FieldError, invalid, required } from '../field-error';
import { goJsonError } from '../go-json';
import { defineKind } from '../kind';
import type { Secret } from '../schema/objects';
import { keyPairWarnings } from '../warnings/tls';
import { validateImmutable, validateKeys } from './config-map';

/** The keys that a type of Secret must have. */
const NEEDED: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    'kubernetes.io/dockercfg': ['.dockercfg'],
    'kubernetes.io/dockerconfigjson': ['.dockerconfigjson'],
    'kubernetes.io/tls': ['tls.crt', 'tls.key'],
  }),
);

const ACCOUNT = 'kubernetes.io/service-account.name';

// upstream: core validation, ValidateSecret
function validateType({ type = '', data = {}, metadata }: Secret): FieldError[] {
  const errors: FieldError[] = [];
  for (const key of NEEDED.get(type) ?? []) {
    if (data[key] === undefined) errors.push(required(`data[${key}]`));
    else if (key.startsWith('.docker')) errors.push(...jsonErrors(`data[${key}]`, data[key]));
  }
  if (type === 'kubernetes.io/ssh-auth' && !data['ssh-privatekey']) {
    errors.push(required('data[ssh-privatekey]'));
  }
  const isBasic = type === 'kubernetes.io/basic-auth';
  if (isBasic && data.username === undefined && data.password === undefined) {
    errors.push(required('data[username]'), required('data[password]'));
  }
  if (type === 'kubernetes.io/service-account-token' && !metadata.annotations?.[ACCOUNT]) {
    errors.push(required(`metadata.annotations[${ACCOUNT}]`));
  }
  return errors;
}

/** What Go's JSON decoder says of a value that is no JSON; the value itself stays secret. */
function jsonErrors(path: string, base64: string): FieldError[] {
  const why = goJsonError(Buffer.from(base64, 'base64').toString('utf8'));
  return why === undefined ? [] : [invalid(path, '<secret contents redacted>', why)];
}

export const Secrets = defineKind<Secret>('v1', 'Secret', {
  revalidatesMetadata: 'after',
  defaults(draft) {
    if (draft.type === undefined || draft.type === '') draft.type = 'Opaque';
    if (draft.stringData === undefined) return;
    const data: Record<string, string> = { ...draft.data };
    for (const [key, value] of Object.entries(draft.stringData)) {
      data[key] = Buffer.from(value, 'utf8').toString('base64');
    }
    draft.data = data;
    (draft as { stringData?: unknown }).stringData = undefined;
  },
  validate(secret) {
    const errors: FieldError[] = validateKeys({}, { data: secret.data }, 'data');
    return [...errors, ...validateType(secret)];
  },
  validateUpdate: (secret, old) => [
    ...(secret.type === old.type ? [] : [invalid('type', secret.type, 'field is immutable')]),
    ...validateImmutable(secret, old, ['data']),
  ],
  warnings: ({ type, data = {} }) =>
    type === 'kubernetes.io/tls' ? keyPairWarnings(data['tls.crt'], data['tls.key']) : [],
  selectableFields: { type: ({ type }) => type ?? '' },
  row: (secret, now) => [
    secret.metadata.name,
    secret.type ?? '',
    Object.keys(secret.data ?? {}).length,
    ageOf(secret, now),
  ],
});
