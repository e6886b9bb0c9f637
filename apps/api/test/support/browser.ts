import axe from 'axe-core';
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';
import { expect } from 'vitest';

/** A real Chromium, without a window and without calls to anybody. */
export async function openBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env.HEED_CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  });
}

export interface Visit {
  page: Page;
  /** Everything that the console complained about. */
  complaints: string[];
  /** The sum of layout shifts since the page began to load (Cumulative Layout Shift). */
  layoutShift(): Promise<number>;
  /** Violations of WCAG 2.2 A and AA that axe finds, with the elements. */
  violations(): Promise<string[]>;
  close(): Promise<void>;
}

/** Opens a page in a context of its own. */
export async function visit(browser: Browser, url: string, options: BrowserContextOptions = {}): Promise<Visit> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en-GB', timezoneId: 'UTC', ...options });
  // Twice as long as usual: a machine that does much else is slow, and not wrong.
  context.setDefaultTimeout(60_000);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.addInitScript(`
    window.heedShift = 0;
    new PerformanceObserver((list) => { for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.heedShift += entry.value; }).observe({ type: 'layout-shift', buffered: true });
  `);
  await page.goto(url);
  return {
    page,
    complaints,
    layoutShift: () => page.evaluate('window.heedShift'),
    async violations() {
      await page.evaluate(axe.source);
      const found: { id: string; nodes: { target: string[]; failureSummary: string }[] }[] = await page.evaluate(
        `axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] }).then((result) => result.violations)`,
      );
      return found.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')}: ${failureSummary}`));
    },
    close: () => context.close(),
  };
}

/** By how many pixels a page is wider than its window. */
export const overhang = (page: Page): Promise<number> => page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');

/** Words of headings, buttons and what leads to other pages through which a line break goes. */
const tornWords = (page: Page): Promise<string[]> =>
  page.evaluate<string[]>(`(() => {
    const torn = [];
    const range = document.createRange();
    for (const element of document.querySelectorAll('nav a, button, h1, h2, th[scope=col]')) {
      const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
      for (let text = texts.nextNode(); text; text = texts.nextNode()) {
        for (const { 0: word, index } of text.parentElement.closest('.sr-only') ? [] : text.data.matchAll(/\\p{Script=Latin}+/gu)) {
          range.setStart(text, index);
          range.setEnd(text, index + word.length);
          if (new Set([...range.getClientRects()].map(({ top }) => Math.round(top))).size > 1) torn.push(word);
        }
      }
    }
    return torn;
  })()`);

/** The screens on which every page is looked at. Where there are two looks, night falls while the page is open. */
export const SCREENS = [
  ['1440×900 light, then dark', { viewport: { width: 1440, height: 900 } }, ['light', 'dark']],
  ['390×844 light', { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }, ['light']],
] as const satisfies readonly (readonly [string, BrowserContextOptions, readonly Look[]])[];

type Look = 'light' | 'dark';

/** So long a page is watched for shifts after it was ready. */
const STILL_MS = 600;
/** While one page is watched another one loads. */
const AT_ONCE = 2;

/**
 * Opens each page as somebody who was never there before, and asserts that nothing is wrong with it in any look: no violation of
 * accessibility, no complaint in the console, no shift of what stands there, and nothing wider than the screen, for which no word was torn.
 */
export async function expectSound(
  browser: Browser,
  { url, paths, options, looks, ready }: { url: string; paths: readonly string[]; options: BrowserContextOptions; looks: readonly Look[]; ready: (page: Page) => Promise<void> },
): Promise<void> {
  const queue = [...paths];
  const work = async (): Promise<void> => {
    for (let path = queue.shift(); path !== undefined; path = queue.shift()) {
      const { page, complaints, violations, layoutShift, close } = await visit(browser, url + path, { ...options, colorScheme: looks[0] ?? 'light' });
      await ready(page);
      for (const [index, look] of looks.entries()) {
        if (index > 0) await page.emulateMedia({ colorScheme: look });
        await page.waitForTimeout(STILL_MS);
        expect({ path, look, violations: await violations(), complaints, wider: Math.max(0, await overhang(page)), torn: await tornWords(page) }).toEqual({ path, look, violations: [], complaints: [], wider: 0, torn: [] });
        // On a busy machine fonts come late, for which lines move by a hair; 0.1 is what people notice.
        if (index === 0) expect(await layoutShift(), path).toBeLessThan(0.01);
      }
      await close();
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
}
