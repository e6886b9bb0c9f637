import { HeedError, feedbackFilter, grouping, periodInput, type FeedbackFilter, type Grouping, type PeriodInput as Period } from '@heed/domain';
import type { FeedbackFilterInput, GroupingInput, PeriodInput } from './filter.input.ts';

/** GraphQL writes "not given" as null or undefined; the filter knows only "not there". */
export function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, entry]) => entry !== null && entry !== undefined)
      .map(([key, entry]) => [key, withoutNulls(entry)]),
  );
}

/** The filter of an argument. Throws BAD_USER_INPUT that names the field and what to change. */
export function readFilter(input: FeedbackFilterInput | null | undefined): FeedbackFilter {
  const plain = withoutNulls(input ?? {}) as { period?: unknown };
  if (plain.period) assertPeriod(plain.period, 'filter.period');
  const parsed = feedbackFilter.safeParse(plain);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new HeedError('BAD_USER_INPUT', `filter.${issue?.path.join('.') ?? ''} is not usable: ${issue?.message ?? 'unknown'}.`);
}

function assertPeriod(period: { last?: unknown; from?: unknown; to?: unknown; toDate?: unknown }, field: string): void {
  const kinds = [period.from !== undefined && period.to !== undefined, period.last !== undefined, period.toDate !== undefined].filter(Boolean);
  const half = (period.from === undefined) !== (period.to === undefined);
  if (kinds.length !== 1 || half) throw new HeedError('BAD_USER_INPUT', `${field} needs either both from and to, or last, or toDate.`);
}

/** The period of an argument. Throws BAD_USER_INPUT that names the argument and what to change. */
export function readPeriod(input: PeriodInput, field: string): Period {
  const plain = withoutNulls(input) as PeriodInput;
  assertPeriod(plain, field);
  const parsed = periodInput.safeParse(plain);
  if (parsed.success) return parsed.data;
  throw new HeedError('BAD_USER_INPUT', `${field} is not usable; see the description of PeriodInput.`);
}

/** The grouping of an argument. Throws BAD_USER_INPUT unless it is exactly one thing. */
export function readGrouping(input: GroupingInput): Grouping {
  const parsed = grouping.safeParse(withoutNulls(input));
  if (parsed.success) return parsed.data;
  throw new HeedError('BAD_USER_INPUT', 'A grouping is either { dimension: … } or { attribute: "…" } of 1 to 100 characters.');
}
