import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, it } from 'node:test';
import { assert } from 'chai';
import { yamlText } from '../../api/yaml-text';
import { CommandError } from '../errors';
import { buildKustomization } from './build';
import { configHash } from './config-hash';

const FOLDER = resolve('src/kubectl/testdata/kustomize');
const UPDATE = process.env.WAVETANK_UPDATE === '1';

/** What the build says: its warnings, and its objects or its error. */
function built(name: string): string {
  const warnings: string[] = [];
  try {
    const objects = buildKustomization(name, [FOLDER], (line) => warnings.push(`${line}\n`));
    return warnings.join('') + objects.map((object) => yamlText(object)).join('---\n');
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    return `${warnings.join('')}error: ${error.message}\n`;
  }
}

describe('a kustomization', () => {
  // FOLDER.expected is what `kubectl kustomize FOLDER` of v1.34.5 writes, with /k for the folder above
  const names = ['over', 'c1', 'missing', 'unknown-field', 'no-match', 'no-replicas', 'outside'];
  for (const name of [...names, 'twice', 'vars']) {
    it(name, () => {
      const file = join(FOLDER, `${name}.expected`);
      const text = built(name).replaceAll(FOLDER, '/k');
      if (UPDATE) writeFileSync(file, text);
      else assert.equal(text, readFileSync(file, 'utf8'));
    });
  }
});

describe('the hash of what an object holds', () => {
  const cases: readonly (readonly [object, string])[] = [
    [{ kind: 'ConfigMap', metadata: { name: 'x' }, data: { a: 'b' } }, '64686gkt6c'],
    [{ kind: 'ConfigMap', metadata: { name: 'x' }, data: {} }, '62ctbmbfd2'],
    [{ kind: 'Secret', metadata: { name: 'x' }, data: { a: 'Yg==' } }, 'k694gm4m9h'],
    [{ kind: 'Secret', metadata: {}, type: 'Opaque', data: { p: 'cQ==' } }, 'hb2dth72f6'],
  ];
  for (const [object, hash] of cases)
    it(hash, () => assert.equal(configHash(object as Record<string, unknown>), hash));
});
