import type { Browser, BrowserContextOptions, CDPSession, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openBrowser, visit } from '../support/browser.ts';
import { dataOf, startHeed, type HeedProcess } from '../support/heed-process.ts';

const TILES = [
  { kind: 'SCORE', metric: 'NPS' },
  { kind: 'TREND', metric: 'NPS', wide: true },
  { kind: 'LOOPS_AT_RISK' },
  { kind: 'TIME_TO_CLOSE', wide: true },
  { kind: 'THEMES_RISING', period: { last: { count: 90, unit: 'DAY' } } },
  { kind: 'LATEST_COMMENTS', wide: true },
  { kind: 'BEST_RECOVERY' },
  // Of one day nobody answers enough.
  { kind: 'SCORE', metric: 'CES', departments: ['Billing'], period: { last: { count: 1, unit: 'DAY' } } },
];
const SAVE = 'mutation ($input: WallInput!) { saveWall(input: $input) { key } }';

let heed: HeedProcess;
let browser: Browser;
beforeAll(async () => {
  [heed, browser] = await Promise.all([startHeed({ env: { HEED_SAMPLE: 'true' } }), openBrowser()]);
  await hang({});
});
afterAll(async () => {
  await browser.close();
  await heed.stop();
});

/** Hangs up a wall, or changes it. Its key is made of its name. */
async function hang(change: Record<string, unknown>, name = 'Hall'): Promise<void> {
  const { walls } = await dataOf<{ walls: { walls: { key: string }[] } }>(heed.url, '{ walls { walls { key } } }');
  const key = walls.walls.find((wall) => wall.key === name.toLowerCase())?.key ?? null;
  await dataOf(heed.url, SAVE, { variables: { input: { key, name, theme: 'LIGHT', language: 'EN', secondsPerPage: 20, tilesPerPage: 4, tiles: TILES, ...change } } });
}

/** A new display of a wall: its id, and the link that is put into the screen. */
async function letIn(wall = 'hall'): Promise<{ id: string; link: string }> {
  const { createDisplay } = await dataOf<{ createDisplay: { link: string; display: { id: string } } }>(heed.url, 'mutation ($input: NewDisplayInput!) { createDisplay(input: $input) { link display { id } } }', { variables: { input: { wall, name: 'Test' } } });
  return { id: createDisplay.display.id, link: new URL(createDisplay.link, heed.url).href.replace(/^https?:\/\/[^/]+/, heed.url) };
}

/** A machine that does much else is slow, and not wrong. */
const PATIENCE = { timeout: 30_000 };

const wallOf = (page: Page) => page.getByTestId('wall');
const fresh = (page: Page): Promise<void> => page.locator('[data-testid=wall][data-state=fresh]').waitFor();
const SIZES = { landscape: { width: 1920, height: 1080 }, huge: { width: 3840, height: 2160 }, upright: { width: 1080, height: 1920 } } as const;

/** Tiles whose content is wider or higher than they are, and by how much. */
const spilled = (page: Page): Promise<string[]> =>
  page.evaluate(`[...document.querySelectorAll('.layer:not(.leaving) .tile')].filter((tile) => tile.scrollHeight > tile.clientHeight + 1 || tile.scrollWidth > tile.clientWidth + 1).map((tile) => [tile.dataset.kind, tile.scrollWidth - tile.clientWidth, tile.scrollHeight - tile.clientHeight].join(' '))`);

/** The kinds of tiles that have something to show. */
const drawn = (page: Page): Promise<string[]> =>
  page.evaluate(`[...document.querySelectorAll('.layer:not(.leaving) .tile')].filter((tile) => tile.querySelector('.body').innerText.trim() !== '').map((tile) => tile.dataset.kind)`);

/** Where the tiles of a page stand, in shares of the screen. */
const places = (page: Page): Promise<number[][]> =>
  page.evaluate(`[...document.querySelectorAll('.layer:not(.leaving) .tile')].map((tile) => { const { x, y, width, height } = tile.getBoundingClientRect(); return [x / innerWidth, y / innerHeight, width / innerWidth, height / innerHeight].map((one) => Math.round(one * 50)); })`);

describe('a wall', () => {
  test('a screen without a keyboard is let in by its number, and has its wall again after a power cut', async () => {
    const { page, complaints, violations, close } = await visit(browser, `${heed.url}/wall`, { viewport: SIZES.landscape });
    const code = page.getByTestId('pairing-code');
    await code.waitFor();
    expect(await violations()).toEqual([]);
    const digits = (await code.innerText()).replaceAll(/\D/g, '');
    expect(digits).toMatch(/^\d{6}$/);
    await dataOf(heed.url, 'mutation ($input: PairingInput!) { confirmPairing(input: $input) { id } }', { variables: { input: { code: digits, wall: 'hall', name: 'Hall, left' } } });
    await fresh(page);
    await page.goto(`${heed.url}/wall`);
    await fresh(page);
    await expect.poll(async () => {
      const { walls } = await dataOf<{ walls: { walls: { displays: { name: string; online: boolean; width: number | null }[] }[] } }>(heed.url, '{ walls { walls { displays { name online width } } } }');
      return walls.walls.flatMap(({ displays }) => displays).find(({ name }) => name === 'Hall, left');
    }, PATIENCE).toEqual({ name: 'Hall, left', online: true, width: 1920 });
    expect(complaints).toEqual([]);
    await close();
  });

  test('a link lets a screen in and leaves the address, and the same screens look the same at any size', async () => {
    const { link } = await letIn();
    const seen: number[][][] = [];
    for (const [viewport, theme] of [
      [SIZES.landscape, 'LIGHT'],
      [SIZES.huge, 'DARK'],
      [SIZES.upright, 'DARK'],
    ] as const) {
      await hang({ theme, tilesPerPage: 6, tiles: TILES.slice(0, 3) });
      // Nothing fades: what is still on its way in is not as dark as it will be.
      const { page, complaints, violations, close } = await visit(browser, link, { viewport, reducedMotion: 'reduce' });
      await fresh(page);
      await page.waitForURL(`${heed.url}/wall`);
      for (const turn of [0, 1, 2]) {
        await hang({ theme, tilesPerPage: 6, tiles: TILES.slice(turn * 3, turn * 3 + 3) });
        await expect.poll(() => drawn(page), PATIENCE).toEqual(TILES.slice(turn * 3, turn * 3 + 3).map(({ kind }) => kind));
        await fresh(page);
        expect({ theme, turn, violations: await violations(), spilled: await spilled(page) }).toEqual({ theme, turn, violations: [], spilled: [] });
        if (turn === 0) seen.push(await places(page));
      }
      expect(complaints).toEqual([]);
      await close();
    }
    await hang({});
    expect(seen[0]).toEqual(seen[1]);
    expect(seen[2]).not.toEqual(seen[0]);
  });

  test('speaks the language of the wall and not of the browser, and changes it while it is open', async () => {
    const tiles = [TILES[0], TILES[5], TILES[2], TILES[7]];
    await hang({ tilesPerPage: 6, tiles }, 'Tongues');
    const { page, complaints, close } = await visit(browser, (await letIn('tongues')).link, { viewport: SIZES.landscape });
    for (const [language, lang, words] of [
      ['ZH_TW', 'zh-TW', '顧客怎麼說'],
      ['KO', 'ko', '고객의 목소리'],
      ['VI', 'vi', 'Khách hàng nói gì'],
      ['TR', 'tr', 'Müşteriler ne diyor'],
      ['PL', 'pl', 'Co mówią klienci'],
    ] as const) {
      await hang({ language, tilesPerPage: 6, tiles }, 'Tongues');
      await page.getByRole('heading', { level: 2, name: words }).waitFor();
      await fresh(page);
      await expect.poll(() => drawn(page), PATIENCE).toHaveLength(tiles.length);
      expect(await wallOf(page).getAttribute('lang')).toBe(lang);
      expect({ lang, spilled: await spilled(page) }).toEqual({ lang, spilled: [] });
      // What customers wrote is in their language.
      const text: string = await page.evaluate(`[...document.querySelectorAll('.layer:not(.leaving) :is(h2, p, footer)')].map((one) => one.innerText).join(' ')`);
      for (const english of ['answers', ' late', 'last ', 'Updated', ' ago']) expect(text).not.toContain(english);
    }
    expect(await page.evaluate(`document.fonts.check('600 32px "Inter Variable"', 'ąğơ')`)).toBe(true);
    expect(complaints).toEqual([]);
    await close();
  });

  test('turns its pages by the clock, together with its neighbour, and keeps no memory of those that went', async () => {
    await hang({ secondsPerPage: 5, tilesPerPage: 2 });
    const { link } = await letIn();
    const [one, other] = [await visit(browser, link, { viewport: SIZES.landscape }), await visit(browser, link, { viewport: SIZES.upright })];
    await Promise.all([fresh(one.page), fresh(other.page)]);
    const pageOf = (page: Page): Promise<string | null> => wallOf(page).getAttribute('data-page');
    const before = await pageOf(one.page);
    await expect.poll(() => pageOf(one.page), PATIENCE).not.toBe(before);
    await expect.poll(async () => (await pageOf(one.page)) === (await pageOf(other.page)), PATIENCE).toBe(true);
    await other.close();
    await one.close();

    const { page, close } = await visitWithClock(link, { viewport: SIZES.landscape });
    const cdp = await page.context().newCDPSession(page);
    // What a page keeps for good, such as formats that were used for the first time, is there after some rounds.
    await page.clock.runFor(5 * 60_000);
    const start = await heapOf(cdp);
    await page.clock.runFor(30 * 60_000);
    const end = await heapOf(cdp);
    expect(await page.locator('.layer').count()).toBeLessThanOrEqual(2);
    expect(end.nodes).toBeLessThan(start.nodes * 1.2 + 200);
    expect(end.bytes).toBeLessThan(start.bytes * 1.1 + 1_000_000);
    await close();
    await hang({});
  });

  test('a new release is loaded at a quiet moment, and not before', async () => {
    const { link } = await letIn();
    const { page, close } = await visitWithClock(link, { viewport: SIZES.landscape }, async (opened) => {
      await opened.route('**/_app/version.json', (route) => route.fulfill({ json: { version: 'another' } }));
    });
    await page.evaluate('window.sameDocument = true');
    // Not within ten minutes of its start, and not at once after them: each screen waits up to five minutes of its own.
    await page.clock.runFor(9 * 60_000);
    expect(await page.evaluate('window.sameDocument')).toBe(true);
    await page.clock.runFor(7 * 60_000).catch(() => undefined);
    await expect.poll(() => page.evaluate('window.sameDocument').catch(() => true), PATIENCE).toBeUndefined();
    await fresh(page);
    await close();
  });

  test('a display that may no longer see its wall says so, shows nothing of it, and can be let in again', async () => {
    const { id, link } = await letIn();
    const { page, close } = await visit(browser, link, { viewport: SIZES.upright });
    await fresh(page);
    await dataOf(heed.url, 'mutation ($id: ID!) { revokeDisplay(id: $id) { id } }', { variables: { id } });
    await page.getByText('This screen may no longer show its wall').waitFor();
    expect(await wallOf(page).count()).toBe(0);
    expect(await page.evaluate(`localStorage.getItem('heed_wall')`)).toBeNull();
    const code = (await page.getByTestId('pairing-code').innerText()).replaceAll(/\D/g, '');
    await dataOf(heed.url, 'mutation ($input: PairingInput!) { confirmPairing(input: $input) { id } }', { variables: { input: { code, wall: 'hall', name: 'Again' } } });
    await fresh(page);
    await close();
  });

  test('a server that is killed: the last truth stays, with its age, also over a restart of the screen; then it is right again without a hand', async () => {
    const { link } = await letIn();
    const { page, close } = await visitWithClock(link, { viewport: SIZES.landscape });
    // The page is kept once it has proven itself, and what it shows twice a minute.
    await page.clock.runFor(40_000);
    await expect.poll(() => page.evaluate(`caches.match('/wall').then((kept) => Boolean(kept) && localStorage.getItem('heed_wall') !== null)`), PATIENCE).toBe(true);
    const { folder } = heed;
    const { port } = new URL(heed.url);
    heed.child.kill('SIGKILL');
    await page.getByText('No connection, trying again').waitFor();
    await page.clock.fastForward(3 * 60_000);
    await page.getByTestId('wall-stale').getByText('No connection. What you see is').waitFor();
    expect(await drawn(page)).not.toEqual([]);
    await page.goto(`${heed.url}/wall`);
    await page.locator('[data-testid=wall]:is([data-state=late], [data-state=stale])').waitFor();
    await expect.poll(() => drawn(page)).not.toEqual([]);
    heed = await startHeed({ folder, args: ['--port', port], env: { HEED_SAMPLE: 'true' } });
    // The wait between two tries is at most fifteen seconds.
    await page.clock.runFor(20_000);
    await fresh(page);
    await page.getByTestId('wall-age').getByText(/^Updated/).waitFor();
    await close();
  });
});

/** A wall whose clock can be put forward. */
async function visitWithClock(link: string, options: BrowserContextOptions, prepare: (page: Page) => Promise<void> = () => Promise.resolve()): Promise<{ page: Page; close: () => Promise<void> }> {
  const context = await browser.newContext({ locale: 'en-GB', timezoneId: 'UTC', ...options });
  context.setDefaultTimeout(60_000);
  const page = await context.newPage();
  await prepare(page);
  await page.clock.install();
  await page.goto(link);
  await fresh(page);
  return { page, close: () => context.close() };
}

/** What is in use after everything that is not was thrown away. */
async function heapOf(cdp: CDPSession): Promise<{ bytes: number; nodes: number }> {
  for (const _round of [1, 2, 3]) await cdp.send('HeapProfiler.collectGarbage');
  const { usedSize } = await cdp.send('Runtime.getHeapUsage');
  const { nodes } = await cdp.send('Memory.getDOMCounters');
  return { bytes: usedSize, nodes };
}
