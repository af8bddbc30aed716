import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { assert } from 'chai';
import { matching, sentences } from './testing-sentences';

const FEATURES = join(process.cwd(), 'features');
const STEP = /^\s*(?:Given|When|Then|And|But|\*|조건|먼저|만일|만약|그러면|그리고|하지만|단) (.*)$/;
const BLOCK = /^\s*(?:Background|Scenario(?: Outline)?|배경|시나리오(?: 개요)?):/;
const EXAMPLES = /^\s*(?:Examples|예):/;
/** What may stand before a sentence, as the patterns have it. */
const PREFIX =
  /^(?:(?:within|for|in|since) \{(?:duration|mark)\}\(,\) |\{시간\} (?:안에|동안|뒤에) |「\{mark\}」 이후로 )/;

function cells(row: string | undefined): string[] {
  return (row ?? '')
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim());
}

/** The steps of a feature; those of an outline as each row of its examples has them. */
function stepsIn(text: string): string[] {
  const steps: string[] = [];
  let block: string[] = [];
  let names: string[] | undefined;
  let isText = false;
  for (const line of text.split('\n')) {
    if (line.trimStart().startsWith('"""')) isText = !isText;
    if (isText) continue;
    if (BLOCK.test(line)) block = [];
    if (BLOCK.test(line) || EXAMPLES.test(line)) names = EXAMPLES.test(line) ? [] : undefined;
    const [, step] = STEP.exec(line) ?? [];
    if (step !== undefined) {
      block.push(step.trim());
      steps.push(step.trim());
    }
    if (names === undefined || !line.includes('|')) continue;
    const row = cells(line);
    if (names.length === 0) names = row;
    else steps.push(...block.map((each) => filled(each, names ?? [], row)));
  }
  return steps;
}

function filled(step: string, names: readonly string[], row: readonly string[]): string {
  return names.reduce((text, name, k) => text.replaceAll(`<${name}>`, row[k] ?? ''), step);
}

function usedPatterns(): ReadonlySet<string> {
  const steps = readdirSync(FEATURES, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.feature'))
    .flatMap((name) => stepsIn(readFileSync(join(FEATURES, name), 'utf8')));
  const patterns = [...new Set(steps)].flatMap(matching);
  return new Set(patterns.flatMap((pattern) => [pattern, pattern.replace(PREFIX, '')]));
}

describe('the features', () => {
  const used = usedPatterns();
  const unused = sentences.flatMap(({ example }) =>
    example.filter((text) => !matching(text).some((pattern) => used.has(pattern))),
  );

  it('use every sentence, in both languages', () => {
    assert.deepEqual(unused, []);
  });
});
