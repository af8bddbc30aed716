import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { assert } from 'chai';

const ROOT = process.cwd();

function npm(args: readonly string[], cwd: string) {
  const { status, stdout, stderr } = spawnSync('npm', [...args], { cwd, encoding: 'utf8' });
  return { status, text: `${stdout}${stderr}` };
}

describe('the packed package', () => {
  it('installs into an empty folder, makes a project, and runs it', (context) => {
    const dir = mkdtempSync(join(tmpdir(), 'wavetank-pack-'));
    try {
      const packed = npm(['pack', '--ignore-scripts', '--pack-destination', dir], ROOT);
      assert.equal(packed.status, 0, packed.text);
      const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
        version: string;
      };
      const tarball = join(dir, `wavetank-${version}.tgz`);
      const project = join(dir, 'project');
      const main = join(ROOT, 'dist/src/cli/main.js');
      const made = spawnSync(process.execPath, [main, 'init', project], { encoding: 'utf8' });
      assert.equal(made.status, 0, made.stderr);
      const manifest = join(project, 'package.json');
      const text = readFileSync(manifest, 'utf8').replace(
        /"wavetank": "[^"]*"/,
        `"wavetank": "file:${tarball}"`,
      );
      writeFileSync(manifest, text);
      const installed = npm(['install', '--no-audit', '--no-fund', '--prefer-offline'], project);
      if (
        installed.status !== 0 &&
        /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT/.test(installed.text)
      ) {
        context.skip('the npm registry cannot be reached');
        return;
      }
      assert.equal(installed.status, 0, installed.text);
      const ran = npm(['test'], project);
      assert.equal(ran.status, 0, ran.text);
      assert.match(ran.text, /4 scenarios: 4 passed, 0 failed/);
      assert.isTrue(existsSync(join(project, 'reports/index.html')));
      const again = spawnSync(process.execPath, [main, 'init', project], { encoding: 'utf8' });
      assert.include(again.stdout, 'there already');
    } finally {
      rmSync(dir, { recursive: true, force: true });
    }
  });
});
