import { startMailServer, type MailServer } from '@heed/loops/testing/mail-server';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { expectSound, openBrowser, overhang, SCREENS, visit } from '../support/browser.ts';
import { dataOf, startHeed, type HeedProcess } from '../support/heed-process.ts';
import { setUpLongNames } from '../support/long-names.ts';
import { openedFrom } from '../support/loop-settings.ts';

/** Waits until the page answers to keys. */
const alive = (page: Page): Promise<void> => page.getByText('Live', { exact: true }).first().waitFor();

const PAGES = ['/loops', '/loops?queue=breached', '/loops?queue=mine', '/departments', '/departments?clock=calendar&by=priority&time=contact', '/settings/departments', '/settings/people', '/settings/rules', '/settings/causes', '/settings/templates', '/settings/reask', '/settings/history'];

describe('loops with sample data', () => {
  let heed: HeedProcess;
  let browser: Browser;
  beforeAll(async () => {
    [heed, browser] = await Promise.all([startHeed({ env: { HEED_SAMPLE: 'true' } }), openBrowser()]);
  });
  afterAll(async () => {
    await browser.close();
    await heed.stop();
  });

  const oneLoop = async (): Promise<{ id: string; customer: { id: string } }> => {
    const { loops } = await dataOf<{ loops: { edges: { node: { id: string; customer: { id: string } | null } }[] } }>(heed.url, '{ loops(filter: { queue: OPEN, band: [DETRACTOR] }, sort: OPENED, first: 50) { edges { node { id customer { id } } } } }');
    const found = loops.edges.map(({ node }) => node).find(({ customer }) => customer !== null);
    if (!found?.customer) throw new Error('no open loop of a known customer in the sample');
    return { id: found.id, customer: found.customer };
  };

  test.each(SCREENS)('every page at %s: no violation, no complaint, no shift, nothing wider than the screen', { timeout: 240_000 }, async (_name, options, looks) => {
    const { id, customer } = await oneLoop();
    await expectSound(browser, { url: heed.url, paths: [...PAGES, `/loops/${id}`, `/customers/${customer.id}`], options, looks, ready: (page) => page.getByRole('heading', { level: 1 }).waitFor() });
  });

  test('the inbox is walked, marked and acted upon with the keyboard, and says what became of each', async () => {
    const { page, complaints, close } = await visit(browser, `${heed.url}/loops?queue=open&sort=opened&department=Support`);
    await alive(page);
    await page.getByRole('button', { name: 'Who are you?' }).click();
    await page.getByRole('dialog').getByRole('button').first().click();
    await page.getByRole('button', { name: /^working as / }).waitFor();

    await page.keyboard.press('j');
    await page.keyboard.press('x');
    await page.keyboard.press('j');
    await page.keyboard.press('x');
    await page.getByText('2 selected').waitFor();
    await page.getByRole('button', { name: 'Take' }).click();
    await page.getByText('2 selected').waitFor({ state: 'detached' });
    await page.getByTestId('queue-mine').click();
    await page.waitForURL(/queue=mine/);
    await page.locator('[data-row]').nth(1).waitFor();
    expect(await page.locator('[data-row]').count()).toBeGreaterThanOrEqual(2);
    // Enter opens what is focused.
    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/loops\/[0-9a-f-]{36}$/);
    expect(complaints).toEqual([]);
    await close();
  });

  test('a department\'s bar leads to the loops behind it', async () => {
    const { page, close } = await visit(browser, `${heed.url}/departments`);
    await alive(page);
    await page.getByRole('button', { name: 'See as table' }).first().click();
    await page.locator('main table').first().getByRole('link', { name: 'Delivery' }).click();
    await page.waitForURL(/\/loops\?queue=all&period=90d&department=Delivery$/);
    await page.locator('[data-row]').first().waitFor();
    const { departments } = await dataOf<{ departments: { groups: { key: string; figures: { opened: number } }[] } }>(heed.url, '{ departments(filter: { opened: { last: { count: 90, unit: DAY } } }) { groups { key figures { opened } } } }');
    const opened = departments.groups.find(({ key }) => key === 'Delivery')?.figures.opened ?? 0;
    expect(opened).toBeGreaterThan(10);
    expect(await page.getByTestId('count').textContent()).toBe(`${opened} loops`);
    await close();
  });
});

describe('a loop from the first word to the last', () => {
  let heed: HeedProcess;
  let browser: Browser;
  beforeAll(async () => {
    [heed, browser] = await Promise.all([startHeed(), openBrowser()]);
  });
  afterAll(async () => {
    await browser.close();
    await heed.stop();
  });

  test('rules, people and promises are set up, and a rule is tried before it is switched on', { timeout: 120_000 }, async () => {
    await dataOf(heed.url, 'mutation ($input: FeedbackInput!) { submitFeedback(input: $input) { status } }', { variables: { input: { source: 'survey', externalId: 'old', department: 'Support', nps: 2, comment: 'Broken again', customer: { id: 'c0', name: 'Olga Old' } } } });
    const { page, complaints, close } = await visit(browser, `${heed.url}/settings/departments`);
    // A click before the page's script has arrived is lost.
    const normal = page.getByLabel('Close, normal', { exact: true });
    await expect.poll(async () => {
      if (!(await normal.isVisible())) await page.getByRole('button', { name: 'Set up Support' }).click();
      return normal.isVisible();
    }).toBe(true);
    await normal.fill('0');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('alert').waitFor();
    await page.getByLabel('Close, normal', { exact: true }).fill('16');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('closes within 16h of work').waitFor();
    await page.getByRole('button', { name: 'Add a department' }).click();
    await page.getByLabel('Name, as feedback has it').fill('Product');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Product', { exact: true }).first().waitFor();

    await page.getByRole('link', { name: 'People' }).click();
    await page.getByRole('button', { name: 'Add a person' }).click();
    await page.getByLabel('Name').fill('Ada Lovelace');
    await page.getByLabel('E-mail address').fill('ada@example.com');
    await page.getByLabel('Support').check();
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Ada Lovelace').first().waitFor();

    await page.getByRole('link', { name: 'Rules' }).click();
    await page.getByRole('button', { name: 'Add a rule' }).click();
    await page.getByLabel('Name', { exact: true }).fill('Unhappy');
    await page.getByLabel('NPS up to').fill('6');
    await page.getByLabel('Department', { exact: true }).selectOption('Support');
    await page.getByRole('button', { name: 'Try it on the last 30 days' }).click();
    await page.getByText('It would have opened 1 loop and joined 0 more to open ones: 100% of all feedback.').waitFor();
    await page.getByLabel('Switched on').check();
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('to Support, normal').waitFor();
    await page.getByRole('link', { name: 'History' }).click();
    await page.getByText('Unhappy', { exact: true }).first().waitFor();
    expect(complaints).toEqual([]);
    await close();
  });

  test('an answer of an unhappy customer comes into the inbox by itself, is handed over, resolved, told and closed, and the departments show it', { timeout: 120_000 }, async () => {
    await dataOf(heed.url, 'mutation { a: saveRootCause(input: { name: "Bug" }) { name } b: saveLoopAction(input: { name: "Fixed" }) { name } }');
    const inbox = await visit(browser, `${heed.url}/loops`);
    await alive(inbox.page);
    const figures = await visit(browser, `${heed.url}/departments`);
    await figures.page.getByRole('heading', { level: 1 }).waitFor();
    await alive(figures.page);
    await dataOf(heed.url, 'mutation ($input: FeedbackInput!) { submitFeedback(input: $input) { status } }', { variables: { input: { source: 'survey', externalId: '1', department: 'Support', nps: 1, comment: 'The bell never rings', customer: { id: 'c1', name: 'Vera Unhappy' } } } });
    const { page } = inbox;
    await page.getByRole('button', { name: '1 new' }).click();
    await page.getByRole('link', { name: 'The bell never rings' }).click();
    await page.getByRole('heading', { level: 1, name: 'Vera Unhappy' }).waitFor();
    await figures.page.getByTestId('now-open').filter({ hasText: '1' }).waitFor();

    await page.getByTestId('next').click();
    await page.getByTestId('state').filter({ hasText: 'acknowledged' }).waitFor();
    // A slip is taken back within a minute.
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByTestId('state').filter({ hasText: 'new' }).waitFor();
    await page.getByTestId('next').click();
    await page.getByTestId('state').filter({ hasText: 'acknowledged' }).waitFor();

    await page.getByRole('button', { name: 'Hand over' }).click();
    await page.getByLabel('Department').selectOption('Product');
    await page.getByLabel('Note (if you like)').fill('a fault of the device');
    await page.locator('form').getByRole('button', { name: 'Hand over' }).click();
    await page.getByText('Handed over to Product').waitFor();
    await page.getByText('a fault of the device').waitFor();

    await page.getByRole('button', { name: 'Resolve' }).click();
    await page.getByLabel('Root cause').selectOption('Bug');
    await page.getByLabel('Action taken').selectOption('Fixed');
    await page.locator('form').getByRole('button', { name: 'Resolve' }).click();
    await page.getByTestId('state').filter({ hasText: 'resolved' }).waitFor();
    await page.getByTestId('next').filter({ hasText: 'Tell' }).click();
    await page.getByLabel('How').selectOption('CALL');
    await page.locator('form').getByRole('button', { name: 'Tell the customer' }).click();
    await page.getByTestId('state').filter({ hasText: 'customer told' }).waitFor();
    await page.getByTestId('next').filter({ hasText: 'Close' }).click();
    await page.locator('form').getByRole('button', { name: 'Close' }).click();
    await page.getByTestId('state').filter({ hasText: 'closed' }).waitFor();
    await figures.page.getByTestId('now-open').filter({ hasText: '0' }).waitFor();
    expect(inbox.complaints).toEqual([]);
    expect(figures.complaints).toEqual([]);
    await figures.close();
    await inbox.close();
  });

  test('of two who act at once the second is told what happened in between', { timeout: 120_000 }, async () => {
    await dataOf(heed.url, 'mutation ($input: FeedbackInput!) { submitFeedback(input: $input) { status } }', { variables: { input: { source: 'survey', externalId: '2', department: 'Support', nps: 0, comment: 'Nobody answers', customer: { id: 'c2', name: 'Paul Patient' } } } });
    // An inbox that was opened before would keep it behind "1 new".
    await openedFrom(heed.url, 'Nobody answers');
    const { page, close } = await visit(browser, `${heed.url}/loops`);
    await page.getByRole('link', { name: 'Nobody answers' }).click();
    await page.getByRole('button', { name: 'Contact the customer' }).click();
    await page.getByLabel('How').selectOption('CALL');
    const id = page.url().split('/').at(-1) ?? '';
    // The page is cut off from what is pushed, as by a slow network, and somebody else acts.
    await page.context().setOffline(true);
    const { commandLoop } = await dataOf<{ commandLoop: { version: number } }>(heed.url, 'mutation ($id: ID!) { commandLoop(id: $id, command: { do: NOTE, note: "called already" }) { version } }', { variables: { id } });
    expect(commandLoop.version).toBeGreaterThan(1);
    await page.locator('form').getByRole('button', { name: 'Contact the customer' }).click();
    await page.getByRole('alert').filter({ hasText: 'could not be reached' }).waitFor();
    await page.context().setOffline(false);
    await page.getByText('called already').waitFor();
    await page.locator('form').getByRole('button', { name: 'Contact the customer' }).click();
    await page.getByTestId('state').filter({ hasText: 'customer contacted' }).waitFor();
    await close();
  });

  test('nothing is wider than the screen, however long the names are, in any language', { timeout: 240_000 }, async () => {
    const { loop, customer } = await setUpLongNames(heed.url);
    const inbox = ['/loops?queue=all', '/departments'];
    const others = [`/loops/${loop}`, ...PAGES.filter((path) => !path.includes('?')), '/loops/broadcasts/new', `/customers/${customer}`, '/', '/feedback', '/explore?as=table'];
    for (const locale of ['en-GB', 'zh-TW', 'ko-KR', 'vi-VN', 'tr-TR', 'pl-PL']) {
      const { page, close } = await visit(browser, heed.url, { locale });
      for (const path of locale === 'en-GB' ? [...inbox, ...others] : inbox) {
        await page.goto(heed.url + path);
        await page.getByRole('heading', { level: 1 }).waitFor();
        for (const width of [320, 390, 768, 1024, 1440]) {
          await page.setViewportSize({ width, height: 900 });
          expect(await overhang(page), `${locale} ${path} at ${width}`).toBeLessThanOrEqual(0);
        }
      }
      await close();
    }
  });
});

const SETUP = `mutation {
  saveDepartment(input: { name: "Support", calendar: { timeZone: "UTC", week: [[{ from: "00:00", to: "24:00" }], [], [], [], [], [], []], holidays: [] } }) { name }
  savePerson(input: { key: "ada", name: "Ada Lovelace", departments: ["Support"] }) { key }
  saveRule(input: { name: "Unhappy", order: 1, when: { nps: { min: 0, max: 6 } }, department: "Support", priority: HIGH, owner: { by: ROUND_ROBIN } }) { name }
  told: saveTemplate(input: { name: "Done", purpose: TOLD, texts: [{ language: "en", subject: "It rings, {{customer.firstName}}", body: "You wrote: {{feedback.comment}}. We repaired it." }] }) { name }
  again: saveTemplate(input: { name: "Again", purpose: REASK, texts: [{ language: "en", subject: "Did it help?", body: "{{answerLink}}" }] }) { name }
  setReask(input: { enabled: true, afterMs: 1000, template: "Again" }) { enabled }
}`;

describe('what a customer gets to know', () => {
  let heed: HeedProcess;
  let browser: Browser;
  let server: MailServer;
  beforeAll(async () => {
    server = await startMailServer();
    const env = { HEED_MAIL_URL: server.url, HEED_MAIL_FROM: 'Care <care@heed.example>', HEED_PUBLIC_URL: 'https://heed.example', HEED_LIVE_WINDOW_MS: '50', HEED_LOG_LEVEL: 'info' };
    [heed, browser] = await Promise.all([startHeed({ env }), openBrowser()]);
    await dataOf(heed.url, SETUP);
  });
  afterAll(async () => {
    await browser.close();
    await heed.stop();
    await server.stop();
  });

  test('comes by mail in their words, and what they answer to "did it help?" stands on the loop', { timeout: 120_000 }, async () => {
    const customer = { id: 'c1', name: 'Vera Unhappy', email: 'vera@example.com', consent: true };
    await dataOf(heed.url, 'mutation ($input: FeedbackInput!) { submitFeedback(input: $input) { status } }', { variables: { input: { source: 'survey', externalId: '1', department: 'Support', nps: 1, language: 'en', comment: 'The bell never rings', customer } } });
    const id = await openedFrom(heed.url, 'The bell never rings');
    const { page, complaints, close } = await visit(browser, `${heed.url}/loops`);
    await page.getByRole('link', { name: 'The bell never rings' }).click();
    await page.waitForURL(`**/loops/${id}`);
    await dataOf(heed.url, 'mutation ($cause: RootCauseInput!, $action: LoopActionInput!) { saveRootCause(input: $cause) { name } saveLoopAction(input: $action) { name } }', { variables: { cause: { name: 'Bug' }, action: { name: 'Fixed' } } });
    await dataOf(heed.url, 'mutation ($id: ID!) { commandLoop(id: $id, command: { do: RESOLVE, rootCause: "Bug", action: "Fixed" }) { state } }', { variables: { id } });
    await page.getByTestId('state').filter({ hasText: 'resolved' }).waitFor();
    await page.getByTestId('next').filter({ hasText: 'Tell' }).click();
    await page.getByText('To vera@example.com').waitFor();
    await page.getByLabel('Begin with').selectOption('Done');
    await expect.poll(() => page.getByLabel('Subject').inputValue()).toBe('It rings, Vera');
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    await page.getByText('Customer told by e-mail').waitFor();
    expect(server.taken.map(({ to, mail }) => [to, mail.subject])).toEqual([[['vera@example.com'], 'It rings, Vera']]);
    expect(server.taken[0]?.mail.text).toContain('You wrote: The bell never rings. We repaired it.');

    await page.getByTestId('state').filter({ hasText: 'customer told' }).waitFor();
    await page.getByTestId('next').filter({ hasText: 'Close' }).click();
    await page.locator('form').getByRole('button', { name: 'Close' }).click();
    await page.getByTestId('state').filter({ hasText: 'closed' }).waitFor();
    // A second after the end, as SETUP says, and not when it is looked the next time: that would take a minute.
    await expect.poll(() => server.taken.length, { timeout: 30_000 }).toBe(2);
    const link = /https:\/\/heed\.example(\/r\/\S+)/.exec(server.taken[1]?.mail.text ?? '')?.[1] ?? '';
    const asked = await visit(browser, heed.url + link);
    expect(await asked.violations()).toEqual([]);
    await asked.page.getByRole('button', { name: 'Send' }).click();
    await asked.page.getByRole('alert').filter({ hasText: 'Please choose a number.' }).waitFor();
    await asked.page.getByRole('radio', { name: '10' }).check();
    await asked.page.getByRole('button', { name: 'Send' }).click();
    await asked.page.getByRole('heading', { name: 'Thank you' }).waitFor();
    await asked.page.reload();
    await asked.page.getByRole('heading', { name: 'You have answered already' }).waitFor();
    expect(asked.complaints).toEqual([]);
    await asked.close();

    await page.getByText('Answered 10: happier than before').waitFor();
    await page.getByText('The customer agrees').waitFor();
    expect(complaints).toEqual([]);
    await close();
  });
});
