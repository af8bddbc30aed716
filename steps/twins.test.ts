import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { assert } from 'chai';

const FEATURES = join(process.cwd(), 'features');

function scenariosIn(path: string, word: RegExp): number {
  const text = readFileSync(path, 'utf8');
  return text.split('\n').filter((line) => word.test(line)).length;
}

describe('the tour', () => {
  const english = readdirSync(FEATURES, { recursive: true, encoding: 'utf8' }).filter(
    (name) => name.endsWith('.feature') && !name.endsWith('.ko.feature'),
  );

  it('is told in English and in Korean, scenario by scenario', () => {
    const missing = english.filter((name) => {
      const path = join(FEATURES, name);
      const twin = path.replace(/\.feature$/, '.ko.feature');
      try {
        const told = scenariosIn(path, /^\s*Scenario( Outline)?:/);
        return told !== scenariosIn(twin, /^\s*시나리오( 개요)?:/);
      } catch {
        return true;
      }
    });
    assert.isAbove(english.length, 10);
    assert.deepEqual(missing, []);
  });
});
