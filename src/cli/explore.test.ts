import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { assert } from 'chai';

const MAIN = join(process.cwd(), 'dist/src/cli/main.js');
const folders: string[] = [];

/** A folder with the controllers that are wrong on purpose and their features. */
function project(): string {
  const folder = mkdtempSync(join(tmpdir(), 'wavetank-explore-'));
  folders.push(folder);
  cpSync(join(process.cwd(), 'src/cli/testdata/planted'), join(folder, 'features'), {
    recursive: true,
  });
  return folder;
}

interface Ended {
  readonly code: number | null;
  readonly out: string;
}

function wavetank(cwd: string, ...args: readonly string[]): Promise<Ended> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [MAIN, ...args], { cwd });
    let out = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (data) => {
        out += data;
      });
    }
    child.on('close', (code) => resolve({ code, out }));
  });
}

/** The digest of the trace of the one scenario that was run. */
function digestIn(folder: string): string {
  const lines = readFileSync(join(folder, 'messages.ndjson'), 'utf8').split('\n');
  const line = lines.find((text) => text.includes('"fileName":"wavetank.json"')) ?? '';
  const { attachment } = JSON.parse(line) as {
    attachment: { body: string; contentEncoding: string };
  };
  const encoding = attachment.contentEncoding === 'BASE64' ? 'base64' : 'utf8';
  const { digest } = JSON.parse(Buffer.from(attachment.body, encoding).toString()) as {
    digest: string;
  };
  return digest;
}

after(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** What each is found by, and what its smallest run needs. */
const PLANTED: readonly (readonly [file: string, broken: string, fault: RegExp])[] = [
  [
    'hasty.feature',
    'at no time more than 3 Pods of ConfigMap "web" were active',
    /the watches of "hasty" (are cut|lag)/,
  ],
  [
    'counting.feature:14',
    'within 45 seconds ConfigMap "web" has 3 active Pods',
    /the kubelet of node "node-\d" crashes and starts again/,
  ],
  ['replacing.feature', 'ConfigMap "web" has 1 ready Pod', /"replacing" crashes at its next write/],
];

describe('wavetank explore', { concurrency: 2 }, () => {
  const folder = project();
  for (const [file, broken, fault] of PLANTED) {
    it(`finds what is wrong in ${file}, and prints a scenario that replays it`, async () => {
      const found = `features/found-${file.replace(/\W/g, '-')}.feature`;
      const args = ['--seeds', '1000', '--parallel', '2', '--write', found];
      const { code, out } = await wavetank(folder, 'explore', `features/${file}`, ...args);
      assert.include(out, `breaks ${broken}\n`);
      assert.equal(code, 1);
      assert.match(readFileSync(join(folder, found), 'utf8'), fault);
      const digests: string[] = [];
      for (const name of ['a', 'b']) {
        const reports = join(folder, `${name}-${file.replace(/\W/g, '-')}`);
        const replayed = await wavetank(folder, 'run', found, '--out', reports);
        assert.include(replayed.out, `: ${broken}\n`);
        assert.equal(replayed.code, 1);
        digests.push(digestIn(reports));
      }
      assert.equal(digests[0], digests[1]);
      assert.include(readFileSync(join(folder, found), 'utf8'), `trace ${digests[0]}`);
    });
  }

  it('explores a scenario inside a run when a tag says so', async () => {
    const planted = readFileSync(join(folder, 'features/replacing.feature'), 'utf8');
    const tagged = planted.replace('  Scenario:', '  @explore(30)\n  Scenario:');
    writeFileSync(join(folder, 'features/tagged.feature'), tagged);
    const { code, out } = await wavetank(folder, 'run', 'features/tagged.feature');
    assert.include(out, 'breaks ConfigMap "web" has 1 ready Pod\n');
    assert.include(out, 'When I run `kubectl patch configmap web');
    assert.equal(code, 1);
  });

  it('finds nothing wrong with a controller that is right', async () => {
    const { code, out } = await wavetank(
      folder,
      ...['explore', 'features/counting.feature:15', '--seeds', '200', '--shard', '2/2'],
    );
    assert.include(out, '100 seeds keep every claim and every law');
    assert.equal(code, 0);
  });

  it('holds runs to the laws alone, and digests what happened, the same each time', async () => {
    const args = ['explore', 'features/counting.feature:14', '--seeds', '60'];
    const claims = await wavetank(folder, ...args);
    assert.equal(claims.code, 1);
    const [once, again] = await Promise.all(
      [1, 2].map(() => wavetank(folder, ...args, '--laws', '--digest')),
    );
    assert.include(once?.out, '60 seeds keep every law');
    assert.equal(once?.code, 0);
    const digest = /traces [0-9a-f]{64}/.exec(once?.out ?? '')?.[0];
    assert.isDefined(digest);
    assert.include(again?.out, digest);
  });

  const usage: readonly (readonly [args: readonly string[], said: RegExp])[] = [
    [['--faults', 'crash,fire'], /There are: crash, delay, restart\./],
    [['--digest', '--parallel', '2'], /--digest needs one worker/],
    [['--shard', '3/2'], /a part of a whole, as 2\/4/],
    [['--seeds', 'many'], /'many' is invalid/],
  ];
  for (const [args, said] of usage) {
    it(`ends with 2 and one reason for ${args.join(' ')}`, async () => {
      const { code, out } = await wavetank(folder, 'explore', 'features', ...args);
      assert.match(out, said);
      assert.equal(code, 2);
    });
  }
});
