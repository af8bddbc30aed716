// Runs every *.test.js of the build, two files at a time, and ends with the line "N passed, N failed".
import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';

const filters = process.argv.slice(2);

function* testsIn(dir) {
  for (const entry of readdirSync(dir, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(dir, entry.name);
    if (entry.isDirectory()) yield* testsIn(path);
    else if (entry.name.endsWith('.test.js')) yield path;
  }
}

function run(file) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, ['--test-reporter=tap', file], { stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    child.stdout.on('data', (data) => { output += data; });
    child.stderr.on('data', (data) => { output += data; });
    child.on('close', (code) => {
      const figure = (name) => Number(new RegExp(`^# ${name} (\\d+)`, 'm').exec(output)?.[1] ?? 0);
      const failed = figure('fail') + figure('cancelled');
      const result = { file, passed: figure('pass'), failed: failed === 0 && code !== 0 ? 1 : failed, skipped: figure('skipped'), output };
      resolve(result);
    });
  });
}

function failuresOf(output) {
  const lines = output.split('\n');
  const shown = [];
  for (let i = 0; i < lines.length; i++) {
    if (!/^\s*not ok /.test(lines[i])) continue;
    const rest = lines.slice(i, i + 40);
    const end = rest.findIndex((line, index) => index > 0 && /^\s*\.\.\.$/.test(line));
    shown.push(...rest.slice(0, end < 0 ? 40 : end));
  }
  return shown.length > 0 ? shown.join('\n') : output;
}

const files = [...testsIn('dist/src'), ...testsIn('dist/steps')].filter((file) => filters.length === 0 || filters.some((f) => file.includes(f)));
const total = { passed: 0, failed: 0, skipped: 0 };
const queue = [...files];
await Promise.all(Array.from({ length: Math.min(4, Math.max(2, availableParallelism())) }, async () => {
  for (let file = queue.shift(); file !== undefined; file = queue.shift()) {
    const result = await run(file);
    total.passed += result.passed;
    total.failed += result.failed;
    total.skipped += result.skipped;
    const name = file.replace(/^dist\//, '').replace(/\.js$/, '');
    if (result.failed > 0) console.log(`✖ ${name}: ${result.failed} failed\n${failuresOf(result.output)}`);
    else console.log(`✔ ${name}: ${result.passed}${result.skipped > 0 ? `, ${result.skipped} skipped` : ''}`);
  }
}));
console.log(`${total.passed} passed, ${total.failed} failed${total.skipped > 0 ? `, ${total.skipped} skipped` : ''}`);
process.exitCode = total.failed > 0 || total.passed === 0 ? 1 : 0;
