import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { assert } from 'chai';
import { conformanceSubjects } from '.';
import { conformanceTable, rowsOf } from './page';

const SUITES = join(process.cwd(), 'src/http/conformance');
const rows = conformanceSubjects.flatMap(rowsOf);

/** Whether a suite has a walk of this title: as a text of its own, or made by the template of a table's rows. */
function has(source: string, title: string): boolean {
  if ([`'${title}'`, `"${title}"`, `\`${title}\``].some((text) => source.includes(text)))
    return true;
  return [...source.matchAll(/\bit\(\s*`([^`]*\$\{[^`]*)`/g)].some(([, template = '']) => {
    const pieces = template
      .split(/\$\{[^}]*\}/)
      .map((text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
    return pieces.join('').length > 0 && new RegExp(`^${pieces.join('.*')}$`).test(title);
  });
}

describe('the list of conformance tests', () => {
  it('has each test of v1.20 once', () => {
    assert.lengthOf(rows, 311);
    assert.lengthOf(new Set(rows.map(({ name }) => name)), 311);
    for (const { name } of rows) assert.match(name, /\[Conformance\]$/);
  });

  it('names walks that there are', () => {
    const sources = new Map<string, string>();
    for (const { name, suite, walk = '' } of rows) {
      if (suite === undefined) continue;
      const file = join(SUITES, `${suite}.test.ts`);
      if (!sources.has(file)) {
        assert.isTrue(existsSync(file), `${file}, which is to hold ${name}`);
        sources.set(file, readFileSync(file, 'utf8'));
      }
      assert.isTrue(has(sources.get(file) ?? '', walk), `${suite} has no walk "${walk}"`);
    }
  });

  it('tells what nothing holds, and why', () => {
    const subject = { subject: 'A', tests: { 'b [Conformance]': { not: 'nobody | tried' } } };
    assert.include(
      conformanceTable([subject]),
      '| b [Conformance] | \\*\\*no\\*\\*: nobody \\| tried |',
    );
    assert.match(conformanceTable([subject]), /^0 of 1 are held\./);
  });
});
