import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, describe, it } from 'node:test';
import { assert } from 'chai';

const MAIN = join(process.cwd(), 'dist/src/cli/main.js');
const folders: string[] = [];

/** A folder with these files; its name has letters that mean something in a glob. */
function project(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'wavetank [cli] (1) '));
  folders.push(folder);
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

function wavetank(cwd: string, ...args: readonly string[]): Promise<Ended> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [MAIN, ...args], { cwd });
    let [out, err] = ['', ''];
    child.stdout.on('data', (data) => {
      out += data;
    });
    child.stderr.on('data', (data) => {
      err += data;
    });
    child.on('close', (code) => resolve({ code, out, err }));
  });
}

function feature(...steps: readonly string[]): string {
  const scenarios = steps.map((step, i) => `  Scenario: number ${i + 1}\n    Given ${step}\n`);
  return `Feature: a feature\n${scenarios.join('')}`;
}

const STEPS = `
  const { Given } = require('@cucumber/cucumber');
  Given('all is well', () => {});
  Given('it is skipped', () => 'skipped');
  Given('it breaks', () => { throw new Error('broken'); });
`;

after(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

describe('wavetank run', { concurrency: 2 }, () => {
  it('ends with 0 when all has passed, and says where the reports are', async () => {
    const folder = project({ 'features/a.feature': feature('a cluster with 1 node') });
    const { code, out, err } = await wavetank(folder);
    assert.equal(err, '');
    assert.equal(out.split('\n')[0], '1 scenario: 1 passed, 0 failed');
    assert.match(out, /report: reports\/index\.html\n$/);
    assert.equal(code, 0);
    for (const name of ['index.html', 'junit.xml', 'messages.ndjson']) {
      assert.isTrue(existsSync(join(folder, 'reports', name)), name);
    }
  });

  it('fails a scenario that spoke of an object that never came', async () => {
    const folder = project({
      'features/a.feature': feature('the load on Deployment "nobody" is 2 CPUs'),
    });
    const { code, out } = await wavetank(folder);
    assert.include(
      out,
      'the load on Deployment "nobody" had no effect: there is no Deployment "nobody"\n',
    );
    assert.equal(code, 1);
  });

  it('ends with 1 when a scenario has failed; what was skipped is neither', async () => {
    const folder = project({
      'features/a.feature': feature('it is skipped', 'it breaks', 'all is well'),
      'steps/own.js': STEPS,
    });
    const all = await wavetank(folder);
    assert.equal(all.code, 1);
    assert.include(all.out, '✖ features/a.feature:4: number 2\n    line 5: it breaks\n');
    assert.include(all.out, '3 scenarios: 1 passed, 1 failed, 1 skipped\n');
    const fast = await wavetank(folder, '--fail-fast');
    assert.include(fast.out, '3 scenarios: 0 passed, 1 failed, 2 skipped\n');
    assert.equal(fast.code, 1);
    const one = await wavetank(folder, 'features/a.feature:6');
    assert.include(one.out, '1 scenario: 1 passed');
    const between = await wavetank(folder, 'features/a.feature:5');
    assert.include(between.err, 'no scenario begins at that line');
    assert.equal(between.code, 2);
  });

  it('says where in the feature a manifest is wrong', async () => {
    const yaml = [
      '"""',
      'apiVersion: v1',
      'kind: ConfigMap',
      'metadata: {name: a}',
      'dta: {}',
      '"""',
    ];
    const folder = project({
      'features/a.feature': feature(['I apply:', ...yaml].join('\n      ')),
    });
    const { code, out } = await wavetank(folder);
    assert.equal(code, 1);
    assert.include(out, 'features/a.feature:8:7: unknown field "dta"; did you mean data?');
  });

  it('ends with 2 when no sentence matches a step, and says which was meant', async () => {
    const korean = '# language: ko\n기능: x\n  시나리오: y\n    조건 노드가 3개인 클라스터\n';
    const folder = project({
      'features/a.feature': feature('a clster with 3 nodes'),
      'features/b.feature': korean,
    });
    const { code, err } = await wavetank(folder, '--parallel', '2');
    assert.deepEqual(err.split('\n').sort(), [
      '',
      'features/a.feature:3: no sentence matches "a clster with 3 nodes"; did you mean: a cluster with 3 nodes',
      'features/b.feature:4: no sentence matches "노드가 3개인 클라스터"; did you mean: 노드가 3개인 클러스터',
    ]);
    assert.equal(code, 2);
  });

  it('ends with 2 at a file that cannot be read, and leaves no report of an earlier run', async () => {
    const folder = project({
      'features/a.feature': 'Feature: x\n  Scenario: y\n    Given a\n    Thn z\n',
      'reports/index.html': 'all is well',
    });
    const { code, err } = await wavetank(folder);
    assert.match(
      err,
      /^features\/a\.feature:4:5: nothing begins with "Thn z" here; did you mean "Then z"\?\n$/,
    );
    assert.equal(code, 2);
    assert.isFalse(existsSync(join(folder, 'reports/index.html')));
  });

  it('loads steps beside the features: TypeScript, JavaScript, either kind of module', async () => {
    const typescript = `
      import { Given } from '@cucumber/cucumber';
      import { assert } from 'chai';
      import { worldOf } from 'wavetank/steps';
      const wanted: number = 1;
      Given('TypeScript', function () { assert.equal(wanted, 1); assert.isObject(worldOf(this)); });
    `;
    const folder = project({
      'package.json': '{"type": "module"}',
      'other/a.feature': feature('TypeScript', 'CommonJS'),
      'other/own.ts': typescript,
      'other/own.cjs': "require('@cucumber/cucumber').Given('CommonJS', () => {});",
      // what has no steps in it is somebody else's
      'other/deploy.mjs': "throw new Error('it was run');",
    });
    const { code, out, err } = await wavetank(folder, 'other');
    assert.equal(`${out.split('\n')[0]}${err}`, '2 scenarios: 2 passed, 0 failed');
    assert.equal(code, 0);
  });

  it('says where the code is that cannot be loaded', async () => {
    const folder = project({
      'features/a.feature': feature('all is well'),
      'features/own.js': "\nthrow new Error('not today');",
    });
    const { code, err } = await wavetank(folder);
    assert.equal(err, 'wavetank: features/own.js:2:7: not today\n');
    assert.equal(code, 2);
  });

  const usage: readonly (readonly [args: readonly string[], said: RegExp])[] = [
    [['--seed', 'seven'], /'seven' is invalid. It is to be a whole number/],
    [['--parallel', '-1'], /'-1' is invalid/],
    [['--order', 'random'], /defined or random:SEED/],
    [['--sed', '7'], /unknown option '--sed'\n\(Did you mean --seed\?\)/],
    [['--tags', '@a and'], /Tag expression "@a and" could not be parsed/],
    [['--tags', '@a'], /no scenario has tags that match @a/],
    [['--name', 'nobody'], /no scenario has a name that matches nobody/],
    [['stepz'], /there is no command, file or folder stepz/],
    [['package.json'], /package.json is not a feature file/],
  ];
  const folder = project({ 'features/a.feature': feature('x'), 'package.json': '{}' });
  for (const [args, said] of usage) {
    it(`ends with 2 and one reason for ${args.join(' ')}`, async () => {
      const { code, out, err } = await wavetank(folder, ...args);
      assert.match(err, said);
      assert.equal(out, '');
      assert.equal(code, 2);
    });
  }
});

describe('wavetank', () => {
  it('makes a project and leaves alone what is there', async () => {
    const folder = project({ 'package.json': '{}', 'features/web.feature': 'mine' });
    const { code, out } = await wavetank(folder, 'init');
    assert.include(out, 'there already: features/web.feature\n');
    assert.include(out, 'made: .github/workflows/scenarios.yml\n');
    assert.match(out, /npm install --save-dev wavetank && npx wavetank\n$/);
    assert.equal(readFileSync(join(folder, 'features/web.feature'), 'utf8'), 'mine');
    assert.equal(code, 0);
    assert.match(
      (await wavetank(folder, 'init', 'a b')).out,
      /cd "a b" && npm install && npm test/,
    );
  });

  it('says its version, and every sentence as JSON', async () => {
    const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
    assert.equal((await wavetank('.', '--version')).out, `${version}\n`);
    const { out, code } = await wavetank('.', 'steps', '--json');
    const [first] = JSON.parse(out) as { readonly en: string; readonly ko: string }[];
    assert.equal(first?.en, 'a cluster with {number} node(s)');
    assert.equal(code, 0);
  });
});
