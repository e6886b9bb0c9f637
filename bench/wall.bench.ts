/**
 * What a wall keeps in memory: `npm run bench -- wall` turns the pages of the sample's wall in a real Chromium for 24 simulated hours
 * (`--hours=168` for a week), a page every twenty seconds, while answers come in, and compares what is in use after everything that is
 * not was thrown away. The browser's clock runs as fast as it can, so that pings go unanswered and the connection is made anew again
 * and again, as on a bad network.
 */
import { parseArgs } from 'node:util';
import { chromium } from 'playwright-core';
import { startHeed } from './support/heed.ts';
import { ask } from './support/http.ts';
import { figure, printGoals, printTable } from './support/print.ts';
import { loadAverage } from './support/process-figures.ts';
import { makeWorkplace } from './support/workplace.ts';

const { values: given } = parseArgs({ options: { hours: { type: 'string', default: '24' } } });
const HOURS = Number(given.hours);
/** What a page keeps for good, such as formats that were used for the first time, is there after so long. */
const WARM_UP_MS = 60 * 60_000;
const STEP_MS = 15 * 60_000;
const ROUNDS = 8;
const MOST_GROWTH_MB = 5;

const heed = await startHeed({ folder: makeWorkplace().folder('heed'), env: { HEED_SAMPLE: 'true' } });
const browser = await chromium.launch({ executablePath: process.env.HEED_CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] });

const rows: string[][] = [];
try {
  const loadBefore = loadAverage();
  const { walls } = await ask<{ walls: { walls: { key: string }[] } }>(heed.url, '{ walls { walls { key } } }');
  const { createDisplay } = await ask<{ createDisplay: { link: string } }>(heed.url, 'mutation ($input: NewDisplayInput!) { createDisplay(input: $input) { link } }', { input: { wall: walls.walls[0]?.key, name: 'Bench' } });
  const { hash } = new URL(createDisplay.link, heed.url);

  const page = await (await browser.newContext({ viewport: { width: 1920, height: 1080 } })).newPage();
  await page.clock.install();
  await page.goto(`${heed.url}/wall${hash}`);
  await page.locator('[data-testid=wall][data-state=fresh]').waitFor();
  const cdp = await page.context().newCDPSession(page);

  let submitted = 0;
  async function pass(milliseconds: number): Promise<void> {
    for (let passed = 0; passed < milliseconds; passed += STEP_MS) {
      await page.clock.runFor(STEP_MS);
      await ask(heed.url, 'mutation ($input: FeedbackInput!) { submitFeedback(input: $input) { status } }', { input: { source: 'bench:wall', externalId: String(submitted), nps: submitted++ % 11, comment: 'The courier left the parcel with a neighbour', department: 'Delivery' } });
    }
  }
  async function measure(hours: number): Promise<{ megabytes: number; nodes: number }> {
    for (let time = 0; time < 3; time++) await cdp.send('HeapProfiler.collectGarbage');
    const { usedSize } = await cdp.send('Runtime.getHeapUsage');
    const { nodes } = await cdp.send('Memory.getDOMCounters');
    const megabytes = usedSize / 1024 ** 2;
    rows.push([figure(hours, 1), figure(megabytes, 2), figure(nodes), figure(await page.locator('.layer').count())]);
    return { megabytes, nodes };
  }

  await pass(WARM_UP_MS);
  const start = await measure(0);
  let end = start;
  for (let round = 1; round <= ROUNDS; round++) {
    await pass((HOURS * 3_600_000) / ROUNDS);
    end = await measure((HOURS * round) / ROUNDS);
  }
  console.log(`${figure(HOURS)} simulated hours, ${figure(submitted)} answers in between; load average ${loadBefore} before, ${loadAverage()} after.`);
  printTable(['hours', 'heap MiB', 'nodes', 'pages in the document'], rows);
  const growth = end.megabytes - start.megabytes;
  printGoals([{ what: `growth of the heap in ${figure(HOURS)} hours`, wanted: `≤ ${MOST_GROWTH_MB} MiB`, reached: `${figure(growth, 2)} MiB`, met: growth <= MOST_GROWTH_MB }]);
} finally {
  await browser.close();
  await heed.stop();
}
