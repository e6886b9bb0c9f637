import { SAMPLE_THEMES, toldFeedback } from '@heed/sample';
import { findBursts, MOST_RECENT_DAYS, readText, recentDaysOf, type BurstText } from '@heed/themes';
import { expect, test } from 'vitest';

const DAY = 86_400_000;

test.each([Date.UTC(2026, 10, 22, 12), Date.UTC(2026, 5, 3, 7)])('the empty battery, which the sample company has not named, is found as something new at %i', (now) => {
  expect(SAMPLE_THEMES.flatMap(({ themes }) => themes.map(({ subject }) => subject))).not.toContain('battery');
  const texts: BurstText[] = [];
  const subjects = new Map<string, string | null>();
  for (const { feedback, subject } of toldFeedback({ seed: 20_260_101, now, timeZone: 'UTC' })) {
    const text = feedback.comment && feedback.language === 'en' ? readText(feedback.comment, { language: 'en', languages: [] }) : null;
    if (!text || !feedback.externalId) continue;
    texts.push({ id: feedback.externalId, text, comment: feedback.comment ?? '', at: Date.parse(String(feedback.occurredAt)), who: null, theme: null });
    subjects.set(feedback.externalId, subject);
  }
  const today = Math.floor(now / DAY);
  const days = texts.map(({ at }) => ({ day: Math.floor(at / DAY), comments: 1 })).filter(({ day }) => day > today - MOST_RECENT_DAYS);
  const since = (today - recentDaysOf(days, { today }) + 1) * DAY;
  const bursts = findBursts(texts.filter(({ at }) => at > now - 180 * DAY), { since, seed: 1 });
  expect(bursts).toHaveLength(1);
  const [burst] = bursts;
  expect(burst?.texts.filter((id) => subjects.get(id) === 'battery').length).toBe(burst?.texts.length);
  expect(burst?.texts.length).toBeGreaterThanOrEqual(15);
  expect(burst?.name).toMatch(/batter/i);
});
