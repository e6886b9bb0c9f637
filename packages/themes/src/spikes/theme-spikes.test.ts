import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { insertFeedback, insertReadings, testFeedback, testReading } from '@heed/filter/testing';
import { seeded } from '../discover/random.ts';
import { findSpikes, type ThemeBucket } from '../emerging/find-spikes.ts';
import { ANNA, create, finished, openPlace, type Place } from '../testing/running-themes.ts';
import { raisedSpikes, spikeProposals } from './raise-spikes.ts';
import { spikeWindow } from './spike-windows.ts';
import { FALSE_SPIKES, isClear, themeSpikes } from './theme-spikes.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** Above every revision that a reader gives out: what it reads of the same comments meanwhile does not stand. */
const ABOVE_ALL = 2 ** 63;

it('compares the same hours by the clock, also where it was changed in between', () => {
  // Wednesday 1 April 2026, 10:30 in Berlin, three days after clocks went forward.
  const { now, earlier } = spikeWindow({ now: Date.UTC(2026, 3, 1, 8, 30), timeZone: 'Europe/Berlin' }, 3);
  const iso = ({ from, to }: { from: number; to: number }) => [new Date(from).toISOString(), new Date(to).toISOString()];
  expect(iso(now)).toEqual(['2026-04-01T05:30:00.000Z', '2026-04-01T08:30:00.000Z']);
  expect(earlier).toHaveLength(8);
  expect(iso(earlier[0] ?? now)).toEqual(['2026-03-25T06:30:00.000Z', '2026-03-25T09:30:00.000Z']);
});

describe('spikes of themes in what was read', () => {
  let place: Place;
  let written = 0;
  const at = Date.now();
  beforeEach(async () => {
    place = await openPlace();
  });
  afterEach(async () => {
    await place.close();
    expect(place.errors).toEqual([]);
  });

  /** Comments of a theme within the hours before a moment, as though they had been read. */
  async function say(theme: string, { n, before, hours = 20, people = n }: { n: number; before: number; hours?: number; people?: number }): Promise<string[]> {
    const customers = Array.from({ length: people }, () => randomUUID());
    const rows = Array.from({ length: n }, (_, index) => testFeedback({
      id: randomUUID(), version: ++written, comment: `${theme} ${index}`, language: 'en', customerId: customers[index % people] ?? null,
      occurredAt: before - Math.round(((index + 0.5) / n) * hours * HOUR),
    }));
    await insertFeedback(place.store, rows);
    await insertReadings(place.store, rows.map((row) => testReading(row, { themes: theme === '' ? [] : [theme], revision: ABOVE_ALL })));
    return rows.map(({ id }) => id);
  }

  it('are raised once, name the theme with what shows it, and go away by themselves', async () => {
    const themes = await place.resting();
    const [late, wet, app] = [await create(themes, 'Late', []), await create(themes, 'Wet', []), await create(themes, 'App', [])] as [string, string, string];
    // What was merged counts with what it was merged into.
    const later = await create(themes, 'Later', []);
    await themes.do({ do: 'merge', themes: [later], into: late }, ANNA);
    for (let week = 1; week <= 8; week++) {
      await say(late, { n: 6, before: at - 7 * week * DAY });
      await say(later, { n: 4, before: at - 7 * week * DAY });
      await say(wet, { n: 5, before: at - 7 * week * DAY });
      await say('', { n: 85, before: at - 7 * week * DAY });
    }
    const shown = [...(await say(late, { n: 30, before: at - HOUR, hours: 6 })), ...(await say(later, { n: 10, before: at - HOUR, hours: 6 }))];
    await say(wet, { n: 6, before: at });
    // One person who writes often is no spike.
    await say(app, { n: 40, before: at, people: 2 });
    await say('', { n: 85, before: at });

    const look = (now: number) => themeSpikes({ store: place.store, catalogue: themes.catalogue.state(), now, timeZone: 'UTC' });
    const spikes = await look(at);
    expect(spikes).toMatchObject([{ theme: late, count: 40, people: 40 }]);
    const [spike] = spikes;
    // By hand: 10 of 100 in each of eight weeks, and 171 comments now.
    expect(spike?.shareBefore).toBeCloseTo(0.1, 10);
    expect(spike?.expected).toBeCloseTo(17.1, 10);
    expect(spike?.growth).toBeCloseTo(40 / 17.1, 10);
    expect(new Set(spike?.feedbackIds)).toEqual(new Set(shown));
    // It began about seven hours ago.
    expect(at - (spike?.since ?? 0)).toBeGreaterThan(6 * HOUR);
    expect(at - (spike?.since ?? 0)).toBeLessThan(7 * HOUR);

    const catalogue = () => themes.catalogue.state();
    const settle = async (now: number): Promise<void> => {
      const found = await look(now);
      const { raise, over } = spikeProposals({ spikes: found, raised: new Set(found.map(({ theme }) => theme)) }, catalogue());
      if (over.length > 0) await themes.do({ do: 'withdraw', proposals: over }, ANNA);
      if (raise.length > 0) await themes.do({ do: 'propose', proposals: raise }, ANNA);
    };
    await settle(at);
    await settle(at + HOUR / 4);
    expect(raisedSpikes(catalogue())).toMatchObject([{ theme: late, comments: 40, people: 40, falseAlarms: FALSE_SPIKES, seen: false }]);
    const [raised] = raisedSpikes(catalogue());
    await themes.do({ do: 'accept', proposal: raised?.id ?? '' }, ANNA);
    await settle(at + HOUR / 2);
    // Seen, and still going on; there is one proposal of it.
    expect(raisedSpikes(catalogue())).toMatchObject([{ id: raised?.id, seen: true }]);
    await settle(at + 2 * DAY);
    expect(raisedSpikes(catalogue())).toEqual([]);
    expect([...catalogue().proposals.values()]).toMatchObject([{ kind: 'spiking', state: 'over' }]);
    // Looked at once more, what is over is not raised again, for it began before it was over.
    await settle(at);
    expect(raisedSpikes(catalogue())).toEqual([]);
  }, 120_000);

  it('are looked for with what is new, and told as proposals', async () => {
    const themes = await place.start();
    const late = await create(themes, 'Late', []);
    await themes.caughtUp();
    for (let week = 1; week <= 8; week++) await say('', { n: 30, before: at - 7 * week * DAY });
    await say(late, { n: 30, before: at, hours: 2 });
    await say('', { n: 30, before: at });
    const job = await finished(themes.studies.begin({ kind: 'emerging', by: 'system' }));
    expect(job).toMatchObject({ state: 'done', result: { proposals: 1 } });
    expect(raisedSpikes(themes.catalogue.state())).toMatchObject([{ theme: late, comments: 30, growth: null, hours: 24 }]);
    expect(await finished(themes.studies.begin({ kind: 'emerging', by: 'system' }))).toMatchObject({ result: { proposals: 0, over: 0 } });
  }, 120_000);
});

it('on quiet days nothing is marked more often than is said, though it is looked every quarter of an hour', () => {
  const [DAYS, THEMES, QUARTERS, WEEKS] = [40, 20, 96, 8];
  const random = seeded(3);
  /** A number of comments as chance makes it (Poisson, by the product of Knuth). */
  const poisson = (mean: number): number => {
    let n = -1;
    for (let product = 1; product > Math.exp(-mean); n++) product *= random();
    return n;
  };
  const total = (DAYS + 7 * WEEKS) * QUARTERS;
  const counts = Array.from({ length: THEMES + 1 }, () => new Float64Array(total + 1));
  for (let quarter = 0; quarter < total; quarter++) {
    // By night less is said than by day; themes are common and rare.
    const busy = 10 * (0.3 + 1.4 * Math.sin((Math.PI * (quarter % QUARTERS)) / QUARTERS) ** 2);
    for (const [theme, sums] of counts.entries()) sums[quarter + 1] = (sums[quarter] ?? 0) + poisson(theme === THEMES ? busy / 2 : (busy * (theme + 1)) / (THEMES * (THEMES + 1)));
  }
  const bucket = (to: number, quarters: number): ThemeBucket => {
    const themes = new Map(counts.map((sums, theme) => [String(theme), (sums[to] ?? 0) - (sums[to - quarters] ?? 0)]));
    return { comments: [...themes.values()].reduce((sum, n) => sum + n, 0), themes };
  };
  const marked = new Set<number>();
  for (let now = 7 * WEEKS * QUARTERS + 1; now <= total; now++) {
    for (const quarters of [QUARTERS, 12]) {
      const earlier = Array.from({ length: WEEKS }, (_, week) => bucket(now - 7 * (week + 1) * QUARTERS, quarters));
      if (findSpikes(bucket(now, quarters), { earlier, fewest: 1, falseDiscovery: 1 }).some(isClear)) marked.add(Math.floor(now / QUARTERS));
    }
  }
  expect(marked.size / DAYS).toBeLessThanOrEqual(FALSE_SPIKES);
}, 60_000);
