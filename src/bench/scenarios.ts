import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type Benchmark, elapsed, median } from './row';

const ROOT = resolve(__dirname, '../../..');
const CUCUMBER = join(ROOT, 'node_modules/@cucumber/cucumber/bin/cucumber.js');
const WAVETANK = join(ROOT, 'dist/src/cli/main.js');

/** Fifty features of scenarios with three steps each. */
function writeFeatures(dir: string, scenarios: number): void {
  mkdirSync(join(dir, 'features'), { recursive: true });
  const perFile = Math.ceil(scenarios / 50);
  for (let file = 0; file * perFile < scenarios; file++) {
    const lines = [`Feature: Number ${file}`];
    for (let i = 0; i < perFile && file * perFile + i < scenarios; i++) {
      lines.push(
        `  Scenario: Scenario ${i}`,
        '    Given a cluster with 1 node',
        '    When 1 minute passes',
        '    Then there is 1 node',
      );
    }
    writeFileSync(join(dir, 'features', `f${file}.feature`), `${lines.join('\n')}\n`);
  }
  writeFileSync(
    join(dir, 'empty-steps.js'),
    `const { Given, When, Then } = require(${JSON.stringify(join(ROOT, 'node_modules/@cucumber/cucumber'))});
Given('a cluster with 1 node', () => {});
When('1 minute passes', () => {});
Then('there is 1 node', () => {});
`,
  );
}

function run(args: readonly string[], cwd: string): number {
  return elapsed(() => {
    const { status, stderr, stdout } = spawnSync(process.execPath, args, {
      cwd,
      env: { ...process.env, CI: 'true' },
      encoding: 'utf8',
    });
    if (status !== 0) throw new Error(`${args.join(' ')} ended with ${status}: ${stdout}${stderr}`);
  });
}

/** Scenarios of three steps against bare cucumber-js with empty steps, and one scenario with its report. */
export const scenariosBenchmark: Benchmark = {
  name: 'scenarios',
  run(size) {
    const dir = mkdtempSync(join(tmpdir(), 'wavetank-bench-'));
    try {
      writeFeatures(dir, size === 'full' ? 1000 : 20);
      const tries = size === 'full' ? 3 : 1;
      const times = (args: string[]) => median(Array.from({ length: tries }, () => run(args, dir)));
      const bare = times([
        CUCUMBER,
        '--require',
        'empty-steps.js',
        '--format',
        'summary',
        'features',
      ]);
      const ours = times([WAVETANK, 'run', 'features', '--out', 'reports']);
      const one = times([WAVETANK, 'run', 'features/f0.feature:2', '--out', 'reports']);
      return [
        {
          name: '1,000 scenarios: times bare cucumber-js',
          value: Math.round((ours / bare) * 100) / 100,
          unit: 'x',
          limit: 1.5,
          better: 'lower',
        },
        {
          name: 'one scenario, start to report',
          value: Math.round(one) / 1000,
          unit: 's',
          limit: 1.5,
          better: 'lower',
        },
      ];
    } finally {
      rmSync(dir, { recursive: true, force: true });
    }
  },
};
