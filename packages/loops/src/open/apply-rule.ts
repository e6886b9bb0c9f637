import { HeedError, type Calendar } from '@heed/domain';
import { didYouMean, nearNames } from '@heed/filter';
import { keyOf } from '../settings/settings.ts';
import { daysBack, lookBack } from './look-back.ts';
import { MOST_TOGETHER, openMatches, type Opened, type OpeningContext } from './open-matches.ts';

/** Feedback in one look; each reads the period again. */
const PAGE = 20_000;

/**
 * Lets a rule act on the feedback of the last so many days of the organisation's calendar, today included, as though it had been
 * there before; it need not be switched on. What it did already it does not do again, so it can be called again after any
 * failure. Returns how many loops it opened and how many feedback it joined to open loops. Throws NOT_FOUND for a rule that there is
 * not, and BAD_USER_INPUT for `days` that are not from 1 to 366.
 */
export async function applyRule(context: OpeningContext & { calendar: Calendar }, { name, days }: { name: string; days: number }): Promise<Opened> {
  const settings = context.settings();
  const rule = settings.rules.find((one) => keyOf(one.name) === keyOf(name));
  if (!rule) {
    const near = nearNames(name, settings.rules.map((one) => one.name));
    throw new HeedError('NOT_FOUND', `There is no such rule; ${didYouMean(near, 'loopSettings lists those that there are.')}`, { path: 'name', near });
  }
  const { rules, pages } = lookBack(context.store, { rule, settings, period: daysBack(days, context.calendar) });
  const done: Opened = { opened: 0, joined: 0 };
  for await (const matches of pages(PAGE)) {
    for (let start = 0; start < matches.length; start += MOST_TOGETHER) {
      const { opened, joined } = await openMatches(context, { matches: matches.slice(start, start + MOST_TOGETHER), rules, only: rule.name });
      done.opened += opened;
      done.joined += joined;
    }
  }
  return done;
}
