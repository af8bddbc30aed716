// Compiles src and steps to dist, copies the data that the code reads at run time, and removes what has no source any more.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

const tsc = spawnSync(process.execPath, ['node_modules/typescript/bin/tsc', '-p', '.'], { stdio: 'inherit' });
if (tsc.status !== 0) process.exit(tsc.status ?? 1);

const template = 'src/cli/template';
const filesIn = (folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => `${folder}/${name.replaceAll('\\', '/')}`)
    .filter((path) => statSync(path).isFile());

for (const path of filesIn('src')) {
  const isData = path.endsWith('.json') || path.includes('testdata/');
  if (!isData || path.startsWith(`${template}/`)) continue;
  mkdirSync(dirname(`dist/${path}`), { recursive: true });
  cpSync(path, `dist/${path}`);
}
cpSync(template, `dist/${template}`, { recursive: true });

// a test that was removed or renamed would run on, and be published, from an earlier build
for (const path of filesIn('dist')) {
  const source = path.slice('dist/'.length);
  const isCompiled = existsSync(source.replace(/(\.d\.ts|\.js)(\.map)?$/, '.ts'));
  if (!isCompiled && !existsSync(source) && source !== '.tsbuildinfo') rmSync(path);
}
