import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

const TEMPLATE = join(__dirname, 'template');
/** npm does not pack files whose names begin with a dot; they get theirs here. */
const DOTTED = /^(gitignore|github|vscode)(?=$|\/)/;

function version(): string {
  const own = JSON.parse(readFileSync(resolve(__dirname, '../../../package.json'), 'utf8')) as {
    version: string;
  };
  return `^${own.version}`;
}

/** Makes a ready project in a folder; what is there already stays as it is. Returns the exit code. */
export function init(dir: string): 0 | 2 {
  const files = readdirSync(TEMPLATE, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) =>
      relative(TEMPLATE, join(entry.parentPath ?? entry.path, entry.name)).replace(/\\/g, '/'),
    )
    .sort();
  const hadManifest = existsSync(join(dir, 'package.json'));
  for (const file of files) {
    const target = join(dir, file.replace(DOTTED, '.$1'));
    if (existsSync(target)) {
      process.stdout.write(`there already: ${target}\n`);
      continue;
    }
    try {
      mkdirSync(dirname(target), { recursive: true });
      const text = readFileSync(join(TEMPLATE, file), 'utf8').replace(
        '"VERSION"',
        `"${version()}"`,
      );
      writeFileSync(target, text);
    } catch (error) {
      process.stderr.write(
        `wavetank: cannot write ${target}: ${error instanceof Error ? error.message : error}\n`,
      );
      return 2;
    }
    process.stdout.write(`made: ${target}\n`);
  }
  const enter = dir === '.' ? '' : `cd ${/^[\w./-]+$/.test(dir) ? dir : `"${dir}"`} && `;
  // a manifest of the user's own stays as it is, and may not know of wavetank
  const start = hadManifest
    ? 'npm install --save-dev wavetank && npx wavetank'
    : 'npm install && npm test';
  process.stdout.write(`\nNow: ${enter}${start}\n`);
  return 0;
}
