import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openBrowser, visit } from '../support/browser.ts';
import { dataOf, startHeed, type HeedProcess } from '../support/heed-process.ts';
import { setUpLoops } from '../support/loop-settings.ts';

/** Waits until the page answers to keys. */
const alive = (page: Page): Promise<void> => page.getByText('Live', { exact: true }).first().waitFor();
/** As long as a busy machine may take. */
const eventually = (what: () => unknown) => expect.poll(what, { timeout: 20_000 });

describe('the inbox', () => {
  let heed: HeedProcess;
  let browser: Browser;
  beforeAll(async () => {
    [heed, browser] = await Promise.all([startHeed({ env: { HEED_LIVE_WINDOW_MS: '50' } }), openBrowser()]);
    await setUpLoops(heed.url);
    for (const [index, comment] of ['The bell never rings', 'The lock is stuck', 'The lamp is dark'].entries()) {
      await dataOf(heed.url, 'mutation ($input: FeedbackInput!) { submitFeedback(input: $input) { status } }', { variables: { input: { source: 'survey', externalId: String(index), department: 'Support', nps: 1, comment, customer: { id: `c${index}`, name: `Customer ${index}` } } } });
    }
    // Rules open loops within two seconds.
    while ((await dataOf<{ loops: { totalCount: number } }>(heed.url, '{ loops { totalCount } }')).loops.totalCount < 3) await sleep(100);
  });
  afterAll(async () => {
    await browser.close();
    await heed.stop();
  });
  const inboxViews = async () => (await dataOf<{ inboxViews: { name: string; filter: object }[] }>(heed.url, '{ inboxViews { name filter } }')).inboxViews;

  test('keeps a view for everybody, which is changed, renamed, removed and brought back', { timeout: 120_000 }, async () => {
    const other = await visit(browser, `${heed.url}/loops`);
    await alive(other.page);
    const { page, complaints, violations, close } = await visit(browser, `${heed.url}/loops?queue=unassigned&department=Support&priority=high`);
    await alive(page);
    await page.getByRole('button', { name: 'Save view' }).click();
    await page.getByLabel('Name of the view').fill('Pressing');
    expect(await violations()).toEqual([]);
    await page.getByRole('dialog').getByRole('button', { name: 'Save view' }).click();
    await page.waitForURL(/view=Pressing/);
    expect(await page.getByRole('navigation', { name: 'Queues' }).getByRole('link', { name: 'Pressing' }).getAttribute('aria-current')).toBe('page');

    // Somebody else has it at once, and what it narrows stays its own.
    await other.page.getByTestId('saved-view').click();
    await other.page.waitForURL(/queue=unassigned&department=Support&priority=high/);
    await other.page.getByTestId('queue-open').click();
    await other.page.waitForURL((url) => url.pathname === '/loops' && url.search === '');

    await page.getByRole('button', { name: 'Search comments' }).or(page.locator('[data-search]')).first().fill('bell');
    await page.locator('[data-search]').press('Enter');
    await page.getByRole('button', { name: 'View “Pressing”, changed' }).click();
    await page.getByRole('button', { name: 'Keep what is shown now' }).click();
    await page.getByRole('button', { name: 'View “Pressing”', exact: true }).click();
    expect(await inboxViews()).toEqual([{ name: 'Pressing', filter: { department: { in: ['Support'] }, priority: ['high'], text: 'bell' } }]);
    await page.getByLabel('Name of the view').fill('Bells');
    await page.getByRole('button', { name: 'Rename' }).click();
    await page.waitForURL(/view=Bells/);
    await other.page.getByTestId('saved-view').filter({ hasText: 'Bells' }).waitFor();

    await page.getByRole('button', { name: 'View “Bells”', exact: true }).click();
    await page.getByRole('button', { name: 'Remove “Bells”' }).click();
    await page.getByText('“Bells” was removed.').waitFor();
    await other.page.getByTestId('saved-view').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Undo' }).click();
    await other.page.getByTestId('saved-view').filter({ hasText: 'Bells' }).waitFor();
    expect((await inboxViews()).map(({ name }) => name)).toEqual(['Bells']);
    expect([complaints, other.complaints]).toEqual([[], []]);
    await other.close();
    await close();
  });

  test('resolves, tells and closes several at once, and says of each that was left why', { timeout: 120_000 }, async () => {
    const { page, complaints, violations, close } = await visit(browser, `${heed.url}/loops?queue=all&sort=opened`);
    await alive(page);
    const select = async (n: number) => {
      for (const box of (await page.getByRole('checkbox').all()).slice(0, n)) await box.check();
    };
    await select(2);
    await page.getByRole('button', { name: 'Resolve' }).click();
    await page.getByLabel('Root cause').selectOption('Slow delivery');
    await page.getByLabel('Action taken').selectOption('Refunded');
    expect(await violations()).toEqual([]);
    await page.getByRole('dialog').getByRole('button', { name: 'Resolve' }).click();
    await page.getByTestId('bulk-result').filter({ hasText: '2 loops were changed.' }).waitFor();

    // The third was not resolved and cannot be told of it; it stays selected, with the reason.
    await select(3);
    await page.getByRole('button', { name: 'Tell the customer' }).click();
    await page.getByLabel('How').selectOption('CHAT');
    await page.getByRole('dialog').getByRole('button', { name: 'Tell the customer' }).click();
    const result = page.getByTestId('bulk-result');
    await result.filter({ hasText: '2 loops were changed. 1 loop was left as it is:' }).waitFor();
    await result.getByRole('link', { name: 'Customer 0' }).waitFor();
    expect(await result.getByRole('listitem').count()).toBe(1);
    await page.getByText('1 selected').waitFor();
    expect(await violations()).toEqual([]);

    await page.getByRole('button', { name: 'Close', exact: true }).click();
    await page.getByLabel('Outcome').selectOption('NOT_TOLD');
    await page.getByLabel('Why not').selectOption('INVALID');
    await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click();
    await result.filter({ hasText: '1 loop was changed.' }).waitFor();
    const { loops } = await dataOf<{ loops: { edges: { node: { state: string; outcome: string | null; notToldReason: string | null; rootCause: string | null } }[] } }>(heed.url, '{ loops(filter: { queue: ALL }, sort: OPENED) { edges { node { state outcome notToldReason rootCause } } } }');
    expect(loops.edges.map(({ node }) => node)).toEqual([
      { state: 'TOLD', outcome: null, notToldReason: null, rootCause: 'Slow delivery' },
      { state: 'TOLD', outcome: null, notToldReason: null, rootCause: 'Slow delivery' },
      { state: 'CLOSED', outcome: 'NOT_TOLD', notToldReason: 'INVALID', rootCause: null },
    ]);
    expect(complaints).toEqual([]);
    await close();
  });

  test('is filled by hand, from feedback, once for a department', { timeout: 120_000 }, async () => {
    await dataOf(heed.url, 'mutation { submitFeedback(input: { source: "survey", externalId: "happy", department: "Billing", nps: 10, comment: "I would like to be a partner", customer: { id: "p", name: "Pia Partner" } }) { status } }');
    const { page, complaints, violations, close } = await visit(browser, `${heed.url}/feedback`);
    await alive(page);
    const row = page.locator('[data-row]').filter({ hasText: 'partner' });
    const openIt = async () => {
      await row.getByRole('button', { name: 'Open a loop' }).click();
      await eventually(() => row.getByLabel('Department').inputValue()).toBe('Billing');
    };
    await openIt();
    await row.getByLabel('Priority').selectOption('URGENT');
    await row.getByLabel('Owner').selectOption('bob');
    await row.getByLabel('Note (if you like)').fill('Sounds promising');
    expect(await violations()).toEqual([]);
    await row.getByRole('dialog').getByRole('button', { name: 'Open a loop' }).click();
    await row.getByText('A loop was opened with Billing.').waitFor();
    await page.keyboard.press('Escape');
    await openIt();
    await row.getByRole('dialog').getByRole('button', { name: 'Open a loop' }).click();
    await row.getByRole('alert').filter({ hasText: 'part of an open loop of this department already' }).waitFor();
    await row.getByRole('alert').getByRole('link', { name: 'Go to the loop' }).click();
    await page.getByRole('heading', { level: 1, name: 'Pia Partner' }).waitFor();
    await page.getByText('Sounds promising').waitFor();
    await page.getByText('Opened by hand, for Billing').waitFor();
    expect(complaints.filter((text) => !text.includes('400') && !text.includes('409'))).toEqual([]);
    await close();
  });

  test('and everything else is reached with the keyboard alone', { timeout: 120_000 }, async () => {
    const { page, complaints, violations, close } = await visit(browser, `${heed.url}/`);
    await alive(page);
    await page.keyboard.press('Control+k');
    const field = page.getByRole('combobox', { name: 'Go to anything' });
    await field.waitFor();
    await page.getByRole('option', { name: 'Open loops of Billing' }).waitFor();
    expect(await violations()).toEqual([]);
    await page.keyboard.type('billing');
    await eventually(() => page.getByRole('option').allTextContents()).toEqual(['Open loops of Billing']);
    expect(await page.getByRole('option', { selected: true }).getAttribute('id')).toBe(await field.getAttribute('aria-activedescendant'));
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/loops\?department=Billing$/);
    // Also while somebody writes; the arrows go round.
    await page.locator('[data-search]').focus();
    await page.keyboard.press('Control+k');
    await page.keyboard.type('light');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Control+k');
    await eventually(() => page.evaluate("document.activeElement?.matches('[data-search]')")).toBe(true);
    await page.keyboard.press('Control+k');
    await page.keyboard.type('dark');
    await page.keyboard.press('Enter');
    await eventually(() => page.evaluate('document.documentElement.dataset.theme')).toBe('dark');
    await page.keyboard.press('Control+k');
    await page.keyboard.type('turk');
    await page.keyboard.press('Enter');
    await eventually(() => page.evaluate('document.documentElement.lang')).toBe('tr');
    await page.keyboard.press('Control+k');
    expect(await violations()).toEqual([]);
    await page.keyboard.press('Escape');
    await page.locator('main').focus();
    await page.keyboard.press('?');
    await page.getByRole('dialog').getByText('Herhangi bir yere git').waitFor();
    expect(complaints).toEqual([]);
    await close();
  });
});
