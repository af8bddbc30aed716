import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, it } from 'node:test';
import { assert } from 'chai';

const ROOT = process.cwd();

/** Higher may import lower; the four neighbours of layer 4 may not import each other. */
const LAYERS: Readonly<Record<string, number>> = {
  'src/sim': 0,
  'src/api': 1,
  'src/apiserver': 2,
  'src/runtime': 3,
  'src/controllers': 4,
  'src/scheduler': 4,
  'src/kubelet': 4,
  'src/network': 4,
  'src/addons': 4,
  'src/control-plane.ts': 5,
  'src/cluster.ts': 6,
  'src/faults': 7,
  'src/kubectl': 7,
  'src/http': 7,
  'src/report': 8,
  'src/scenario': 9,
  'src/index.ts': 10,
  'src/replay': 10,
  'src/bench': 10,
  steps: 10,
  'src/cli': 11,
  'src/docs': 12,
};

/** Below the steps nothing may depend on real time or chance. */
const BANNED =
  /\bDate\.now\(|\bnew Date\(\)|\bMath\.random\(|\bsetTimeout\(|\bsetInterval\(|\bsetImmediate\(|\basync \b|\bawait \b|\bPromise\b/;
const DETERMINISTIC = [
  'sim',
  'api',
  'apiserver',
  'runtime',
  'controllers',
  'scheduler',
  'kubelet',
  'faults',
  'kubectl',
  'http',
  'scenario',
  'report',
  'network',
  'addons',
  'cluster.ts',
  'control-plane.ts',
];
/** Where a served cluster meets the real world: its clock, its socket, its certificate, and what ties them together. */
const REAL_TIME = new Set([
  'src/http/clock-driver.ts',
  'src/http/listener.ts',
  'src/http/certificate.ts',
  'src/http/serve.ts',
]);
const VAGUE = /^(util|utils|common|helper|helpers|misc|types)(\.|$)/;

function* filesIn(folder: string): Iterable<string> {
  for (const entry of readdirSync(join(ROOT, folder), { withFileTypes: true })) {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) {
      if (!/testdata|template/.test(entry.name)) yield* filesIn(path);
    } else if (entry.name.endsWith('.ts')) yield path;
  }
}

const files = [...filesIn('src'), ...filesIn('steps')];
const sources = files.filter((file) => !file.endsWith('.test.ts') && !/testing-/.test(file));

function layerOf(file: string): { readonly name: string; readonly layer: number } | undefined {
  for (const [name, layer] of Object.entries(LAYERS)) {
    if (file === name || file.startsWith(`${name}/`)) return { name, layer };
  }
  return undefined;
}

function importsOf(file: string): string[] {
  const text = readFileSync(join(ROOT, file), 'utf8');
  return [...text.matchAll(/^(?:import|export)[^;]*? from '(\.[^']*)';/gms)].map(
    ([, target = '']) => {
      const base = relative(ROOT, resolve(ROOT, dirname(file), target));
      const isFolder =
        statSync(join(ROOT, base), { throwIfNoEntry: false })?.isDirectory() === true;
      return isFolder ? `${base}/index.ts` : `${base}.ts`;
    },
  );
}

describe('layers', () => {
  it('are known for every file', () => {
    assert.deepEqual(
      sources.filter((file) => layerOf(file) === undefined && !file.endsWith('README.md')),
      [],
    );
  });

  it('import downwards only, and neighbours not at all', () => {
    const wrong: string[] = [];
    for (const file of sources) {
      const own = layerOf(file);
      for (const target of importsOf(file)) {
        const other = layerOf(target);
        if (own === undefined || other === undefined || own.name === other.name) continue;
        if (other.layer >= own.layer) wrong.push(`${file} imports ${target}`);
      }
    }
    assert.deepEqual(wrong, []);
  });

  it('let the report read data only', () => {
    const wrong = sources
      .filter((file) => file.startsWith('src/report/'))
      .flatMap((file) => importsOf(file).map((target) => `${file} imports ${target}`))
      .filter((line) => !/ imports src\/report\//.test(line));
    assert.deepEqual(wrong, []);
  });

  it('know nothing of real time and chance below the steps', () => {
    const wrong = sources.filter((file) => {
      const folder = file.split('/')[1] ?? '';
      if (!file.startsWith('src/') || !DETERMINISTIC.includes(folder)) return false;
      if (REAL_TIME.has(file)) return false;
      const code = readFileSync(join(ROOT, file), 'utf8').replace(
        /\/\*[\s\S]*?\*\/|\/\/.*$|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`/gm,
        '',
      );
      return BANNED.test(code);
    });
    assert.deepEqual(wrong, []);
  });

  it('have no vague names', () => {
    const vague = files.filter((file) => file.split('/').some((part) => VAGUE.test(part)));
    assert.deepEqual(vague, []);
  });

  it('list every law, fault, controller, plugin and admission plugin in its index', () => {
    const missing: string[] = [];
    for (const folder of [
      'src/scenario/laws',
      'src/faults',
      'src/apiserver/admission',
      'src/scheduler/plugins',
    ]) {
      const index = readFileSync(join(ROOT, folder, 'index.ts'), 'utf8');
      for (const file of sources.filter((f) => dirname(f) === folder)) {
        const text = readFileSync(join(ROOT, file), 'utf8');
        const isOne = /^export const \w+: (Law|Fault<|AdmissionPlugin|Plugin<|Plugin\b)/m.test(
          text,
        );
        const name = file.slice(folder.length + 1, -3);
        if (isOne && !index.includes(`'./${name}'`)) missing.push(file);
      }
    }
    assert.deepEqual(missing, []);
  });
});
