// Compiles src and steps to dist, and copies the data that the code reads at run time.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync } from 'node:fs';

const tsc = spawnSync(process.execPath, ['node_modules/typescript/bin/tsc', '-p', '.'], { stdio: 'inherit' });
if (tsc.status !== 0) process.exit(tsc.status ?? 1);
const data = ['src/api/schema/kubernetes-v1.34.json', 'src/api/schema/printer-columns.json', 'src/kubectl/flags.json', 'src/cli/template'];
for (const path of data) {
  if (!existsSync(path)) continue;
  mkdirSync(`dist/${path}`.replace(/\/[^/]*$/, ''), { recursive: true });
  cpSync(path, `dist/${path}`, { recursive: true });
}
