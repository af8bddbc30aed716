import type { Command } from '../command';
import { type EntryField, type EntryFields, SECTIONS, type Section } from '../config/entry';
import { type Kubeconfig, kubeconfigOf } from '../config/kubeconfig';
import { CommandError } from '../errors';
import type { Session } from '../session';
import { unexpectedWords } from './config-context';

/** What a property's name leads to. */
type Place =
  | { readonly of: 'current' | 'preferences' | 'nothing' }
  | { readonly of: 'section'; readonly section: Section; readonly name: string }
  | {
      readonly of: 'field';
      readonly section: Section;
      readonly name: string;
      readonly field: string;
    };

function isSection(word: string): word is Section {
  return word in SECTIONS;
}

/** Finds the place of `clusters.NAME.FIELD`; names may have dots in them. */
function placeOf(property: string): Place {
  if (property === '') throw new CommandError('you must specify a property');
  const [first = '', ...rest] = property.split('.');
  if (property === 'current-context') return { of: 'current' };
  if (property === 'preferences.colors') return { of: 'preferences' };
  // Go's type has these too, and nobody reads them
  if (property === 'kind' || property === 'apiVersion') return { of: 'nothing' };
  if (!isSection(first))
    throw new CommandError(`unable to parse ${property} after [] at api.Config`);
  const fields: EntryFields = SECTIONS[first].fields;
  const last = rest.at(-1) ?? '';
  if (rest.length > 1 && last in fields)
    return { of: 'field', section: first, name: rest.slice(0, -1).join('.'), field: last };
  const deep = rest.findIndex((word, index) => index > 0 && word in fields);
  if (deep > 0) throw new CommandError(`unable to parse one or more field values of ${property}`);
  return { of: 'section', section: first, name: rest.join('.') };
}

/** The first byte that is no base64, as Go counts; undefined when all is. */
function badBase64(text: string): number | undefined {
  const strange = /[^A-Za-z0-9+/=]/.exec(text);
  if (strange !== null) return strange.index;
  return text.length % 4 === 0 ? undefined : Math.floor(text.length / 4) * 4;
}

const TRUE = /^(1|t|T|TRUE|true|True)$/;
const FALSE = /^(0|f|F|FALSE|false|False)$/;

function readValue(session: Session, kind: EntryField, text: string): unknown {
  if (kind === 'boolean') {
    if (TRUE.test(text) || FALSE.test(text)) return TRUE.test(text);
    throw new CommandError(`strconv.ParseBool: parsing ${JSON.stringify(text)}: invalid syntax`);
  }
  if (kind !== 'bytes') return text;
  if (session.flags.boolean('set-raw-bytes')) return Buffer.from(text).toString('base64');
  const bad = badBase64(text);
  if (bad === undefined) return text;
  throw new CommandError(`error decoding input value: illegal base64 data at input byte ${bad}`);
}

function setProperty(session: Session, config: Kubeconfig, property: string, text: string): void {
  const place = placeOf(property);
  if (place.of === 'current') config.current = text;
  else if (place.of === 'preferences')
    config.preferences = { colors: readValue(session, 'boolean', text) };
  else if (place.of === 'section') {
    const names = [...config[place.section].keys()].sort().join(' ');
    throw new CommandError(`can't set a map to a value: map[${names}]`);
  } else if (place.of === 'field') {
    const { section, name, field } = place;
    const fields: EntryFields = SECTIONS[section].fields;
    const kind = fields[field] ?? 'text';
    if (kind === 'other')
      throw new CommandError(`unable to parse one or more field values of ${property}`);
    const value = readValue(session, kind, text);
    config[section].set(name, { ...config[section].get(name), [field]: value });
  }
}

/** `kubectl config set`. */
export const setPropertyCommand: Command = {
  path: 'config set',
  flags: ['set-raw-bytes'],
  run(session) {
    const [property = '', value = ''] = session.words;
    if (session.words.length !== 2) throw unexpectedWords(session);
    setProperty(session, kubeconfigOf(session.context), property, value);
    session.print(`Property "${property}" set.`);
    return undefined;
  },
};

function unsetProperty(config: Kubeconfig, property: string): void {
  const place = placeOf(property);
  if (place.of === 'current') config.current = '';
  else if (place.of === 'preferences') config.preferences = {};
  else if (place.of === 'section') {
    if (place.name === '') config[place.section].clear();
    else config[place.section].delete(place.name);
  } else if (place.of === 'field') {
    const entry = config[place.section].get(place.name);
    if (entry === undefined) throw new CommandError(`current map key \`${place.name}\` is invalid`);
    const { [place.field]: _gone, ...rest } = entry;
    config[place.section].set(place.name, rest);
  }
}

/** `kubectl config unset`. */
export const unsetPropertyCommand: Command = {
  path: 'config unset',
  flags: [],
  run(session) {
    const [property = ''] = session.words;
    if (session.words.length !== 1) throw unexpectedWords(session);
    unsetProperty(kubeconfigOf(session.context), property);
    session.print(`Property "${property}" unset.`);
    return undefined;
  },
};
