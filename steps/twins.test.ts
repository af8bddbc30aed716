import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { assert } from 'chai';

const FEATURES = join(process.cwd(), 'features');

/** What one scenario (or the background) has that no translation changes. */
interface Told {
  steps: number;
  rows: number;
  /** The doc strings as they stand, without comments, which are in the reader's language. */
  readonly texts: string[];
}

interface Language {
  readonly block: RegExp;
  readonly step: RegExp;
}

const ENGLISH: Language = {
  block: /^\s*(Background|Scenario( Outline)?):/,
  step: /^\s*(Given|When|Then|And|But|\*) /,
};
const KOREAN: Language = {
  block: /^\s*(배경|시나리오( 개요)?):/,
  step: /^\s*(조건|먼저|만일|만약|그러면|그리고|하지만|단|\*) /,
};

function toldIn(path: string, { block, step }: Language): readonly Told[] {
  const told: Told[] = [];
  let inText = false;
  for (const line of readFileSync(path, 'utf8').split('\n')) {
    const last = told.at(-1);
    if (block.test(line)) told.push({ steps: 0, rows: 0, texts: [] });
    if (last === undefined) continue;
    const isQuote = line.trimStart().startsWith('"""');
    if (isQuote) inText = !inText;
    if (isQuote || (inText && !line.trimStart().startsWith('#'))) last.texts.push(line.trim());
    else if (!inText && step.test(line)) last.steps++;
    else if (!inText && line.trimStart().startsWith('|')) last.rows++;
  }
  return told;
}

describe('the tour', () => {
  const english = readdirSync(FEATURES, { recursive: true, encoding: 'utf8' }).filter(
    (name) => name.endsWith('.feature') && !name.endsWith('.ko.feature'),
  );

  it('has enough to tell', () => assert.isAbove(english.length, 40));

  for (const name of english) {
    it(`is told in English and in Korean, step by step: ${name}`, () => {
      const path = join(FEATURES, name);
      const twin = path.replace(/\.feature$/, '.ko.feature');
      assert.deepEqual(toldIn(twin, KOREAN), toldIn(path, ENGLISH));
    });
  }
});
