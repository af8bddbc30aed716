import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { assert } from 'chai';
import { replayAnswers } from './answers';
import { differencesPage, factOf } from './differences-page';
import { replayRecordings } from './recording/replay';
import type { FileResult } from './table';

const TESTDATA = join(__dirname, 'testdata');
const FLOOR = join(process.cwd(), 'src/replay/testdata/floor.json');
const PAGE = join(process.cwd(), 'src/docs/differences.md');
const isUpdate = process.env.WAVETANK_UPDATE === '1';

const floor: Record<string, number> = existsSync(FLOOR)
  ? (JSON.parse(readFileSync(FLOOR, 'utf8')) as Record<string, number>)
  : {};

/** No fact differs that the page of differences does not tell; with the update switch it tells all, and no other. */
function compareWithPage(results: readonly FileResult[]): void {
  if (isUpdate) writeFileSync(PAGE, differencesPage(results));
  const page = readFileSync(PAGE, 'utf8');
  const told = page.slice(0, page.indexOf('## Not equal'));
  const rules = differencesPage(results).split('\n');
  for (const rule of rules.filter((line) => line.startsWith('| '))) assert.include(told, rule);
  const missing = results.flatMap(({ file, differences }) => {
    const [, section = ''] = page.split(`### ${file}\n`);
    const facts = section.split('\n#')[0] ?? '';
    return differences.map(factOf).filter((fact) => !facts.includes(fact.replace(/\|/g, '\\|')));
  });
  assert.deepEqual(missing, [], 'differences that src/docs/differences.md does not tell');
}

/** As many facts are equal as ever were; with the update switch the floor rises. */
function compareWithFloor(results: readonly FileResult[]): void {
  const below: string[] = [];
  for (const { file, equal, compared } of results) {
    const least = floor[file] ?? 0;
    if (isUpdate) floor[file] = Math.max(equal, least);
    else if (equal < least) below.push(`${file}: ${equal} of ${compared}, once ${least}`);
  }
  assert.deepEqual(below, []);
  if (isUpdate) writeFileSync(FLOOR, `${JSON.stringify(floor, null, 2)}\n`);
}

describe('replay', () => {
  it('behaves as the recorded control plane did, as far as it ever has', () => {
    const results = replayRecordings(join(TESTDATA, 'recordings'));
    assert.isAbove(results.length, 10);
    compareWithFloor(results);
    compareWithPage(results);
  });

  it('answers as the recorded API server did, as far as it ever has', async () => {
    compareWithFloor(await replayAnswers(join(TESTDATA, 'answers')));
  });

  it('answers over a socket as it does in process', async () => {
    const path = join(TESTDATA, 'answers', 'semantics.jsonl');
    assert.deepEqual(await replayAnswers(path, undefined, true), await replayAnswers(path));
  });

  it('gives the same result twice', () => {
    const run = () => replayRecordings(join(TESTDATA, 'recordings'), 'deploy-rolling-4');
    assert.deepEqual(run(), run());
  });
});
