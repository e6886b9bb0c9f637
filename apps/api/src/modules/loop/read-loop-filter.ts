import { checkLoopFilter, type LoopFilter } from '@heed/loops';
import { callerOf, type Asker } from '../../graphql/context.ts';
import { readFilter, readPeriod, withoutNulls } from '../filter/read-filter.ts';
import type { LoopFilterInput } from './loop-filter.input.ts';

/**
 * What the caller asked, parsed, saved filters written out, within the loops that the caller may see. The only way from an
 * argument to a filter of loops. Throws BAD_USER_INPUT that names the field and what to change.
 */
export function loopFilterFor(context: Asker, input: LoopFilterInput | null | undefined): LoopFilter {
  const { opened, closed, feedback, ...rest } = input ?? {};
  const filter: LoopFilter = {
    ...(withoutNulls(rest) as LoopFilter),
    ...(opened ? { opened: readPeriod(opened, 'filter.opened') } : {}),
    ...(closed ? { closed: readPeriod(closed, 'filter.closed') } : {}),
    ...(feedback ? { feedback: context.heed.definitions.resolve(readFilter(feedback)) } : {}),
  };
  return withinLoopScope(context, filter);
}

/** The same for a filter in the program's own spelling, with the conditions of saved filters in the place of their names. */
export function scopedLoopFilter(context: Asker, { feedback, ...filter }: LoopFilter): LoopFilter {
  return withinLoopScope(context, feedback ? { ...filter, feedback: context.heed.definitions.resolve(feedback) } : filter);
}

function withinLoopScope(context: Asker, filter: LoopFilter): LoopFilter {
  checkLoopFilter(filter, { calendar: context.heed.calendar() });
  const { departments } = callerOf(context);
  return departments ? { ...filter, scope: [...departments] } : filter;
}
