// Compiles src and steps to dist, and copies the data that the code reads at run time.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

const tsc = spawnSync(process.execPath, ['node_modules/typescript/bin/tsc', '-p', '.'], { stdio: 'inherit' });
if (tsc.status !== 0) process.exit(tsc.status ?? 1);
const template = 'src/cli/template';
for (const path of readdirSync('src', { recursive: true, encoding: 'utf8' })) {
  if (statSync(`src/${path}`).isDirectory()) continue;
  const isData = path.endsWith('.json') || path.includes('testdata/');
  if (!isData || path.startsWith('cli/template')) continue;
  mkdirSync(dirname(`dist/src/${path}`), { recursive: true });
  cpSync(`src/${path}`, `dist/src/${path}`);
}
cpSync(template, `dist/${template}`, { recursive: true });
