import { HeedError, resolvePeriod, type Calendar, type Period } from '@heed/domain';
import type { StoreReader } from '@heed/store';
import { checkFilter } from '@heed/filter';
import type { LoopSettings, Rule } from '../settings/settings.ts';
import { askedFor, rulesUpTo } from './asked-rules.ts';
import type { Match } from './match.ts';
import { readMatches, type Position } from './matches.query.ts';
import { keepRepeated } from './repeats.query.ts';

const MOST_DAYS = 366;

/** The last so many days of the organisation's calendar, today included. Throws BAD_USER_INPUT unless `days` is a whole number from 1 to 366. */
export function daysBack(days: number, calendar: Calendar): Period {
  if (!Number.isInteger(days) || days < 1 || days > MOST_DAYS) throw new HeedError('BAD_USER_INPUT', `days must be a whole number from 1 to ${MOST_DAYS}.`, { path: 'days' });
  return resolvePeriod({ last: { count: days, unit: 'day' } }, calendar);
}

/** A rule as it is asked of old feedback. */
export interface LookBack {
  /** The rule, and those before it that keep feedback from it; see `rulesUpTo`. */
  rules: readonly Rule[];
  /** The feedback of the period that any of the rules holds for, in the order in which it occurred, in pages of at most so many. */
  pages(page: number): AsyncGenerator<Match[]>;
}

/** Looks at a period's feedback by one rule. Throws BAD_USER_INPUT for conditions that cannot be asked. */
export function lookBack(store: StoreReader, { rule, settings, period }: { rule: Rule; settings: LoopSettings; period: Period }): LookBack {
  checkFilter(rule.when);
  const rules = rulesUpTo(rule, settings);
  return {
    rules,
    async *pages(limit) {
      let after: Position | null = null;
      do {
        const page = await readMatches(store, { asked: askedFor(rules), scope: { period }, after, limit });
        yield await keepRepeated(store, page.matches, { rules });
        after = page.next;
      } while (after);
    },
  };
}
