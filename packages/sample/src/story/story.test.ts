import type { FeedbackInput } from '@heed/domain';
import { beforeAll, describe, expect, it } from 'vitest';
import { sampleFeedback } from '../index.ts';
import { storyDays } from './day.ts';

const NOW = Date.parse('2026-11-22T13:00:00Z');
const DAY = 86_400_000;
let rows: { row: FeedbackInput; ago: number }[] = [];
beforeAll(() => {
  rows = Array.from(sampleFeedback({ seed: 1, now: NOW, timeZone: 'Europe/Berlin' }), (row) => ({
    row,
    ago: (NOW - Date.parse(String(row.occurredAt))) / DAY,
  }));
});

type Test = (row: FeedbackInput) => boolean;
const anyone: Test = () => true;

/** Rows from so many days ago until so many days ago. */
function between(from: number, to: number, test: Test = anyone): FeedbackInput[] {
  return rows.flatMap(({ row, ago }) => (ago <= from && ago > to && test(row) ? row : []));
}

/** 100·(promoters − detractors)/answers. */
function nps(of: FeedbackInput[]): number {
  const answers = of.flatMap((row) => row.nps ?? []);
  expect(answers.length).toBeGreaterThan(20);
  return (100 * (answers.filter((answer) => answer >= 9).length - answers.filter((answer) => answer <= 6).length)) / answers.length;
}

/** Percent of 4 and 5 among answers from 1 to 5. */
function csat(of: FeedbackInput[]): number {
  const answers = of.flatMap((row) => (row.csatScale === 5 ? (row.csat ?? []) : []));
  expect(answers.length).toBeGreaterThan(20);
  return (100 * answers.filter((answer) => answer >= 4).length) / answers.length;
}

const department = (name: string): Test => (row) => row.department === name;

describe('the story of the year', () => {
  it('has an incident of three weeks, sixteen weeks ago, that a fix ended', () => {
    const [before, during, after] = [nps(between(168, 112)), nps(between(112, 91)), nps(between(91, 35))];
    expect(before - during).toBeGreaterThan(12);
    expect(Math.abs(after - before)).toBeLessThan(6);
  });

  it('hits Product & Engineering and Support, and leaves Delivery alone', () => {
    for (const name of ['Product & Engineering', 'Support']) {
      expect(csat(between(168, 112, department(name))) - csat(between(112, 91, department(name)))).toBeGreaterThan(20);
    }
    expect(Math.abs(csat(between(168, 112, department('Delivery'))) - csat(between(112, 91, department('Delivery'))))).toBeLessThan(10);
  });

  it('is spoken of in the comments while it lasts', () => {
    const tells: Test = (row) => /4\.8\.0/.test(row.comment ?? '');
    expect(between(365, 113, tells)).toHaveLength(0);
    expect(between(112, 91, tells).length).toBeGreaterThan(100);
    expect(between(80, 0, tells)).toHaveLength(0);
    expect(between(91, 65, (row) => /4\.8\.2/.test(row.comment ?? '')).length).toBeGreaterThan(5);
  });

  it('grows by about half or more from the spring to the autumn', () => {
    const [spring, autumn] = [between(238, 210).length, between(42, 14).length];
    expect(autumn / spring).toBeGreaterThan(1.2);
    expect(autumn / spring).toBeLessThan(1.8);
  });

  it('has a rhythm of weekdays and hours', () => {
    const at = (test: (local: Date) => boolean): number => rows.filter(({ row }) => test(new Date(Date.parse(String(row.occurredAt)) + 3_600_000))).length;
    const weekend = at((local) => local.getUTCDay() === 0 || local.getUTCDay() === 6) / 2;
    const weekdays = at((local) => local.getUTCDay() >= 1 && local.getUTCDay() <= 5) / 5;
    expect(weekend / weekdays).toBeLessThan(0.8);
    const european = rows.filter(({ row }) => row.region === 'Europe').map(({ row }) => new Date(String(row.occurredAt)).getUTCHours());
    expect(european.filter((hour) => hour < 4).length).toBeLessThan(european.filter((hour) => hour >= 8 && hour < 12).length / 10);
  });

  it('has a season: many purchases around Black Friday (28 November 2025), late parcels before Christmas', () => {
    const on = (from: string, to: string, test: Test = anyone): FeedbackInput[] =>
      between((NOW - Date.parse(from)) / DAY, (NOW - Date.parse(to)) / DAY, test);
    const perDay = (from: string, to: string): number => on(from, to).length / ((Date.parse(to) - Date.parse(from)) / DAY);
    expect(perDay('2025-11-24', '2025-12-03')).toBeGreaterThan(1.3 * perDay('2026-02-02', '2026-03-02'));
    const delivery = department('Delivery');
    expect(csat(on('2026-02-01', '2026-05-01', delivery)) - csat(on('2025-12-08', '2025-12-26', delivery))).toBeGreaterThan(8);
  });

  it('shows Billing getting better and the doorbell behind the others', () => {
    expect(nps(between(91, 0, department('Billing'))) - nps(between(365, 274, department('Billing')))).toBeGreaterThan(15);
    const product = (name: string): Test => (row) => row.product === name;
    for (const name of ['Halvorn Hub', 'Halvorn Climate', 'Halvorn View', 'Halvorn Lock', 'Halvorn Glow']) {
      expect(nps(between(365, 0, product(name))) - nps(between(365, 0, product('Halvorn Bell')))).toBeGreaterThan(15);
    }
  });

  it('ends with a new small subject: batteries that drain since the last update', () => {
    const drains: Test = (row) => row.language === 'en' && /battery (?:drain|of the|life)|low battery|empty battery/i.test(row.comment ?? '');
    expect(between(365, 20, drains)).toHaveLength(0);
    const recent = between(20, 0, drains).length;
    const comments = between(20, 0, (row) => row.language === 'en' && row.comment !== undefined).length;
    expect(recent).toBeGreaterThan(15);
    expect(recent / comments).toBeLessThan(0.2);
  });

  it('lets scores agree with what is said', () => {
    const glad: Test = (row) => /Very happy\.|Would recommend\.|No complaints\./.test(row.comment ?? '');
    const angry: Test = (row) => /Very disappointed\.|can't recommend|Not acceptable\./.test(row.comment ?? '');
    expect(csat(between(365, 0, glad))).toBeGreaterThan(90);
    expect(csat(between(365, 0, angry))).toBeLessThan(15);
  });
});

describe('storyDays', () => {
  it('counts from the nearest Black Friday, the day after the fourth Thursday of November', () => {
    const days = storyDays({ now: Date.parse('2026-03-01T12:00:00Z'), timeZone: 'UTC' });
    // 2025-11-28 was a Friday; 2025-11-27 the fourth Thursday.
    const blackFriday = days.find((day) => day.sinceBlackFriday === 0);
    expect(new Date(blackFriday?.from ?? 0).toISOString()).toBe('2025-11-28T00:00:00.000Z');
    expect(blackFriday?.weekday).toBe(4);
    expect(days.at(-1)).toMatchObject({ month: '2026-03', dayOfMonth: 1, weekday: 6, ago: 0 });
    expect(days).toHaveLength(366);
  });
});
