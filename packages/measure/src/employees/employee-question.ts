import { bucketsOf, HeedError, resolvePeriod, type Bucket, type Calendar, type FeedbackFilter, type FilterCondition, type Period, type PeriodInput } from '@heed/domain';
import { checkFilter } from '@heed/filter';

/** A question about employees that has been found to be one that may be asked. */
export interface EmployeeQuestion {
  period: Period;
  quarters: Bucket[];
  previousPeriod: Period;
  previousQuarters: Bucket[];
  isChosen: (department: string) => boolean;
  /** No department was left out by the question. */
  isAll: boolean;
}

/**
 * What a filter asks about employees: whole quarters that are over in the organisation's zone, and a choice of departments,
 * within `and` as well, for there stands what the asker may see. They are compared with as many quarters before, or with
 * those of `compareWith`. Throws BAD_USER_INPUT, with what to change, for anything else.
 */
export function employeeQuestion(filter: FeedbackFilter, calendar: Calendar, compareWith?: PeriodInput): EmployeeQuestion {
  checkFilter(filter);
  const { period: asked, ...conditions } = filter;
  if (!asked) throw notWholeQuarters('filter.period');
  const period = quarterPeriod(asked, { calendar, field: 'filter.period' });
  const quarters = quartersOf(period, calendar);
  // Counted back from the quarter that the period starts with.
  const before: PeriodInput = { last: { count: quarters.length, unit: 'quarter', complete: true } };
  const previousPeriod = compareWith ? quarterPeriod(compareWith, { calendar, field: 'compareWith' }) : resolvePeriod(before, { ...calendar, now: period.from });
  const choices = choicesOf(conditions);
  return {
    period,
    quarters,
    previousPeriod,
    previousQuarters: quartersOf(previousPeriod, calendar),
    isChosen: (department) => choices.every(({ in: wanted, notIn }) => (wanted?.includes(department) ?? true) && !notIn?.includes(department)),
    isAll: choices.every(({ in: wanted, notIn = [] }) => wanted === undefined && notIn.length === 0),
  };
}

function quarterPeriod(input: PeriodInput, { calendar, field }: { calendar: Calendar; field: string }): Period {
  const period = resolvePeriod(input, calendar);
  if (period.to > calendar.now || !startsQuarter(period.from, calendar) || !startsQuarter(period.to, calendar)) throw notWholeQuarters(field);
  return period;
}

function notWholeQuarters(field: string): HeedError {
  return new HeedError(
    'BAD_USER_INPUT',
    `What employees answered is shown for whole calendar quarters that are over: ${field} must be such as { last: { count: 4, unit: QUARTER, complete: true } }, or from and to at the starts of quarters.`,
  );
}

function quartersOf(period: Period, { timeZone }: Calendar): Bucket[] {
  return bucketsOf(period, { grain: 'quarter', timeZone });
}

function startsQuarter(moment: number, calendar: Calendar): boolean {
  const [quarter] = quartersOf({ from: moment, to: moment + 1 }, calendar);
  return quarter !== undefined && resolvePeriod({ from: quarter.key, to: '9999-01-01' }, calendar).from === moment;
}

function choicesOf({ department, and = [], ...others }: FilterCondition): NonNullable<FilterCondition['department']>[] {
  const names = Object.entries(others).flatMap(([name, value]) => (value === undefined ? [] : [name]));
  if (names.length > 0) {
    throw new HeedError(
      'BAD_USER_INPUT',
      `What employees answered can be narrowed by department alone, as any other condition could single people out; leave out ${names.join(', ')}.`,
    );
  }
  return [...(department ? [department] : []), ...and.flatMap(choicesOf)];
}
