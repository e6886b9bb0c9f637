import { startMailServer, type MailServer } from '@heed/loops/testing/mail-server';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openBrowser, visit } from '../support/browser.ts';
import { dataOf, startHeed, type HeedProcess } from '../support/heed-process.ts';

const SETUP = `mutation {
  saveDepartment(input: {name: "Support", calendar: {timeZone: "UTC", week: [[{from: "09:00", to: "17:00"}], [], [], [], [], [], []], holidays: []}}) { name }
  saveRootCause(input: {name: "Packaging"}) { name }
  saveLoopAction(input: {name: "New boxes"}) { name }
  saveTemplate(input: {name: "Done", purpose: TOLD, texts: [
    {language: "en", subject: "You asked", body: "Dear {{customer.firstName}}: {{loop.action}}."}, {language: "ko", subject: "말씀하신 대로", body: "{{customer.name}} 고객님"}, {language: "pl", subject: "Zrobione", body: "Dzień dobry"}]}) { name }
}`;

/** Who said something about a lamp; a sixth spoke of something else. */
const PEOPLE = [
  { name: 'Ann Lee', language: 'en', email: 'ann@example.com', consent: true },
  { name: 'Bob Ray', language: 'en', email: 'bob@example.com', consent: true },
  { name: '강현우', language: 'ko', email: 'kang@example.com', consent: true },
  { name: 'Cem Uçar', language: 'tr', email: 'cem@example.com', consent: true },
  { name: 'Dora Silent', language: 'en', email: 'dora@example.com', consent: false },
];

describe('writing to everyone', { timeout: 120_000 }, () => {
  let server: MailServer;
  let heed: HeedProcess;
  let browser: Browser;
  /** Addresses that the mail server does not take at the moment. */
  const closed = new Set(['bob@example.com']);

  async function say(customer: object, { language = 'en', product = 'lamp' } = {}): Promise<string> {
    const input = { source: 'survey', externalId: JSON.stringify(customer), nps: 2, product, language, comment: 'It broke', customer };
    const { submitFeedback } = await dataOf<{ submitFeedback: { feedbackId: string } }>(heed.url, 'mutation ($input: FeedbackInput!) { submitFeedback(input: $input) { feedbackId } }', { variables: { input } });
    const { openLoop } = await dataOf<{ openLoop: { id: string } }>(heed.url, 'mutation ($id: ID!) { openLoop(input: { department: "Support", feedback: $id }) { id } }', { variables: { id: submitFeedback.feedbackId } });
    return openLoop.id;
  }
  const ids: string[] = [];

  beforeAll(async () => {
    [server, browser] = await Promise.all([startMailServer({ refuse: ({ to }) => (to.some((address) => closed.has(address)) ? 550 : undefined) }), openBrowser()]);
    heed = await startHeed({ env: { HEED_MAIL_URL: server.url, HEED_MAIL_FROM: 'Care <care@heed.example>', HEED_PUBLIC_URL: 'https://heed.example', HEED_ORGANISATION: 'Halvorn', HEED_LOG_LEVEL: 'info' } });
    await dataOf(heed.url, SETUP);
    for (const { language, ...customer } of PEOPLE) ids.push(await say({ id: customer.email, ...customer }, { language }));
    await say({ id: 'other', name: 'Eve Other', email: 'eve@example.com', consent: true }, { product: 'sofa' });
  });
  afterAll(async () => {
    await browser.close();
    await heed.stop();
    await server.stop();
  });

  test('what the inbox shows is the audience; it is written to once, and the page says what became of it', async () => {
    const { page, complaints, violations, close } = await visit(browser, `${heed.url}/loops?product=lamp`);
    await page.getByText('Live', { exact: true }).first().waitFor();
    await page.getByRole('link', { name: 'Write to everyone here' }).click();
    await page.waitForURL('**/loops/broadcasts/new?product=lamp');
    await page.getByTestId('recipients').filter({ hasText: '4 customers get a letter' }).waitFor();
    await page.getByText('1 customer who did not agree to be written to').waitFor();

    // Nothing is sent before everything is said, and what is missing is named.
    await page.getByRole('button', { name: 'Send to 4 customers' }).click();
    await page.getByRole('alert').filter({ hasText: 'The text in English needs a subject and words.' }).waitFor();
    await page.getByLabel('Begin with').selectOption('Done');
    await page.getByText('1 customer has no text in their language and reads the first one: English.').waitFor();
    expect(await page.getByRole('group', { name: 'Language' }).getByRole('button').allTextContents()).toEqual(['English', 'Korean']);
    await page.getByLabel('Root cause').selectOption('Packaging');
    await page.getByLabel('Action taken').selectOption('New boxes');
    await page.getByLabel('What it is about').fill('Better boxes');
    await page.getByRole('button', { name: 'Show what they would get' }).click();
    const examples = page.getByTestId('examples');
    await examples.getByText('강현우 고객님').waitFor();
    await examples.getByText(/^Dear \S+: New boxes\.$/).waitFor();
    expect(await violations()).toEqual([]);

    await page.getByRole('button', { name: 'Send to 4 customers' }).click();
    await page.getByRole('button', { name: 'Not yet' }).click();
    expect(await dataOf(heed.url, '{ broadcasts { id } }')).toEqual({ broadcasts: [] });
    await page.getByRole('button', { name: 'Send to 4 customers' }).click();
    await page.getByRole('button', { name: 'Begin now' }).click();
    await page.waitForURL('**/loops/broadcasts');

    const broadcast = page.getByTestId('broadcast');
    await broadcast.getByTestId('state').filter({ hasText: 'done' }).waitFor({ timeout: 60_000 });
    for (const [kind, n] of [['sent', '3'], ['failed', '1'], ['refused', '1'], ['waiting', '0']] as const) expect(await broadcast.getByTestId(kind).textContent(), kind).toBe(n);
    await broadcast.getByText('Why 2 got no letter').click();
    await broadcast.getByText('the mail server answered 550').waitFor();
    await broadcast.getByText('no consent').waitFor();
    expect(server.taken.flatMap(({ to }) => to).sort()).toEqual(['ann@example.com', 'cem@example.com', 'kang@example.com']);
    expect(await violations()).toEqual([]);
    expect(complaints).toEqual([]);
    await close();
  });

  test('a letter that failed is sent again from its loop', async () => {
    const { page, complaints, close } = await visit(browser, `${heed.url}/loops/${ids[1] ?? ''}`);
    await page.getByText('Live', { exact: true }).first().waitFor();
    await page.getByText('the mail server answered 550').last().waitFor();
    closed.clear();
    await page.getByRole('button', { name: /^Send again/ }).click();
    await page.getByTestId('state').filter({ hasText: 'closed' }).waitFor({ timeout: 60_000 });
    expect(await page.getByRole('button', { name: /^Send again/ }).count()).toBe(0);
    expect(server.taken.filter(({ to }) => to.includes('bob@example.com'))).toHaveLength(1);
    expect(complaints).toEqual([]);
    await close();
  });

  test('nobody is left to write to: the page says so, and nothing can be sent', async () => {
    const { page, violations, close } = await visit(browser, `${heed.url}/loops?product=lamp&queue=all`);
    await page.getByText('Live', { exact: true }).first().waitFor();
    await page.getByRole('link', { name: 'Write to everyone here' }).click();
    await page.getByTestId('recipients').filter({ hasText: 'Nobody here can be written to' }).waitFor();
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    await page.getByRole('alert').filter({ hasText: 'Nobody here can be written to. Choose other loops.' }).waitFor();
    expect(await violations()).toEqual([]);
    await close();
  });
});
