import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';

/** Makes the Allure report when Java is there; says where it is, or why there is none. */
export function allureReport(out: string): string {
  const java = spawnSync(process.env.JAVA_HOME ? join(process.env.JAVA_HOME, 'bin/java') : 'java', [
    '-version',
  ]);
  if (java.error !== undefined || java.status !== 0) {
    return 'no Allure report: it needs Java, which is not here; everything else is';
  }
  const command = join(dirname(require.resolve('allure-commandline/package.json')), 'bin/allure');
  const report = join(out, 'allure-report');
  const args = ['generate', '--clean', '--single-file', '-o', report, join(out, 'allure-results')];
  const { status, stderr } = spawnSync(process.execPath, [command, ...args], {
    env: { ...process.env, ALLURE_NO_ANALYTICS: 'true' },
    encoding: 'utf8',
  });
  if (status !== 0) return `no Allure report: ${stderr.trim().split('\n')[0] ?? 'allure failed'}`;
  return `report: ${join(report, 'index.html')}`;
}
