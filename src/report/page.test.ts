import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import type { Envelope } from '@cucumber/messages';
import { expect } from 'chai';
import { chromium, type Page } from 'playwright-core';
import { reportFormatter } from './formatter';
import { modelOf } from './model';
import { pageOf } from './page';
import { HOSTILE, sampleMessages } from './testdata/sample';

const CHROMIUM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(
  existsSync,
);
const SKIP = CHROMIUM === undefined ? 'there is no Chromium here' : false;
const ARGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'].concat([
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]);

/** Opens a page of the messages, and says what it complained about and asked the network for. */
async function withPage(messages: Envelope[], use: (page: Page) => Promise<void>) {
  const folder = mkdtempSync(join(tmpdir(), 'wavetank-page-'));
  const file = join(folder, 'index.html');
  writeFileSync(file, pageOf(modelOf(messages)));
  const browser = await chromium.launch({ executablePath: CHROMIUM ?? '', args: ARGS });
  const complaints: string[] = [];
  try {
    const page = await browser.newPage({ viewport: { width: 390, height: 844 } });
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('request', (request) => {
      if (!request.url().startsWith('file:')) complaints.push(request.url());
    });
    await page.goto(pathToFileURL(file).href);
    await use(page);
  } finally {
    await browser.close();
    rmSync(folder, { recursive: true });
  }
  expect(complaints).to.deep.equal([]);
}

test('the page is the same bytes each time, and nothing hostile ends its script', () => {
  const page = pageOf(modelOf(sampleMessages(HOSTILE)));
  expect(page).to.equal(pageOf(modelOf(sampleMessages(HOSTILE))));
  expect(page.match(/<\/script>/g)).to.have.length(2);
  expect(page).not.to.include('<img');
});

test('the formatter writes the page when the run has ended', () => {
  const heard: ((envelope: Envelope) => void)[] = [];
  const written: string[] = [];
  const end = reportFormatter.formatter({
    on: (_event, handler) => heard.push(handler),
    write: (text) => written.push(text),
  });
  const messages = sampleMessages('web');
  for (const message of messages) for (const handler of heard) handler(message);
  expect(written).to.deep.equal([]);
  end();
  expect(written).to.deep.equal([pageOf(modelOf(messages))]);
});

test('overview: filter, search, keys, and on to a scenario', { skip: SKIP }, async () => {
  await withPage(sampleMessages('web'), async (page) => {
    expect(await page.locator('h1').textContent()).to.equal('1 of 2 scenarios did not pass');
    await page.click('[data-filter=failed]');
    expect(await page.locator('a.row').count()).to.equal(1);
    await page.click('[data-filter=all]');
    await page.keyboard.press('/');
    await page.keyboard.type('@seed nowhere');
    expect(await page.locator('a.row').count()).to.equal(0);
    await page.fill('input', '@seed');
    await page.keyboard.press('Escape');
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    await page.keyboard.press('k');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.alert');
    expect(page.url()).to.match(/#\/features\/x\.feature:10$/);
  });
});

test('scenario: steps are time travel, Pods filter Events', { skip: SKIP }, async () => {
  await withPage(sampleMessages('web'), async (page) => {
    await page.evaluate("location.hash = '#/features/x.feature:10'");
    await page.waitForSelector('.steps .on');
    expect(await page.locator('.alert pre').textContent()).to.equal('because attempt 1');
    expect(await page.locator('.alert .lead').textContent()).to.equal('because');
    expect(await page.locator('g.mark.bad').getAttribute('data-step')).to.equal('1');
    expect(await page.locator('.steps .on').getAttribute('data-step')).to.equal('1');
    expect(await page.locator('.kinds td.ch').textContent()).to.equal('0/11/1');
    await page.keyboard.press('k');
    expect(page.url()).to.match(/x\.feature:10@1$/);
    expect(await page.locator('.kinds td.ch').textContent()).to.equal('0/1');
    await page.locator('g.mark[data-step="2"]').dispatchEvent('click');
    expect(await page.locator('.kinds tr.gone').count()).to.equal(1);
    expect(await page.locator('.log tbody tr').count()).to.equal(2);
    await page.locator('g.pod').first().dispatchEvent('click');
    expect(await page.locator('.log tbody tr').count()).to.equal(1);
    expect(await page.locator('.card').textContent()).to.include('Deployment/web');
    await page.click('.card .close');
    expect(await page.locator('.log tbody tr').count()).to.equal(2);
    const width = await page.evaluate('document.documentElement.scrollWidth');
    expect(width).to.equal(390);
  });
});

test('an address between two scenarios leads to the one above; a broken one to all', {
  skip: SKIP,
}, async () => {
  await withPage(sampleMessages('web'), async (page) => {
    await page.evaluate("location.hash = '#/features/x.feature:999'");
    await page.waitForSelector('.steps .on');
    expect(await page.locator('header code').textContent()).to.equal('features/x.feature:11');
    await page.evaluate("location.hash = '#/%'");
    await page.waitForSelector('a.row');
  });
});

test('a difference is coloured, and one scenario is not many', { skip: SKIP }, async () => {
  const why = 'AssertionError\n    + expected - actual\n\n    -1\n    +2\n\n    at x (a.ts:1:2)';
  const messages = sampleMessages('web').filter(({ pickle }) => pickle?.id !== 'p2');
  for (const { testStepFinished } of messages) {
    const result = testStepFinished?.testStepResult;
    if (result?.message !== undefined) Object.assign(result, { message: why });
  }
  await withPage(messages, async (page) => {
    expect(await page.locator('h1').textContent()).to.equal('The scenario did not pass');
    expect(await page.locator('main > p').textContent()).to.equal('1 scenario in 1 feature');
    await page.locator('a.row').click();
    await page.waitForSelector('.alert');
    expect(await page.locator('.alert .add').last().textContent()).to.equal('+2\n');
    expect(await page.locator('.alert .del').last().textContent()).to.equal('-1\n');
    expect(await page.locator('.alert .dim').textContent()).to.equal('at x (a.ts:1:2)');
  });
});

test('hostile names are shown and do nothing; Korean features speak Korean', {
  skip: SKIP,
}, async () => {
  await withPage(sampleMessages(HOSTILE, 'ko'), async (page) => {
    expect(await page.locator('.feature h2').first().textContent()).to.include('<img src=x');
    await page.locator('a.row').first().click();
    await page.waitForSelector('.steps .on');
    expect(await page.locator('h2', { hasText: '시간에 따른 클러스터' }).count()).to.equal(1);
    for (const pod of await page.locator('g.pod').all()) await pod.dispatchEvent('click');
    expect(await page.locator('.log tbody tr').count()).to.equal(1);
    expect(await page.locator('img').count()).to.equal(0);
    expect(await page.title()).not.to.equal('broken');
  });
});
