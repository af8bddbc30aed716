import { existsSync, readdirSync, statSync } from 'node:fs';
import { dirname, isAbsolute, join } from 'node:path';

/** What is wrong with how wavetank was called; the message is all that a user is to see. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** Every file in a folder and below, in the order of the names; not what is installed there, nor hidden folders. */
export function* filesIn(folder: string): Iterable<string> {
  if (!existsSync(folder)) return;
  const entries = readdirSync(folder, { withFileTypes: true });
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const { name } = entry;
    const path = join(folder, name);
    if (entry.isFile()) yield path;
    // a link to a folder may lead back up
    else if (entry.isSymbolicLink() && isFile(path)) yield path;
    else if (entry.isDirectory() && name !== 'node_modules' && !name.startsWith('.')) {
      yield* filesIn(path);
    }
  }
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true;
}

function isFeature(path: string): boolean {
  return /\.feature(\.md)?$/.test(path);
}

/** A path as a glob that matches this path alone. */
export function literal(path: string): string {
  return path.replace(/[?*()[\]{}!+@|]/g, '[$&]');
}

/**
 * What cucumber-js is told to read: globs for the files, `file:line`s, folders and globs that a user has named;
 * `features/` when there are none. A UsageError for what is not there.
 */
export function featureGlobs(args: readonly string[]): string[] {
  if (args.length === 0 && !existsSync('features')) {
    throw new UsageError(
      'there is no folder features here: `wavetank init` makes a project, `wavetank run FOLDER` runs what is elsewhere',
    );
  }
  return (args.length > 0 ? args : ['features']).flatMap((arg) => {
    const [, path = arg, lines = ''] = /^(.*?)((?::\d+)*)$/.exec(arg) ?? [];
    const found = statSync(path, { throwIfNoEntry: false });
    if (found === undefined) {
      if (/[*?{[]/.test(path)) return [arg];
      throw new UsageError(`there is no command, file or folder ${path}`);
    }
    if (!found.isDirectory()) {
      if (isFeature(path)) return [literal(path) + lines];
      throw new UsageError(`${path} is not a feature file`);
    }
    const inside = [...filesIn(path)].filter(isFeature);
    if (inside.length === 0) throw new UsageError(`there is no feature file in ${path}`);
    return inside.map(literal);
  });
}

/** The folders that hold the user's steps: `features/` and `steps/` here, and those beside the features that run. */
export function stepFolders(features: readonly string[]): string[] {
  const folders = new Set(['features', 'steps']);
  for (const path of features) {
    const parts = dirname(path).split(/[\\/]/);
    const at = parts.indexOf('features');
    if (at >= 0) {
      const home = at > 0 ? parts.slice(0, at).join('/') : '';
      folders.add(join(isAbsolute(path) ? '/' : '', home, 'features'));
      folders.add(join(isAbsolute(path) ? '/' : '', home, 'steps'));
    } else if (dirname(path) !== '.') folders.add(dirname(path));
  }
  return [...folders];
}
