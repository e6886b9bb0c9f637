import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { expectSound, openBrowser, overhang, SCREENS, visit } from '../support/browser.ts';
import { dataOf, startHeed, type HeedProcess } from '../support/heed-process.ts';

const BATCH = 'mutation ($input: [FeedbackInput!]!) { submitFeedbackBatch(input: $input) { refused } }';

describe('the dashboard with sample data', () => {
  let heed: HeedProcess;
  let browser: Browser;
  beforeAll(async () => {
    [heed, browser] = await Promise.all([startHeed({ env: { HEED_SAMPLE: 'true' } }), openBrowser()]);
  });
  afterAll(async () => {
    await browser.close();
    await heed.stop();
  });

  test.each([...SCREENS, ['1920×1080 dark', { viewport: { width: 1920, height: 1080 } }, ['dark']]] as const)('every page at %s: no violation, no complaint, no shift, nothing wider than the screen', async (_name, options, looks) => {
    // One language: where the machine has no East Asian fonts, lines break anew when Heed's own arrive.
    const paths = ['/', '/?show=csat', '/feedback?language=en', '/feedback?nps=0-6&language=en'];
    await expectSound(browser, { url: heed.url, paths, options, looks, ready: (page) => page.getByText('Live', { exact: true }).first().waitFor() });
  });

  test('shows the same numbers as the API, and each leads to the feedback behind it', async () => {
    const { score } = await dataOf<{ score: { estimate: { value: number; n: number } } }>(heed.url, '{ score(metric: NPS, filter: {period: {last: {count: 28, unit: DAY}}}) { estimate { value n } } }');
    const { page, close } = await visit(browser, heed.url);
    const card = page.getByRole('article', { name: 'Net Promoter Score' });
    await card.getByRole('link', { name: String(Math.round(score.estimate.value)), exact: true }).waitFor();
    await card.getByRole('link', { name: `${score.estimate.n.toLocaleString('en-GB')} answers` }).click();
    await page.getByRole('heading', { level: 1, name: 'Feedback' }).waitFor();
    await page.getByText(`${score.estimate.n.toLocaleString('en-GB')} pieces of feedback`).first().waitFor();
    await page.goBack();
    await page.getByRole('heading', { level: 1, name: 'Overview' }).waitFor();
    await close();
  });

  test('a filter is a sentence, lives in the address, and survives a reload', async () => {
    const { page, close } = await visit(browser, heed.url);
    await page.getByRole('button', { name: 'all departments' }).click();
    await page.getByRole('checkbox', { name: /Support/ }).check();
    await page.keyboard.press('Escape');
    await page.waitForURL(/department=Support/);
    await page.reload();
    await page.getByRole('group', { name: 'Filter' }).getByRole('button', { name: 'Support' }).waitFor();
    const { score } = await dataOf<{ score: { estimate: { n: number } } }>(heed.url, '{ score(metric: NPS, filter: {department: {in: ["Support"]}, period: {last: {count: 28, unit: DAY}}}) { estimate { n } } }');
    await page.getByRole('article', { name: 'Net Promoter Score' }).getByRole('link', { name: `${score.estimate.n} answers` }).waitFor();
    await close();
  });

  test.each([
    ['zh-TW', 'zh-TW'],
    ['ko-KR', 'ko'],
    ['vi-VN', 'vi'],
    ['tr-TR', 'tr'],
    ['pl-PL', 'pl'],
  ])('%s: everything is in that language, without complaint', async (locale, lang) => {
    const { page, complaints, violations, close } = await visit(browser, heed.url, { locale });
    expect(await page.locator('html').getAttribute('lang')).toBe(lang);
    await page.waitForTimeout(800);
    const text = await page.locator('main').innerText();
    for (const english of ['answers', 'last 28 days', 'departments', 'No clear change', 'interval']) expect(text).not.toContain(english);
    expect(await violations()).toEqual([]);
    expect(complaints).toEqual([]);
    await close();
  });

  test('works without scripts as far as reading goes, and carries a strict policy', async () => {
    const answer = await fetch(heed.url);
    const policy = answer.headers.get('content-security-policy') ?? '';
    expect(policy).toMatch(/script-src/);
    expect(policy).not.toMatch(/script-src[^;]*'unsafe-(inline|eval)'/);
    const { page, close } = await visit(browser, heed.url, { javaScriptEnabled: false });
    await page.getByRole('article', { name: 'Net Promoter Score' }).waitFor();
    await close();
  });

  test('the keyboard reaches everything', async () => {
    const { page, close } = await visit(browser, heed.url);
    await page.getByText('Live', { exact: true }).first().waitFor();
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.textContent.trim()')).toBe('Skip to content');
    await page.keyboard.press('g');
    await page.keyboard.press('f');
    await page.getByRole('heading', { level: 1, name: 'Feedback' }).waitFor();
    await page.keyboard.press('/');
    expect(await page.evaluate('document.activeElement.tagName')).toBe('INPUT');
    await page.keyboard.press('Escape');
    await page.keyboard.press('?');
    await page.getByRole('dialog').waitFor();
    await close();
  });

  test('GraphiQL answers a query without an outside service', async () => {
    const { page, complaints, close } = await visit(browser, `${heed.url}/graphiql`);
    const outside: string[] = [];
    page.on('request', (request) => {
      if (!request.url().startsWith(heed.url) && !/^(data|blob):/.test(request.url())) outside.push(request.url());
    });
    await page.locator('.graphiql-container').waitFor({ timeout: 20_000 });
    await page.waitForTimeout(2_000);
    expect(complaints).toEqual([]);
    expect(outside).toEqual([]);
    await close();
  });

  test('the sample data is marked on every screen, and one click starts empty, where a first page leads on', async () => {
    const { page, close } = await visit(browser, `${heed.url}/feedback`);
    await page.getByText('Sample data').first().waitFor();
    await page.getByRole('link', { name: 'Overview' }).click();
    await page.getByRole('button', { name: 'Clear and start empty' }).click();
    await page.getByRole('button', { name: 'Clear now' }).click();
    await page.getByText('npm run import').first().waitFor({ timeout: 20_000 });
    // The page is empty as soon as the feedback is gone; the rest of the sample goes right after it.
    await expect.poll(() => dataOf(heed.url, '{ workspace { feedbackCount sampleData } }'), { timeout: 15_000 }).toEqual({ workspace: { feedbackCount: 0, sampleData: false } });
    await close();
  });
});

describe('the dashboard, live', () => {
  let heed: HeedProcess;
  let browser: Browser;
  beforeAll(async () => {
    [heed, browser] = await Promise.all([startHeed(), openBrowser()]);
  });
  afterAll(async () => {
    await browser.close();
    await heed.stop();
  });

  const promoters = (count: number, from = 0) => Array.from({ length: count }, (_, index) => ({ source: 'live', externalId: String(from + index), nps: 10, department: 'Support' }));

  test('an answer that is submitted appears on the open Overview without a reload', async () => {
    const { page, close } = await visit(browser, heed.url);
    await page.getByText('npm run import').first().waitFor();
    await dataOf(heed.url, BATCH, { variables: { input: promoters(40) } });
    const card = page.getByRole('article', { name: 'Net Promoter Score' });
    await card.getByRole('link', { name: '40 answers' }).waitFor();
    await card.getByRole('link', { name: '100', exact: true }).waitFor();
    await page.evaluate('window.sameDocument = true');
    await dataOf(heed.url, 'mutation ($input: FeedbackInput!) { submitFeedback(input: $input) { status } }', { variables: { input: { source: 'live', externalId: 'critic', nps: 0, department: 'Sales' } } });
    await card.getByRole('link', { name: '41 answers' }).waitFor();
    // 40 promoters and 1 detractor of 41: 39 / 41 is 95.1 points.
    await card.getByRole('link', { name: '95', exact: true }).waitFor();
    expect(await page.evaluate('window.sameDocument')).toBe(true);
    await close();
  });

  test('too few answers are shown pale, with what is missing', async () => {
    const { page, close } = await visit(browser, `${heed.url}/?department=Sales`);
    await page.getByRole('article', { name: 'Net Promoter Score' }).getByText('1 of 30 answers').waitFor();
    await close();
  });

  test('a restart of the server: loud while it lasts, and right again afterwards by itself', async () => {
    const { page, close } = await visit(browser, heed.url);
    await page.getByText('Live', { exact: true }).first().waitFor();
    const { folder } = heed;
    const { port } = new URL(heed.url);
    heed.child.kill('SIGKILL');
    await page.getByText(/Reconnecting|Offline/i).first().waitFor();
    // The last truth stays on the screen.
    await page.getByRole('article', { name: 'Net Promoter Score' }).getByRole('link', { name: '41 answers' }).waitFor();
    heed = await startHeed({ folder, args: ['--port', port] });
    await dataOf(heed.url, BATCH, { variables: { input: promoters(9, 100) } });
    await page.getByRole('article', { name: 'Net Promoter Score' }).getByRole('link', { name: '50 answers' }).waitFor({ timeout: 20_000 });
    await page.getByText('Live', { exact: true }).first().waitFor();
    await close();
  });

  test('hostile text is text, also in a real browser', async () => {
    await dataOf(heed.url, BATCH, {
      variables: { input: ['<img src=x onerror="window.hacked=true">', '<script>window.hacked=true</script>', '\u202Etxet desrever', 'x'.repeat(19_000)].map((comment, index) => ({ source: '<b>live</b>', externalId: `hostile ${index}`, nps: 5, comment, department: '"><svg onload=window.hacked=true>' })) },
    });
    for (const path of ['/', '/feedback']) {
      const { page, complaints, close } = await visit(browser, heed.url + path);
      await page.waitForTimeout(800);
      expect(await page.evaluate('window.hacked')).toBeUndefined();
      expect(await overhang(page)).toBeLessThanOrEqual(0);
      expect(complaints).toEqual([]);
      await close();
    }
    const { page, close } = await visit(browser, `${heed.url}/feedback`);
    await page.getByText('<script>window.hacked=true</script>').first().waitFor();
    await close();
  });
});

describe('the dashboard where access is configured', () => {
  test('asks for a token, keeps it, and lets go of it', async () => {
    // As openssl rand -base64 makes them.
    const token = 'anAdministrators+Token/For+The/Tests0123456=';
    const [heed, browser] = await Promise.all([startHeed({ env: { HEED_ADMIN_TOKEN: token } }), openBrowser()]);
    const { page, close } = await visit(browser, `${heed.url}/feedback`);
    await page.waitForURL(/\/sign-in/);
    const field = page.getByLabel(/token/i).first();
    await field.fill('wrong');
    await page.keyboard.press('Enter');
    await page.getByRole('alert').waitFor();
    await field.fill(token);
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/feedback/);
    await page.getByRole('heading', { level: 1 }).waitFor();
    expect(await page.evaluate('document.cookie')).not.toContain(token);
    await close();

    // The same without scripts, which is also what happens before they have arrived.
    const plain = await visit(browser, `${heed.url}/feedback?nps=0-6`, { javaScriptEnabled: false });
    for (const [typed, leadsTo] of [['wrong', /\/sign-in\?failed&next=/], [token, /\/feedback\?nps=0-6$/]] as const) {
      await plain.page.getByLabel(/token/i).first().fill(typed);
      await plain.page.getByRole('button', { name: 'Sign in' }).click();
      await plain.page.waitForURL(leadsTo);
      expect(plain.page.url()).not.toContain(token);
    }
    await plain.close();
    await browser.close();
    await heed.stop();
  });
});
