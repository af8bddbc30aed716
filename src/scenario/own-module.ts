import { existsSync } from 'node:fs';
import { isAbsolute, join, relative } from 'node:path';
import { isJsonObject } from '../api/object';
import { UserError } from './user-error';

/** Where a file lies that a feature names; a UserError when it is nowhere. */
export function findModule(file: string, roots: readonly string[]): string {
  const places = isAbsolute(file) ? [file] : roots.map((root) => join(root, file));
  const path = places.find((place) => existsSync(place));
  if (path !== undefined) return path;
  const looked = [...new Set(places.map(shownPath))].join(', ');
  throw new UserError(`there is no file "${file}"; looked for: ${looked}`);
}

/** A path as messages show it. */
export function shownPath(path: string): string {
  return relative('.', path) || path;
}

function load(path: string): unknown {
  if (path.endsWith('.mjs') || path.endsWith('.mts')) {
    throw new UserError(
      `${shownPath(path)}: what features name is loaded as CommonJS; name it .ts or .cjs`,
    );
  }
  if (path.endsWith('.ts')) require('./typescript');
  try {
    return require(path);
  } catch (error) {
    throw new UserError(`${shownPath(path)} cannot be loaded: ${(error as Error).message}`);
  }
}

/** What a module exports, one by one, lists member by member; a UserError when it cannot be loaded. */
export function exportsOf(path: string): readonly unknown[] {
  const exported = load(path);
  if (!isJsonObject(exported)) return [exported];
  const all = Object.values(exported).flatMap((each) => (Array.isArray(each) ? each : [each]));
  return [...new Set([exported, ...all])];
}
