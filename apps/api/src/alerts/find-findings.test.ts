import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { insertFeedback, insertReadings, repeat, testFeedback, testReading } from '@heed/filter/testing';
import { openDatabase, startLocalEngine, type LocalEngine, type Store } from '@heed/store';
import type { Catalogue } from '@heed/themes';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { SCHEMAS } from '../definitions/schemas.ts';
import { findFindings } from './find-findings.ts';
import { previewAlerts } from './preview-alerts.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** A Wednesday, in the afternoon. */
const NOW = Date.UTC(2026, 9, 14, 15);
const folder = mkdtempSync(join(tmpdir(), 'heed-findings-'));
const calendar = { now: NOW, timeZone: 'UTC' };
/** What is asked of it. */
const catalogue = { themes: new Map([['parcel', { name: 'Parcel', hidden: false }], ['price', { name: 'Price', hidden: false }], ['secret', { name: 'Secret', hidden: true }]]) } as unknown as Catalogue;

let engine: LocalEngine;
let store: Store;
beforeAll(async () => {
  engine = await startLocalEngine({ folder });
  store = await openDatabase({ ...engine, database: 'findings' });
});
afterAll(async () => {
  await store.close();
  await engine.stop();
  rmSync(folder, { recursive: true, force: true });
});

const looking = () => ({ store, calendar, catalogue });
const rule = (given: object) => SCHEMAS.alert.parse({ name: 'x', ...given });

test('departments whose score is clearly down, with fewer of them the more are looked at', async () => {
  const answers = (department: string, [now, before]: [number, number]): object[] => [
    ...repeat(100, { source: 'scores', department, occurredAt: NOW - DAY }).map((row, index) => ({ ...row, nps: index < now ? 10 : 0 })),
    ...repeat(100, { source: 'scores', department, occurredAt: NOW - 8 * DAY }).map((row, index) => ({ ...row, nps: index < before ? 10 : 0 })),
  ];
  // Of a hundred promoters: 40 after 80 is plain. 50 after 65 is 2.1 errors: p = 0.031, of eight departments not clear. 62 after 50 is up.
  const steady = ['C', 'D', 'E', 'F', 'G'].flatMap((name) => answers(name, [50, 50]));
  await insertFeedback(store, [...answers('Falling', [40, 80]), ...answers('Wavering', [50, 65]), ...answers('Rising', [62, 50]), ...steady] as Parameters<typeof insertFeedback>[1]);
  const each = rule({ kind: 'score_down', eachDepartment: true });
  const [falling, ...others] = await findFindings(each, looking());
  expect(others).toEqual([]);
  expect(falling).toMatchObject({ subject: 'Falling', departments: ['Falling'], facts: { metric: 'nps', value: -20, previous: 60, change: -80, n: 100, previousN: 100, looked: 8 } });
  expect(falling?.path).toMatch(/^\/\?department=Falling&from=2026-10-08T00%3A00%3A00.000Z&to=2026-10-15T00%3A00%3A00.000Z&show=nps$/);
  expect((await findFindings({ ...each, departments: ['Wavering'] }, looking())).map(({ subject }) => subject)).toEqual(['Wavering']);
  // Of all of them together nothing is clear; and a threshold, a minimum and a filter hold.
  expect(await findFindings(rule({ kind: 'score_down', filter: { department: { notIn: ['Falling'] } } }), looking())).toEqual([]);
  expect(await findFindings({ ...each, threshold: 81 }, looking())).toEqual([]);
  expect(await findFindings({ ...each, minimumSample: 101 }, looking())).toEqual([]);
  const { alerts } = await previewAlerts(each, { ...looking(), days: 7 });
  expect(alerts).toMatchObject([{ overAt: null, finding: { subject: 'Falling' } }]);
});

test('themes that come up more than in the same hours of earlier weeks, but none that is hidden', async () => {
  for (let week = 0; week <= 8; week++) {
    const occurredAt = NOW - week * 7 * DAY - HOUR;
    const of = async (times: number, theme: string): Promise<void> => {
      const rows = repeat(times, { source: 'words', comment: 'words', occurredAt });
      await insertFeedback(store, rows);
      await insertReadings(store, rows.map((row) => testReading(row, { themes: [theme] })));
    };
    await of(week === 0 ? 60 : 10, 'parcel');
    await of(week === 0 ? 60 : 10, 'secret');
    await of(80, 'price');
  }
  const found = await findFindings(rule({ kind: 'theme_spiking' }), looking());
  // 10 of 100 comments before, and 200 now.
  expect(found).toMatchObject([{ subject: 'parcel', departments: [], facts: { name: 'Parcel', count: 60, expected: 20, growth: 3 } }]);
  expect(found[0]?.path).toContain('/themes/parcel?from=');
  expect(await findFindings(rule({ kind: 'theme_spiking', threshold: 61 }), looking())).toEqual([]);
});

test('sources that have fallen silent, by when their data came and not by when it was said', async () => {
  const hourly = (source: string, until: number): object[] => Array.from({ length: 59 * 24 }, (_, hour) => NOW - 59 * DAY + hour * HOUR).filter((at) => at < until).map((at) => ({ ...testFeedback({ source, occurredAt: at - 12 * HOUR, receivedAt: at }) }));
  // Brought along yesterday, all of it old.
  const brought = Array.from({ length: 40 }, (_, day) => testFeedback({ source: 'history', occurredAt: NOW - day * DAY, receivedAt: NOW - DAY }));
  await insertFeedback(store, [...hourly('alive', NOW), ...hourly('dead', NOW - 10 * HOUR), ...brought] as Parameters<typeof insertFeedback>[1]);
  const silent = rule({ kind: 'source_silent', filter: { source: { in: ['alive', 'dead', 'history'] } } });
  expect(await findFindings(silent, looking())).toMatchObject([{ subject: 'dead', facts: { source: 'dead', silentMs: 11 * HOUR, usualMs: HOUR, lastAt: NOW - 11 * HOUR } }]);
  const { alerts, judged } = await previewAlerts(silent, { ...looking(), days: 30 });
  expect([judged, alerts.map(({ finding, overAt }) => [finding.subject, overAt])]).toEqual([true, [['dead', null]]]);
  expect(alerts[0]?.at).toBeGreaterThan(NOW - 11 * HOUR);
  expect(alerts[0]?.at).toBeLessThan(NOW - 6 * HOUR);
});
