import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { assert } from 'chai';
import { ImageCatalog } from '../kubelet/image/image-catalog';
import { tellImages } from './images-file';

const folder = mkdtempSync(join(tmpdir(), 'wavetank-images-'));

function told(text: string): ImageCatalog {
  const file = join(folder, 'images.yaml');
  writeFileSync(file, text);
  const images = new ImageCatalog();
  tellImages(images, file);
  return images;
}

describe('a file of images', () => {
  after(() => rmSync(folder, { recursive: true }));

  it('tells what containers do', () => {
    const images = told(`
"web:*": {pull: 5s, ready: 1m, cpu: 100m, memory: 64Mi, stop: never}
job:1: {exit: {after: 30s, code: 1}, logs: "one\\ntwo"}
none:1: {exists: false, ready: never}
`);
    assert.deepInclude(images.of('web:2'), {
      pull: 5000,
      ready: 60_000,
      cpu: 100,
      memory: 64 * 2 ** 20,
      stop: undefined,
    });
    assert.deepInclude(images.of('job:1'), {
      exit: { after: 30_000, code: 1 },
      logs: ['one', 'two'],
    });
    assert.deepInclude(images.of('none:1'), { exists: false, ready: undefined });
  });

  for (const [text, complaint] of [
    ['web: {pul: 5s}', /web: pul is not known; there are: exists, private, pull,/],
    ['web: {pull: soon}', /web: pull: time: invalid duration "soon"/],
    ['web: {exit: 5}', /web: exit: write \{after: 30s, code: 1\}/],
    ['web: 5', /web: it is to be a map/],
    ['[a', /images\.yaml: /],
    ['- a', /it is to be a map of images/],
  ] as const) {
    it(`complains of ${text}`, () => assert.throws(() => told(text), complaint));
  }
});
