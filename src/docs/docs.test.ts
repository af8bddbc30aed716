import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { assert } from 'chai';
import { pages } from './main';

describe('generated docs', () => {
  for (const [file, text] of Object.entries(pages())) {
    it(`${file} is fresh (npm run docs)`, () => {
      assert.equal(readFileSync(join(process.cwd(), file), 'utf8'), text);
    });
  }
});
