import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { expectSound, openBrowser, SCREENS, visit } from '../support/browser.ts';
import { dataOf, startHeed, type HeedProcess } from '../support/heed-process.ts';
import { topicComments } from '../support/topics.ts';

/** Waits until the page answers to keys. */
const alive = (page: Page): Promise<void> => page.getByText('Live', { exact: true }).first().waitFor();

interface Listed {
  theme: { id: string; name: string };
  comments: number;
}

describe('themes', () => {
  let heed: HeedProcess;
  let browser: Browser;
  const listed = async (): Promise<Listed[]> => (await dataOf<{ themes: { themes: Listed[] } }>(heed.url, '{ themes { themes { theme { id name } comments } } }')).themes.themes;
  const send = (rows: readonly object[]): Promise<unknown> => fetch(`${heed.url}/collect/ndjson?source=topics`, { method: 'POST', headers: { 'content-type': 'application/x-ndjson' }, body: rows.map((row) => JSON.stringify(row)).join('\n') });
  const now = Date.now();
  const comments = topicComments(60).map((row, index) => ({ ...row, language: 'en', externalId: String(index), department: index % 2 === 0 ? 'Support' : 'Sales', occurredAt: now - (index % 27) * 86_400_000 }));

  beforeAll(async () => {
    [heed, browser] = await Promise.all([startHeed(), openBrowser()]);
  });
  afterAll(async () => {
    await browser.close();
    await heed.stop();
  });

  test('with a few comments the page says that it is too early, shows what recurs, and a theme of words can be made', async () => {
    await send(comments.filter(({ topic }) => topic === 'delivery').slice(0, 20));
    const { page, complaints, violations, close } = await visit(browser, `${heed.url}/themes`);
    await page.getByRole('heading', { name: 'Too early for themes' }).waitFor();
    await page.getByRole('link', { name: 'parcel' }).waitFor();
    expect(await violations()).toEqual([]);
    await page.getByRole('button', { name: 'New theme' }).click();
    await page.getByLabel('Name', { exact: true }).fill('Weather');
    await page.getByLabel('Words that belong to it').fill('in the rain');
    await page.getByRole('button', { name: 'Create theme' }).click();
    await page.getByRole('link', { name: 'Weather' }).waitFor();
    // Undone, so that themes are found by themselves afterwards.
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByRole('heading', { name: 'Too early for themes' }).waitFor();
    expect(complaints).toEqual([]);
    await close();
  });

  test('themes appear on the open page once there is enough to read', { timeout: 120_000 }, async () => {
    const { page, complaints, close } = await visit(browser, `${heed.url}/themes`);
    await alive(page);
    await send(comments);
    await page.getByRole('table').waitFor({ timeout: 90_000 });
    while ((await listed()).length < 4) await sleep(100);
    await page.getByRole('row').nth(4).waitFor();
    // What follows the first themes by itself is over before anything is looked at closely.
    const over = async (): Promise<boolean> => {
      const { themesState } = await dataOf<{ themesState: { job: object | null; lastJob: { kind: string } | null } }>(heed.url, '{ themesState { job { kind } lastJob { kind } } }');
      return themesState.job === null && themesState.lastJob?.kind === 'EMERGING';
    };
    while (!(await over())) await sleep(200);
    expect(complaints).toEqual([]);
    await close();
  });

  test.each(SCREENS)('every page at %s: no violation, no complaint, no shift, nothing wider than the screen', { timeout: 120_000 }, async (_name, options, looks) => {
    const [first] = await listed();
    const one = `/themes/${first?.theme.id ?? ''}`;
    await expectSound(browser, { url: heed.url, paths: ['/themes', '/themes?as=map&rank=volume', '/themes/compare?with=department:Sales', '/explore?by=theme&as=table', one, `${one}?trend=score&comments=negative`], options, looks, ready: (page) => page.getByRole('heading', { level: 1 }).waitFor() });
  });

  test('a theme gets a name, and its old one back', async () => {
    const [first] = await listed();
    const { page, close } = await visit(browser, `${heed.url}/themes/${first?.theme.id ?? ''}`);
    await alive(page);
    await page.getByRole('button', { name: 'Rename' }).click();
    await page.getByLabel('Name', { exact: true }).fill('A name of our own');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'A name of our own' }).waitFor();
    await page.getByRole('button', { name: 'Undo' }).first().click();
    await page.getByRole('heading', { level: 1, name: first?.theme.name ?? '' }).waitFor();
    await close();
  });

  test('a comment is confirmed with the keyboard, another is moved and brought back', async () => {
    const [first, second] = await listed();
    const { page, complaints, close } = await visit(browser, `${heed.url}/themes/${first?.theme.id ?? ''}`);
    await alive(page);
    await page.keyboard.press('j');
    await page.keyboard.press('c');
    await page.getByText('Confirmed', { exact: true }).waitFor();
    await page.locator('article').first().getByText('confirmed').waitFor();
    const moved = page.locator('article').nth(1);
    const words = await moved.locator('blockquote').textContent();
    await moved.getByRole('button', { name: 'Move' }).click();
    await page.getByRole('dialog').getByRole('button', { name: second?.theme.name ?? '', exact: true }).click();
    await page.getByText(`Moved to ${second?.theme.name ?? ''}`).waitFor();
    await page.locator('article blockquote', { hasText: words ?? '' }).waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Undo' }).first().click();
    await page.locator('article blockquote', { hasText: words ?? '' }).first().waitFor();
    expect(complaints).toEqual([]);
    await close();
  });

  test('two themes are marked with the keyboard, put into one, and are two again', async () => {
    const all = await listed();
    const { page, close } = await visit(browser, `${heed.url}/themes?rank=volume`);
    await alive(page);
    await page.getByRole('row').nth(2).waitFor();
    await page.keyboard.press('j');
    await page.keyboard.press('x');
    await page.keyboard.press('j');
    await page.keyboard.press('x');
    await page.getByText('2 themes selected').first().waitFor();
    const rows = await page.getByRole('row').count();
    await page.getByRole('button', { name: 'Merge into' }).click();
    await page.getByRole('dialog').getByRole('button').first().click();
    await expect.poll(() => page.getByRole('row').count(), { timeout: 15_000 }).toBe(rows - 1);
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect.poll(() => page.getByRole('row').count(), { timeout: 15_000 }).toBe(rows);
    expect((await listed()).map(({ theme }) => theme.id).sort()).toEqual(all.map(({ theme }) => theme.id).sort());
    await close();
  });

  test('themes are compared with another department: chosen on the page, in the address, back works', async () => {
    const [first] = await listed();
    const { page, complaints, close } = await visit(browser, `${heed.url}/themes`);
    await alive(page);
    await page.getByRole('button', { name: 'compared with…' }).click();
    await page.getByRole('button', { name: 'Another department, segment, channel…' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Department', exact: true }).click();
    await page.getByRole('checkbox', { name: 'Sales' }).click();
    await page.waitForURL((url) => url.pathname === '/themes/compare' && url.searchParams.get('with') === 'department:Sales');
    await page.getByRole('columnheader', { name: 'all others' }).waitFor();
    await page.getByRole('row', { name: first?.theme.name ?? '' }).getByText(/No clear difference|pp/).first().waitFor();
    await page.goBack();
    await page.waitForURL((url) => url.pathname === '/themes');
    expect(complaints).toEqual([]);
    await close();
  });

  test('every filter bar asks for a theme by its name, and the address holds it', async () => {
    const [first] = await listed();
    const { page, close } = await visit(browser, `${heed.url}/feedback?theme=${first?.theme.id ?? ''}`);
    await page.getByText(`about ${first?.theme.name ?? ''}`).waitFor();
    await page.getByTestId('count').filter({ hasText: String(first?.comments) }).waitFor();
    await close();
  });
});
