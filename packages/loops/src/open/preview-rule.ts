import { bucketsOf, type Calendar, type Period } from '@heed/domain';
import { compileFilter, examplePeriod, periodMoments } from '@heed/filter';
import { count, defineQuery, sql, type StoreReader } from '@heed/store';
import * as z from 'zod';
import type { LoopSettings, Rule } from '../settings/settings.ts';
import { daysBack, lookBack } from './look-back.ts';
import { planOpenings } from './plan-openings.ts';
import { readStanding } from './standing.query.ts';

/** At most so many matching feedback are looked at. */
const MOST_PREVIEWED = 200_000;
const PAGE = 20_000;
const EXAMPLES = 10;

/** What a rule would have done. */
export interface RulePreview {
  /** Feedback that the rule holds for, and that no rule before it keeps from it; also what is part of a loop by this rule already. */
  matched: number;
  wouldOpen: number;
  wouldJoin: number;
  /** Each day of the period (yyyy-MM-dd, in the organisation's time zone), days without any included. */
  perDay: { day: string; matched: number; wouldOpen: number }[];
  /** Ids of the newest feedback that matched, the newest first. */
  examples: string[];
  /** Of all customers' feedback of the period; 0 where there is none. */
  sharePercent: number;
  /** False when more than 200,000 matched: all figures are then of the time up to the last of those. */
  complete: boolean;
}

const feedbackCount = defineQuery<{ period: Period }, { n: number }>({
  name: 'loops.feedbackCount',
  params: z.strictObject({ period: periodMoments }),
  row: z.object({ n: count }),
  sql: ({ period }) => sql`SELECT count() AS n FROM feedback FINAL WHERE ${compileFilter({}, { period })}`,
  examples: [{ period: examplePeriod }],
});

/**
 * What `applyRule` would do at this moment with a rule over the last so many days: it decides as that does and writes nothing.
 * Throws BAD_USER_INPUT for a rule whose conditions cannot be asked, and for `days` that are not from 1 to 366.
 */
export async function previewRule(
  { store, settings, calendar, most = MOST_PREVIEWED }: { store: StoreReader; settings: LoopSettings; calendar: Calendar; most?: number },
  { rule, days }: { rule: Rule; days: number },
): Promise<RulePreview> {
  const period = daysBack(days, calendar);
  const { rules, pages } = lookBack(store, { rule, settings, period });
  const place = rules.length - 1;
  const plan = planOpenings({ rules, settings, only: rule.name, turns: new Map() });
  const perDay = bucketsOf(period, { grain: 'day', timeZone: calendar.timeZone }).map((bucket) => ({ ...bucket, matched: 0, wouldOpen: 0 }));
  const examples: string[] = [];
  const sums = { matched: 0, wouldOpen: 0, wouldJoin: 0 };
  let until = period.to;
  let day = 0;

  for await (const page of pages(PAGE)) {
    plan.learn(await readStanding(store, page));
    for (const match of page) {
      if (sums.matched === most) {
        until = Math.min(until, match.occurredAt);
        break;
      }
      const acts = plan.take(match);
      if (!isAsked(match.rules, { rules, place })) continue;
      while ((perDay[day]?.to ?? Infinity) <= match.occurredAt) day++;
      const onDay = perDay[day];
      sums.matched++;
      if (onDay) onDay.matched++;
      for (const { kind } of acts) {
        if (kind === 'join') sums.wouldJoin++;
        else {
          sums.wouldOpen++;
          if (onDay) onDay.wouldOpen++;
        }
      }
      examples.unshift(match.id);
      if (examples.length > EXAMPLES) examples.pop();
    }
    if (until < period.to) break;
  }

  const complete = until === period.to;
  const [all] = complete || until > period.from ? await store.read(feedbackCount, { period: { from: period.from, to: until } }) : [];
  const n = all?.n ?? 0;
  return {
    ...sums,
    perDay: perDay.map(({ key, matched, wouldOpen }) => ({ day: key, matched, wouldOpen })),
    examples,
    sharePercent: n === 0 ? 0 : Math.min(100, (100 * sums.matched) / n),
    complete,
  };
}

/** Whether the rule at this place is asked for a feedback that these rules hold for. */
function isAsked(held: readonly number[], { rules, place }: { rules: readonly Rule[]; place: number }): boolean {
  return held.includes(place) && !held.some((other) => other < place && rules[other]?.last);
}
