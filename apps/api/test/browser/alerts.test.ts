import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { expectSound, openBrowser, SCREENS, visit } from '../support/browser.ts';
import { dataOf, startHeed, type HeedProcess } from '../support/heed-process.ts';

const alive = (page: Page): Promise<void> => page.getByText('Live', { exact: true }).first().waitFor();
const RULE = 'mutation ($input: AlertRuleInput!) { saveAlertRule(input: $input) { name } }';

describe('alerts', () => {
  let heed: HeedProcess;
  let browser: Browser;
  beforeAll(async () => {
    [heed, browser] = await Promise.all([startHeed(), openBrowser()]);
    await dataOf(heed.url, 'mutation ($input: PersonInput!) { savePerson(input: $input) { key } }', { variables: { input: { key: 'ann', name: 'Ann Lead', email: 'ann@heed.example', departments: [] } } });
  });
  afterAll(async () => {
    await browser.close();
    await heed.stop();
  });

  test('where nobody is told of anything one click leads to rules that are ready, and each can be changed', async () => {
    const { page, complaints, close } = await visit(browser, `${heed.url}/alerts`);
    await alive(page);
    await page.getByRole('heading', { name: 'Nobody is told of anything yet' }).waitFor();
    await page.getByRole('link', { name: 'Choose what to be told of' }).click();
    await page.getByRole('button', { name: 'Use this A source has fallen silent' }).click();
    await page.getByRole('switch', { name: 'A source has fallen silent: on' }).waitFor();
    await page.getByRole('button', { name: 'Use this A source has fallen silent' }).waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Change A source has fallen silent' }).click();
    await page.getByRole('combobox', { name: 'Add a person' }).selectOption('ann');
    await page.getByRole('button', { name: 'Add quiet hours' }).click();
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('a source is silent · Ann Lead').waitFor();
    const { alertRules } = await dataOf<{ alertRules: unknown[] }>(heed.url, '{ alertRules { name kind recipients quietHours { from to days } } }');
    expect(alertRules).toEqual([{ name: 'A source has fallen silent', kind: 'SOURCE_SILENT', recipients: ['ann'], quietHours: [{ from: '19:00', to: '08:00', days: ['MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT', 'SUN'] }] }]);
    expect(complaints).toEqual([]);
    await close();
  });

  test('what is late comes onto the open page by itself, leads to its loops, and somebody sees to it', { timeout: 240_000 }, async () => {
    await dataOf(heed.url, RULE, { variables: { input: { name: 'Late', kind: 'LOOPS_LATE' } } });
    const { page, complaints, close } = await visit(browser, `${heed.url}/alerts`);
    await alive(page);
    await page.getByRole('heading', { name: 'Nothing needs attention' }).waitFor();
    const calendar = { timeZone: 'UTC', week: Array.from({ length: 7 }, () => [{ from: '00:00', to: '24:00' }]), holidays: [] };
    const targets = [{ priority: 'NORMAL', target: 'CLOSE', milliseconds: 1_000, clock: 'CALENDAR' }];
    await dataOf(heed.url, 'mutation ($input: DepartmentInput!) { saveDepartment(input: $input) { name } }', { variables: { input: { name: 'Support', calendar, targets } } });
    const { submitFeedback } = await dataOf<{ submitFeedback: { feedbackId: string } }>(heed.url, 'mutation ($input: FeedbackInput!) { submitFeedback(input: $input) { feedbackId } }', { variables: { input: { source: 'survey', externalId: 'late', department: 'Support', nps: 1, comment: 'Still nothing' } } });
    await dataOf(heed.url, 'mutation ($input: OpenLoopInput!) { openLoop(input: $input) { id } }', { variables: { input: { department: 'Support', feedback: submitFeedback.feedbackId } } });
    const alert = page.getByRole('article', { name: '1 loop is late: Support' });
    await alert.waitFor({ timeout: 120_000 });
    await alert.getByRole('button', { name: /I see to it/ }).click();
    await page.getByLabel('What will you do?').fill('Calling them now');
    await page.getByRole('button', { name: 'I see to it', exact: true }).click();
    await alert.getByText('Calling them now').waitFor();
    await alert.getByText('Who was told').click();
    await alert.getByText('It stands on this page only').waitFor();
    await alert.getByRole('link', { name: /See what is behind it/ }).click();
    await page.waitForURL(/\/loops\?queue=breached&department=Support/);
    await page.locator('[data-row]').first().waitFor();
    expect(complaints).toEqual([]);
    await close();
  });

  test('a webhook shows its secret once, is tried, and is not removed while a rule calls it', async () => {
    const { page, complaints, close } = await visit(browser, `${heed.url}/alerts/webhooks`);
    // The page answers once its script is here: a click before that is lost.
    await expect.poll(async () => (await page.getByRole('button', { name: 'Add a webhook' }).click(), page.getByLabel('Address').isVisible())).toBe(true);
    await page.getByLabel('Name').fill('Chat');
    await page.getByLabel('Address').fill('https://127.0.0.1/hook');
    await page.getByRole('button', { name: 'Create' }).click();
    await page.getByText(/^whsec_/).waitFor();
    await page.getByRole('button', { name: 'Send a test Chat' }).click();
    await page.getByText('It did not arrive: the address is private, which is refused').waitFor();
    await dataOf(heed.url, RULE, { variables: { input: { name: 'Called', kind: 'LOOPS_AT_RISK', webhooks: ['Chat'] } } });
    await page.getByText(/ · Called$/).waitFor();
    await page.getByRole('button', { name: 'Remove Chat' }).click();
    await page.getByRole('alert').waitFor();
    await page.reload();
    expect(await page.getByText(/whsec_/).count()).toBe(0);
    expect(complaints).toEqual([]);
    await close();
  });

  test.each(SCREENS)('every page at %s: no violation, no complaint, no shift, nothing wider than the screen', { timeout: 180_000 }, async (_name, options, looks) => {
    await expectSound(browser, { url: heed.url, paths: ['/alerts?show=all', '/alerts/rules', '/alerts/webhooks'], options, looks, ready: (page) => page.getByRole('heading', { level: 1 }).waitFor() });
  });
});
