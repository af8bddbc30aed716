import type { JsonObject } from '../../api/object';

/** What a field of a kubeconfig holds; `secret` texts and `bytes` are not shown unless asked. */
export type EntryField = 'text' | 'secret' | 'boolean' | 'bytes' | 'other';

/** The fields of an entry, in the order of Go's types. */
export type EntryFields = Readonly<Record<string, EntryField>>;

/** The lists of a kubeconfig, and what an entry of each is called. */
export const SECTIONS = {
  clusters: {
    word: 'cluster',
    fields: {
      server: 'text',
      'tls-server-name': 'text',
      'insecure-skip-tls-verify': 'boolean',
      'certificate-authority': 'text',
      'certificate-authority-data': 'bytes',
      'proxy-url': 'text',
      'disable-compression': 'boolean',
      extensions: 'other',
    },
  },
  users: {
    word: 'user',
    fields: {
      'client-certificate': 'text',
      'client-certificate-data': 'bytes',
      'client-key': 'text',
      'client-key-data': 'bytes',
      token: 'secret',
      tokenFile: 'text',
      as: 'text',
      'as-uid': 'text',
      'as-groups': 'other',
      'as-user-extra': 'other',
      username: 'text',
      password: 'secret',
      'auth-provider': 'other',
      exec: 'other',
      extensions: 'other',
    },
  },
  contexts: {
    word: 'context',
    fields: { cluster: 'text', user: 'text', namespace: 'text', extensions: 'other' },
  },
} as const satisfies Record<string, { readonly word: string; readonly fields: EntryFields }>;

export type Section = keyof typeof SECTIONS;

/** An entry without its name: what it says of a cluster, a user or a context. */
export type Entry = JsonObject;

/** Fields that are there even when they are empty, as Go prints them. */
const ALWAYS: Readonly<Record<Section, readonly string[]>> = {
  clusters: ['server'],
  users: [],
  contexts: ['cluster', 'user'],
};

function shown(value: unknown, field: EntryField, raw: boolean): unknown {
  if (raw) return value;
  if (field === 'bytes') return 'DATA+OMITTED';
  return field === 'secret' ? 'REDACTED' : value;
}

/** An entry with its fields in order; secrets are left out unless `raw`. */
export function shownEntry(section: Section, entry: Entry, raw: boolean): JsonObject {
  const fields: EntryFields = SECTIONS[section].fields;
  const out: Record<string, unknown> = {};
  for (const [name, field] of Object.entries(fields)) {
    const value = entry[name];
    const isEmpty = value === undefined || value === '' || value === false;
    if (!isEmpty) out[name] = shown(value, field, raw);
    else if (ALWAYS[section].includes(name)) out[name] = '';
  }
  return out;
}
