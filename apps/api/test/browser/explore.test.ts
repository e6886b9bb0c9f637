import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { expectSound, openBrowser, SCREENS, visit } from '../support/browser.ts';
import { ask, dataOf, startHeed, type HeedProcess } from '../support/heed-process.ts';

const TABS = ['/explore', '/explore?tab=why&period=90d', '/explore?tab=drivers&period=90d', '/explore?tab=cohorts', '/explore?tab=distribution'];
const SHAPES = ['/explore?metric=nps&metric=csat5&as=table', '/explore?by=none&over=week&period=90d', '/explore?over=week&period=90d', '/explore?by=department&by=channel&period=365d', '/explore?by=none&metric=nps&metric=volume'];

/** Waits until the page answers to keys. */
const alive = (page: Page): Promise<void> => page.getByText('Live', { exact: true }).first().waitFor();

/** Opens what a phrase of the question offers, with the keyboard alone. */
async function open(page: Page, phrase: string): Promise<void> {
  await page.getByRole('button', { name: phrase, exact: true }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').waitFor();
}

/** Chooses a line of the open panel, with the keyboard alone. */
async function choose(page: Page, role: 'button' | 'checkbox', name: RegExp): Promise<void> {
  await page.getByRole('dialog').getByRole(role, { name }).first().focus();
  await page.keyboard.press(role === 'button' ? 'Enter' : 'Space');
}

/** The texts of the first table, which is there for screen readers behind every chart. */
const tableRows = (page: Page): Promise<string[][]> =>
  page.evaluate<string[][]>("[...document.querySelector('main table').tBodies[0].rows].map((row) => [...row.cells].map((cell) => cell.textContent.trim()))");

describe('Explore with sample data', () => {
  let heed: HeedProcess;
  let browser: Browser;
  beforeAll(async () => {
    [heed, browser] = await Promise.all([startHeed({ env: { HEED_SAMPLE: 'true' } }), openBrowser()]);
  });
  afterAll(async () => {
    await browser.close();
    await heed.stop();
  });

  test.each(SCREENS)('every tab and shape at %s: no violation, no complaint, no shift, nothing wider than the screen', { timeout: 180_000 }, async (_name, options, looks) => {
    const ready = async (page: Page): Promise<void> => {
      await alive(page);
      await page.locator('main h2').first().waitFor();
    };
    await expectSound(browser, { url: heed.url, paths: [...TABS, ...SHAPES], options, looks, ready });
  });

  test('every part of the question is changed with the keyboard, and the address holds it', async () => {
    const { page, complaints, close } = await visit(browser, heed.url);
    await alive(page);
    await page.keyboard.press('g');
    await page.keyboard.press('x');
    await page.getByRole('heading', { level: 1, name: 'Explore' }).waitFor();

    await open(page, 'NPS');
    await choose(page, 'checkbox', /^CSAT 1–\u2060?5/);
    await page.waitForURL(/metric=nps&metric=csat5/);
    await page.keyboard.press('Escape');
    await open(page, 'by department');
    await choose(page, 'button', /^plan/);
    await page.waitForURL(/by=attribute\.plan/);
    await open(page, 'then by…');
    await choose(page, 'button', /^Channel/);
    await page.waitForURL(/by=attribute\.plan&by=channel/);
    await open(page, 'compared with the 28 days before');
    await choose(page, 'button', /a year before/i);
    await page.waitForURL(/against=year/);
    await open(page, 'last 28 days');
    await choose(page, 'button', /^This quarter so far/i);
    await page.waitForURL(/period=quarter-to-date/);
    await open(page, 'as one number');
    await choose(page, 'button', /^week by week/i);
    await page.waitForURL(/over=week/);
    await open(page, 'more filters');
    await choose(page, 'button', /^Region/);
    await choose(page, 'checkbox', /^Europe/);
    await page.waitForURL(/region=Europe/);
    await page.keyboard.press('Escape');

    await page.reload();
    const question = page.getByRole('group', { name: 'Question' });
    for (const phrase of ['by plan', 'then by channel', 'week by week']) await question.getByRole('button', { name: phrase, exact: true }).waitFor();
    await page.getByRole('button', { name: 'Europe', exact: true }).waitFor();
    await page.goBack();
    await page.waitForURL((url) => !url.search.includes('region='));
    await page.goBack();
    await question.getByRole('button', { name: 'as one number', exact: true }).waitFor();
    expect(complaints).toEqual([]);
    await close();
  });

  test('the tooltip says what the table says, and the table is sorted from its heads', async () => {
    const { page, close } = await visit(browser, `${heed.url}/explore?by=none&over=week&period=90d`);
    const chart = page.getByRole('img', { name: /^Line chart/ });
    await chart.locator('canvas').waitFor();
    await chart.hover();
    const tip = page.locator('.chart-tip strong');
    await tip.waitFor();
    const lines = await page.locator('.chart-tip span').allTextContents();
    const title = (await tip.textContent()) ?? '';
    const [, value = '', interval = '', n = ''] = (await tableRows(page)).find(([period]) => period === title) ?? [];
    expect(lines[0]).toBe(`NPS ${value}, interval ${interval}`);
    expect(lines[1]).toBe(`${n} answers`);

    await page.goto(`${heed.url}/explore?as=table`);
    await alive(page);
    await page.getByRole('button', { name: 'Answers', exact: true }).focus();
    await page.keyboard.press('Enter');
    await page.waitForURL(/sort=-nps\.n/);
    const counts = (await tableRows(page)).map((cells) => Number(cells[3]?.replace(/\D/g, '')));
    expect(counts.length).toBeGreaterThan(3);
    expect(counts).toEqual(counts.toSorted((a, b) => b - a));
    expect(await page.getByRole('columnheader', { name: 'Answers' }).getAttribute('aria-sort')).toBe('descending');
    await close();
  });

  test('a view is pinned under a name, opened again, removed, and brought back', async () => {
    const { page, close } = await visit(browser, `${heed.url}/explore?metric=ces&by=product&period=90d&nps=0-6&as=table`);
    await alive(page);
    await open(page, 'Pin this view');
    await page.getByLabel('Name of the view').fill('Effort of detractors');
    await page.keyboard.press('Enter');
    const pinned = page.getByRole('navigation', { name: 'Pinned views' }).getByRole('link', { name: 'Effort of detractors' });
    await pinned.waitFor();
    const views = async () => (await dataOf<{ savedViews: { name: string; question: unknown; display: string }[] }>(heed.url, '{ savedViews { name question display } }')).savedViews;
    expect(await views()).toMatchObject([
      { name: 'Effort of detractors', display: 'TABLE', question: { metrics: ['ces'], by: [{ dimension: 'product' }], filter: { period: { last: { count: 90, unit: 'day' } }, nps: { min: 0, max: 6 } } } },
    ]);
    await page.goto(`${heed.url}/explore`);
    await pinned.click();
    await page.waitForURL(/metric=ces&by=product/);
    expect(new URL(page.url()).searchParams.get('nps')).toBe('0-6');
    expect(await pinned.getAttribute('aria-current')).toBe('page');

    await page.getByRole('button', { name: 'Remove “Effort of detractors”' }).click();
    await pinned.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Undo' }).click();
    await pinned.waitFor();
    await expect.poll(async () => (await views()).length).toBe(1);
    await page.getByRole('button', { name: 'Remove “Effort of detractors”' }).click();
    await expect.poll(async () => (await views()).length).toBe(0);
    await close();
  });

  test('the copied query runs as it is, and the downloads hold the same rows', async () => {
    const { page, close } = await visit(browser, `${heed.url}/explore?by=channel&as=table&period=90d&department=Support`, { permissions: ['clipboard-read', 'clipboard-write'] });
    await alive(page);
    await page.getByRole('button', { name: 'Copy query' }).click();
    await page.getByText('Copied').waitFor();
    const query = await page.evaluate<string>('navigator.clipboard.readText()');
    const { explore } = await dataOf<{ explore: { rows: { keys: string[]; cells: { estimate: { n: number } }[] }[] } }>(heed.url, query);
    const rows = await tableRows(page);
    expect(explore.rows.map(({ keys }) => keys[0])).toEqual(rows.map(([name]) => name));
    expect(explore.rows.map(({ cells }) => cells[0]?.estimate.n)).toEqual(rows.map((cells) => Number(/[\d,]+/.exec(cells[3] ?? '')?.[0].replace(',', ''))));

    await page.getByRole('button', { name: 'Download' }).click();
    for (const what of ['These numbers', 'The feedback behind them']) {
      const href = await page.getByRole('list', { name: what }).getByRole('link', { name: 'CSV' }).getAttribute('href');
      const answer = await fetch(heed.url + (href ?? ''));
      expect(answer.status, what).toBe(200);
      expect((await answer.text()).trim().split('\n').length, what).toBeGreaterThan(rows.length);
    }
    await close();
  });

  test('each tab explains itself, and why the score changed adds up', async () => {
    const { page, complaints, close } = await visit(browser, `${heed.url}/explore?period=90d`);
    await alive(page);
    for (const [tab, caption] of [['Why it changed', /NPS/], ['Drivers', /answer/], ['Cohorts', /NPS/], ['Distribution', /promoters/]] as const) {
      await page.getByRole('navigation', { name: 'Questions' }).getByRole('link', { name: tab }).click();
      await page.locator('main h2').filter({ hasText: caption }).first().waitFor();
    }
    await page.goto(`${heed.url}/explore?tab=why&period=90d`);
    const { why } = await dataOf<{ why: { change: { value: number }; mix: number; rate: number; groups: { effect: number }[] } }>(heed.url, '{ why(metric: NPS, by: {dimension: DEPARTMENT}, filter: {period: {last: {count: 90, unit: DAY}}}) { change { value } mix rate groups { effect } } }');
    expect(why.mix + why.rate).toBeCloseTo(why.change.value, 6);
    // A row for before, one for each group, one for now.
    await expect.poll(async () => (await tableRows(page)).length).toBe(why.groups.length + 2);
    expect(complaints).toEqual([]);
    await close();
  });

  test('what cannot be asked is said in words, and the question stays to be changed', async () => {
    const { page, close } = await visit(browser, `${heed.url}/explore?by=none&over=hour&period=365d`);
    await alive(page);
    await page.getByRole('alert').filter({ hasText: 'This cannot be asked so' }).waitFor();
    await open(page, 'hour by hour');
    await choose(page, 'button', /^month by month/i);
    await page.getByRole('img', { name: /^Line chart/ }).waitFor();
    await close();
  });

  test('an answer that comes in is counted on the open page', async () => {
    const { page, close } = await visit(browser, `${heed.url}/explore?as=table&by=department&department=Explorers`);
    await alive(page);
    await page.getByText('Nothing matches these filters').waitFor();
    const submit = (externalId: string) => dataOf(heed.url, 'mutation ($input: FeedbackInput!) { submitFeedback(input: $input) { status } }', { variables: { input: { source: 'live', externalId, nps: 9, department: 'Explorers' } } });
    await page.evaluate('window.sameDocument = true');
    await submit('first');
    await page.getByText('1 of 30 answers').first().waitFor();
    await submit('second');
    await page.getByText('2 of 30 answers').first().waitFor();
    expect(await page.evaluate('window.sameDocument')).toBe(true);
    await close();
  });

  test('a target is set on Overview, seen in card and trend, and taken away', async () => {
    const { page, complaints, close } = await visit(browser, heed.url);
    await alive(page);
    const card = page.getByRole('article', { name: 'Net Promoter Score' });
    await card.getByRole('button', { name: 'Set a target' }).click();
    await page.getByLabel('Target for NPS').fill('-100');
    await page.keyboard.press('Enter');
    await card.getByText('on track, target −100').waitFor();
    await card.getByRole('button', { name: 'Change the target' }).click();
    await page.getByRole('button', { name: 'No target' }).click();
    await card.getByRole('button', { name: 'Set a target' }).waitFor();
    expect((await ask<{ score: { target: unknown } }>(heed.url, '{ score(metric: NPS) { target { value } } }')).data?.score.target).toBeNull();
    expect(complaints).toEqual([]);
    await close();
  });

  test('rolling windows are a choice of the trend, in the address', async () => {
    const { page, close } = await visit(browser, heed.url);
    await alive(page);
    await page.getByRole('button', { name: 'Rolling', exact: true }).click();
    await page.getByRole('link', { name: 'Rolling 7 days' }).click();
    await page.waitForURL(/roll=7/);
    await page.getByText('NPS, each point over 7 days').first().waitFor();
    await close();
  });
});
