import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, extname, isAbsolute, join } from 'node:path';
import { ManifestError } from './manifest-error';

const EXTENSIONS = ['.json', '.yaml', '.yml'];

/** A file of manifests: as the user named it, and where it lies. */
export interface ManifestFile {
  readonly name: string;
  readonly path: string;
}

function isDirectory(path: string): boolean | undefined {
  try {
    return statSync(path).isDirectory();
  } catch {
    // not there, or not to be read: the caller says so
    return undefined;
  }
}

function globPattern(name: string): RegExp {
  const escaped = name.replace(/[.+^${}()|\\]/g, '\\$&');
  return new RegExp(`^${escaped.replaceAll('*', '[^/]*').replaceAll('?', '[^/]')}$`);
}

/** The files below a folder as `kubectl -f DIR` takes them: by extension, sorted, deeper ones when asked. */
function filesBelow(folder: ManifestFile, recursive: boolean): ManifestFile[] {
  const entries = readdirSync(folder.path, { withFileTypes: true }).sort((a, b) =>
    a.name < b.name ? -1 : 1,
  );
  return entries.flatMap((entry) => {
    const file = { name: join(folder.name, entry.name), path: join(folder.path, entry.name) };
    if (isDirectory(file.path) === true) return recursive ? filesBelow(file, true) : [];
    return EXTENSIONS.includes(extname(entry.name)) ? [file] : [];
  });
}

function matches(given: ManifestFile): ManifestFile[] {
  const pattern = globPattern(basename(given.path));
  const folder = dirname(given.path);
  if (isDirectory(folder) !== true) return [];
  return readdirSync(folder)
    .sort()
    .filter((name) => pattern.test(name))
    .map((name) => ({ name: join(dirname(given.name), name), path: join(folder, name) }));
}

/**
 * The files that a `-f` means: a file, a folder, or a pattern such as `*.yaml`, looked for in each root in
 * turn. Throws {@link ManifestError} when there is none.
 */
export function findManifestFiles(
  name: string,
  roots: readonly string[],
  recursive = false,
): ManifestFile[] {
  const places = isAbsolute(name) ? [name] : roots.map((root) => join(root, name));
  for (const path of places) {
    const directory = isDirectory(path);
    if (directory === undefined) continue;
    if (!directory) return [{ name, path }];
    const files = filesBelow({ name, path }, recursive);
    if (files.length > 0) return files;
    throw new ManifestError({
      source: name,
      reason: `the folder has no files ${EXTENSIONS.join(', ')}`,
      kubectl: `error reading [${name}]: recognized file extensions are [${EXTENSIONS.join(' ')}]`,
    });
  }
  if (/[*?]/.test(basename(name))) {
    for (const path of places) {
      const files = matches({ name, path });
      if (files.length > 0) return files;
    }
  }
  throw new ManifestError({
    source: name,
    reason: `there is no such file or folder in ${places.map((path) => dirname(path)).join(' or ')}`,
    kubectl: `the path "${name}" does not exist`,
  });
}

/** The text of a file that was found. Throws {@link ManifestError} when it cannot be read. */
export function readTextFile({ name, path }: ManifestFile): string {
  try {
    return readFileSync(path, 'utf8').replace(/^\uFEFF/, '');
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new ManifestError({ source: name, reason: `it cannot be read: ${why}` });
  }
}
