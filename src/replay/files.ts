import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** The files of a folder that end so, by name; of a file, the file itself. */
export function filesOf(path: string, ending: string): string[] {
  if (statSync(path).isFile()) return [path];
  return readdirSync(path)
    .filter((name) => name.endsWith(ending))
    .sort()
    .map((name) => join(path, name));
}
