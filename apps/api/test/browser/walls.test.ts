import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { expectSound, openBrowser, overhang, SCREENS, visit } from '../support/browser.ts';
import { dataOf, startHeed, type HeedProcess } from '../support/heed-process.ts';
import { setUpLongNames } from '../support/long-names.ts';

/** Waits until the page answers to keys. */
const alive = (page: Page): Promise<void> => page.getByText('Live', { exact: true }).first().waitFor();
/** What stands in the list of tiles, in order. */
const tilesOf = (page: Page): Promise<string[]> => page.locator('ol .words strong').allTextContents();

const SIX = ['Score', 'Trend', 'Loops at risk', 'Time to close', 'Themes on the rise', 'Latest comments'];

describe('walls', () => {
  let heed: HeedProcess;
  let browser: Browser;
  const saveWall = (input: object): Promise<{ saveWall: { key: string } }> => dataOf(heed.url, 'mutation ($input: WallInput!) { saveWall(input: $input) { key } }', { variables: { input } });

  beforeAll(async () => {
    [heed, browser] = await Promise.all([startHeed(), openBrowser()]);
    const feedback = Array.from({ length: 40 }, (_, index) => JSON.stringify({ source: 'survey', externalId: String(index), department: 'Support', nps: index % 11, comment: 'The parcel came late', occurredAt: Date.now() - index * 3_600_000 }));
    await fetch(`${heed.url}/collect/ndjson`, { method: 'POST', headers: { 'content-type': 'application/x-ndjson' }, body: feedback.join('\n') });
  });
  afterAll(async () => {
    await browser.close();
    await heed.stop();
  });

  test('a wall is made, its tiles are moved with keys and pointer, each step can be taken back, and nothing hangs before it is saved', { timeout: 120_000 }, async () => {
    const { page, complaints, violations, close } = await visit(browser, `${heed.url}/walls`);
    await alive(page);
    expect(await violations()).toEqual([]);
    await page.getByRole('link', { name: 'Make a wall' }).click();
    await page.waitForURL(/\/walls\/new$/);
    expect(await tilesOf(page)).toEqual(SIX);
    // The picture of the first page shows real answers.
    await page.getByTestId('picture').getByText('NPS').first().waitFor();

    await page.getByLabel('Name of the wall').fill('Lobby');
    await page.getByRole('button', { name: /^Move Score, 1 of 6/ }).focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    expect(await tilesOf(page)).toEqual(['Trend', 'Loops at risk', 'Score', ...SIX.slice(3)]);
    // The key acts on the tile that was moved, wherever it is now.
    await page.getByRole('button', { name: 'Undo' }).click();
    expect((await tilesOf(page)).slice(0, 3)).toEqual(['Trend', 'Score', 'Loops at risk']);
    await page.getByRole('button', { name: 'Undo' }).click();
    expect(await tilesOf(page)).toEqual(SIX);

    const grip = await page.getByRole('button', { name: /^Move Latest comments/ }).boundingBox();
    const above = await page.getByRole('button', { name: /^Move Time to close/ }).boundingBox();
    if (!grip || !above) throw new Error('a tile without a grip');
    await page.mouse.move(grip.x + 5, grip.y + 5);
    await page.mouse.down();
    await page.mouse.move(grip.x + 5, above.y, { steps: 12 });
    await page.mouse.up();
    expect((await tilesOf(page)).indexOf('Latest comments')).toBe(3);

    await page.getByRole('button', { name: 'Add a tile' }).click();
    await page.getByRole('dialog').getByRole('button', { name: /^Best recovery/ }).click();
    await page.getByLabel('Title', { exact: true }).fill('Won back');
    await page.getByRole('button', { name: 'Remove: Trend' }).click();
    expect(await tilesOf(page)).toEqual(['Score', 'Loops at risk', 'Latest comments', 'Time to close', 'Themes on the rise', 'Won back']);
    expect(await violations()).toEqual([]);

    // A wall has colours of its own, whatever those of the page are.
    await page.getByLabel('Light or dark').selectOption('Dark');
    await expect.poll(() => page.evaluate('getComputedStyle(document.querySelector("[data-testid=wall]")).backgroundColor')).toBe('rgb(20, 22, 26)');
    expect(await page.evaluate('getComputedStyle(document.documentElement).backgroundColor')).toBe('rgb(252, 251, 248)');

    await page.getByRole('button', { name: 'Save' }).click();
    await page.waitForURL(/\/walls\/lobby$/);
    await page.getByTestId('state').filter({ hasText: /^Saved\./ }).waitFor();
    const { wall } = await dataOf<{ wall: { name: string; tiles: { kind: string; title: string | null }[] } }>(heed.url, '{ wall(key: "lobby") { name tiles { kind title } } }');
    expect(wall.name).toBe('Lobby');
    expect(wall.tiles.at(-1)).toEqual({ kind: 'BEST_RECOVERY', title: 'Won back' });
    expect(complaints).toEqual([]);
    await close();
  });

  test('who was overtaken decides, and what is not saved is not lost by leaving', { timeout: 120_000 }, async () => {
    const { page, close } = await visit(browser, `${heed.url}/walls/lobby`);
    await page.getByTestId('state').filter({ hasText: /^Saved\./ }).waitFor();
    await page.getByTestId('picture').getByText('NPS').first().waitFor();
    await page.getByLabel('Seconds a page').fill('45');
    await page.getByRole('link', { name: 'All walls' }).click();
    await page.getByText('Your changes are not saved.').waitFor();
    await page.getByRole('button', { name: 'Stay' }).click();
    expect(new URL(page.url()).pathname).toBe('/walls/lobby');

    await saveWall({ key: 'lobby', name: 'Entrance', tiles: [{ id: 'score', kind: 'SCORE' }] });
    await page.getByText('Somebody else saved this wall while you changed it.').waitFor();
    await page.getByRole('button', { name: 'Take theirs' }).click();
    await page.getByRole('heading', { level: 1, name: 'Entrance' }).waitFor();
    expect(await tilesOf(page)).toEqual(['Score']);
    // Theirs can be taken back like every other step, and then be replaced.
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByRole('heading', { level: 1, name: 'Lobby' }).waitFor();
    await page.keyboard.press('Control+s');
    await page.getByTestId('state').filter({ hasText: /^Saved\./ }).waitFor();
    const { wall } = await dataOf<{ wall: { name: string; secondsPerPage: number } }>(heed.url, '{ wall(key: "lobby") { name secondsPerPage } }');
    expect(wall).toEqual({ name: 'Lobby', secondsPerPage: 45 });
    await close();
  });

  test('a screen is let in by its code, renamed, put onto another wall and revoked', { timeout: 120_000 }, async () => {
    await saveWall({ name: 'Support floor', tiles: [{ id: 'close', kind: 'TIME_TO_CLOSE', title: 'How fast we are' }] });
    const screen = await visit(browser, `${heed.url}/wall`, { viewport: { width: 1_920, height: 1_080 } });
    const digits = ((await screen.page.getByText(/^\d{3}\s?\d{3}$/).first().textContent()) ?? '').replaceAll(/\D/g, '');
    expect(digits).toHaveLength(6);

    const { page, complaints, close } = await visit(browser, `${heed.url}/walls?add=lobby`);
    await alive(page);
    await page.getByRole('button', { name: 'Connect the screen' }).click();
    await page.getByText('The code has six digits.').waitFor();
    await page.getByLabel('Type the six digits that it shows:').fill(`${digits.slice(0, 3)} ${digits.slice(3)} `);
    await page.getByLabel('Name of the screen').fill('Reception');
    await page.getByRole('button', { name: 'Connect the screen' }).click();
    await page.getByText('“Reception” shows “Lobby” within seconds.').waitFor();
    await screen.page.getByTestId('wall').waitFor();
    await screen.page.getByText('NPS').first().waitFor();
    const item = page.getByTestId('screen');
    await item.getByText('Online', { exact: true }).waitFor();
    await item.getByText('1920 × 1080').waitFor();

    await item.getByRole('button', { name: 'Change Reception' }).click();
    await page.getByLabel('Name of the screen').fill('Canteen');
    await page.getByLabel('Wall', { exact: true }).selectOption('Support floor');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('list', { name: 'Screens of Support floor' }).getByRole('heading', { name: 'Canteen' }).waitFor();
    await screen.page.getByText('How fast we are').waitFor();

    await item.getByRole('button', { name: 'Revoke Canteen' }).click();
    await page.getByText('“Canteen” loses its key in').waitFor();
    // What keeps it is under the same finger.
    await page.keyboard.press('Enter');
    await item.getByRole('button', { name: 'Revoke Canteen' }).click();
    await page.getByRole('button', { name: 'Revoke now' }).click();
    await page.getByText('“Canteen” shows nothing any more.').waitFor();
    await screen.page.getByText('How fast we are').waitFor({ state: 'detached' });
    expect(complaints).toEqual([]);
    await Promise.all([close(), screen.close()]);
  });

  test('the link of a screen is shown once, and a wall goes with its screens', { timeout: 120_000 }, async () => {
    await saveWall({ name: 'Ground floor', tiles: [{ kind: 'LOOPS_AT_RISK' }] });
    const { page, complaints, violations, close } = await visit(browser, `${heed.url}/walls?add=ground-floor`);
    await alive(page);
    await page.getByLabel('Name of the screen').fill('Lift');
    await page.getByRole('button', { name: 'Make a link' }).click();
    const link = await page.getByTestId('link').inputValue();
    expect(link.startsWith(`${heed.url}/wall#heed_`)).toBe(true);
    await page.getByRole('img', { name: 'QR code of the link' }).waitFor();
    expect(await violations()).toEqual([]);
    await page.getByRole('button', { name: 'Done' }).click();
    await page.getByTestId('screen').getByText('Not opened yet').waitFor();
    expect(await page.content()).not.toContain(link.slice(link.indexOf('#') + 1));

    await page.getByRole('button', { name: 'Remove Ground floor' }).click();
    await page.getByText('“Ground floor” and its screen are removed in').waitFor();
    await page.getByRole('button', { name: 'Remove now' }).click();
    await page.getByText('“Ground floor” was removed.').waitFor();
    await page.getByTestId('screen').waitFor({ state: 'detached' });
    expect(complaints).toEqual([]);
    await close();
  });

  test.each(SCREENS)('every page at %s: no violation, no complaint, no shift, nothing wider than the screen', { timeout: 120_000 }, async (_name, options, looks) => {
    await expectSound(browser, { url: heed.url, paths: ['/walls', '/walls?add=lobby', '/walls/new', '/walls/lobby'], options, looks, ready: (page) => page.getByRole('heading', { level: 1 }).waitFor() });
  });

  test('nothing is wider than the screen, however long the names are, in long languages too', { timeout: 120_000 }, async () => {
    await setUpLongNames(heed.url);
    const long = 'Kundenzufriedenheit'.padEnd(80, 'w');
    await saveWall({ key: 'long', name: long, dimming: { from: '20:00', to: '07:00', level: 40 }, tiles: SIX.map((_, index) => ({ id: `t${index}`, kind: 'SCORE', title: `${index}${long}`.slice(0, 80), departments: [long], wide: index % 2 === 0 })) });
    for (const index of [1, 2]) await dataOf(heed.url, 'mutation ($input: NewDisplayInput!) { createDisplay(input: $input) { link } }', { variables: { input: { name: `${index}${long}`.slice(0, 80), wall: 'long', networks: ['2001:db8:1234:5678:9abc:def0:1234:0/112', '203.0.113.0/24'] } } });
    for (const locale of ['en-GB', 'ko-KR', 'pl-PL']) {
      const { page, close } = await visit(browser, heed.url, { locale });
      for (const path of ['/walls?add=long', '/walls/long']) {
        await page.goto(heed.url + path);
        await page.getByTestId('picture').first().waitFor();
        // The settings of the first screen or tile.
        await page.locator('main button[aria-expanded=false]').first().click();
        await page.locator('main button[aria-expanded=true]').first().waitFor();
        for (const width of [320, 768, 1440]) {
          await page.setViewportSize({ width, height: 900 });
          expect(await overhang(page), `${locale} ${path} at ${width}`).toBeLessThanOrEqual(0);
        }
      }
      await close();
    }
  });
});
