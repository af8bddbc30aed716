import { ageOf } from '../age';
import { type FieldError, invalid, required } from '../field-error';
import { defineKind } from '../kind';
import type { Secret } from '../schema/objects';
import { validateImmutable, validateKeys } from './config-map';

/** The keys that a type of Secret must have. */
const NEEDED: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    'kubernetes.io/dockercfg': ['.dockercfg'],
    'kubernetes.io/dockerconfigjson': ['.dockerconfigjson'],
    'kubernetes.io/ssh-auth': ['ssh-privatekey'],
    'kubernetes.io/tls': ['tls.crt', 'tls.key'],
  }),
);

export const Secrets = defineKind<Secret>('v1', 'Secret', {
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
    const errors: FieldError[] = validateKeys({ data: secret.data });
    for (const key of NEEDED.get(secret.type ?? '') ?? []) {
      if (secret.data?.[key] === undefined) errors.push(required(`data[${key}]`));
    }
    if (secret.type === 'kubernetes.io/basic-auth') {
      if (secret.data?.username === undefined && secret.data?.password === undefined) {
        errors.push(required('data[username]'), required('data[password]'));
      }
    }
    return errors;
  },
  validateUpdate: (secret, old) => [
    ...(secret.type === old.type ? [] : [invalid('type', secret.type, 'field is immutable')]),
    ...validateImmutable(secret, old, ['data']),
  ],
  selectableFields: { type: ({ type }) => type ?? '' },
  row: (secret, now) => [
    secret.metadata.name,
    secret.type ?? '',
    Object.keys(secret.data ?? {}).length,
    ageOf(secret, now),
  ],
});
