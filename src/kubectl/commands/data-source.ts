import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { configKeyErrors } from '../../api/names';
import { CommandError } from '../errors';
import type { Session } from '../session';

/** The words of errors about keys, which ConfigMaps and Secrets do not share. */
export interface KeyWords {
  /** The key is there already. */
  repeated(key: string): string;
  /** The key may not be so called. */
  invalid(key: string, why: string): string;
}

/** Where a path of the command line leads; undefined when nothing is there. */
export function placeOf({ context }: Session, path: string): string | undefined {
  const places = context.roots.map((root) => resolve(root, path));
  return places.find((place) => statSync(place, { throwIfNoEntry: false }) !== undefined);
}

/** A file of the command line; undefined when there is none. */
export function fileAt(session: Session, path: string): Buffer | undefined {
  const place = placeOf(session, path);
  return place === undefined || statSync(place).isDirectory() ? undefined : readFileSync(place);
}

function notThere(path: string): CommandError {
  return new CommandError(`error reading ${path}: no such file or directory`);
}

type Add = (key: string, value: Buffer) => void;

/** `FILE`, `KEY=FILE` or `FOLDER`. upstream: kubectl util, ParseFileSource */
function addFile(session: Session, spec: string, add: Add): void {
  const [first = '', second, ...more] = spec.split('=');
  if (more.length > 0) throw new CommandError("key names or file paths cannot contain '='");
  if (second !== undefined && first === '')
    throw new CommandError(`key name for file path ${second} missing`);
  if (second === '') throw new CommandError(`file path for key name ${first} missing`);
  const path = second ?? first;
  const place = placeOf(session, path);
  if (place === undefined || (path.endsWith('/') && !statSync(place).isDirectory()))
    throw notThere(path);
  if (!statSync(place).isDirectory()) {
    add(second === undefined ? basename(path) : first, readFileSync(place));
    return;
  }
  if (second !== undefined) throw new CommandError('cannot give a key name for a directory path');
  for (const entry of readdirSync(place, { withFileTypes: true })) {
    if (entry.isFile()) add(entry.name, readFileSync(join(place, entry.name)));
  }
}

function addLiteral(literal: string, add: Add): void {
  const equals = literal.indexOf('=');
  if (equals < 1) throw new CommandError(`invalid literal source ${literal}, expected key=value`);
  add(literal.slice(0, equals), Buffer.from(literal.slice(equals + 1)));
}

const VARIABLE = /^[-._a-zA-Z][-._a-zA-Z0-9]*$/;

/** True when a variable may be so called, for all that kubectl knows: the server lets more pass. */
export function isVariableName(name: string): boolean {
  return VARIABLE.test(name);
}

/** Fails when a variable may not be so called. */
export function checkVariableName(name: string): void {
  if (VARIABLE.test(name)) return;
  throw new CommandError(
    `${JSON.stringify(name)} is not a valid key name: a valid environment variable name must consist of alphabetic characters, digits, '_', '-', or '.', and must not start with a digit (e.g. 'my.env-name',  or 'MY_ENV.NAME',  or 'MyEnvName1', regex used for validation is '[-._a-zA-Z][-._a-zA-Z0-9]*')`,
  );
}

/** Lines of `NAME=value`; a bare name takes its value from the environment. */
function addVariables(session: Session, path: string, add: Add): void {
  const file = fileAt(session, path);
  if (file === undefined) throw notThere(path);
  for (const line of file
    .toString('utf8')
    .replace(/^\ufeff/, '')
    .split(/\r?\n/)) {
    const text = line.trimStart();
    if (text === '' || text.startsWith('#')) continue;
    const equals = text.indexOf('=');
    const key = equals < 0 ? text : text.slice(0, equals);
    checkVariableName(key);
    const value = equals < 0 ? (session.context.environment?.[key] ?? '') : text.slice(equals + 1);
    add(key, Buffer.from(value));
  }
}

/** What --from-file, --from-literal and --from-env-file give, by key. */
export function dataOf(
  session: Session,
  words: KeyWords,
  files = session.flags.list('from-file'),
): ReadonlyMap<string, Buffer> {
  const { flags } = session;
  const data = new Map<string, Buffer>();
  if (flags.has('from-env-file') && (flags.has('from-literal') || flags.has('from-file'))) {
    throw new CommandError('from-env-file cannot be combined with from-file or from-literal');
  }
  const add: Add = (key, value) => {
    const errors = configKeyErrors(key);
    if (errors.length > 0) throw new CommandError(words.invalid(key, errors.join(',')));
    if (data.has(key)) throw new CommandError(words.repeated(key));
    data.set(key, value);
  };
  for (const spec of files) addFile(session, spec, add);
  for (const literal of flags.list('from-literal')) addLiteral(literal, add);
  for (const path of flags.list('from-env-file')) addVariables(session, path, add);
  return data;
}
