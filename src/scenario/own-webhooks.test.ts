import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { assert } from 'chai';
import { serveWebhooks } from './own-webhooks';
import { UserError } from './user-error';
import { World } from './world';

const WEBHOOK = "exports.mine = { host: 'mine.example.com', review: () => true };";

describe('a webhook of a file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'webhooks-'));
  after(() => rmSync(folder, { recursive: true }));
  const write = (name: string, text: string) => writeFileSync(join(folder, name), text);
  const world = () => new World({ seed: 1, roots: [folder] });

  it('is served at its host, once', () => {
    write('mine.cjs', WEBHOOK);
    const running = world();
    serveWebhooks(running, './mine.cjs');
    assert.isTrue(running.cluster.webhooks.has('mine.example.com'));
    assert.throws(
      () => serveWebhooks(running, './mine.cjs'),
      UserError,
      /there is a webhook at mine\.example\.com already/,
    );
  });

  it('is refused when the file has none', () => {
    write('none.cjs', 'exports.a = 1;');
    assert.throws(
      () => serveWebhooks(world(), './none.cjs'),
      UserError,
      /has no webhook: it exports what defineWebhook returns/,
    );
  });
});
