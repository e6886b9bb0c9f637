import { HeedError, feedbackFilter, type FeedbackFilter } from '@heed/domain';
import type { FeedbackFilterInput } from './filter.input.ts';

/** GraphQL writes "not given" as null or undefined; the filter knows only "not there". */
function withoutNulls(value: unknown): unknown {
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
  const plain = withoutNulls(input ?? {}) as { period?: { last?: unknown; from?: unknown; to?: unknown } };
  const { period } = plain;
  if (period) {
    const two = period.from !== undefined && period.to !== undefined;
    const any = period.from !== undefined || period.to !== undefined;
    if (period.last ? any : !two) throw new HeedError('BAD_USER_INPUT', 'filter.period needs either both from and to, or last.');
  }
  const parsed = feedbackFilter.safeParse(plain);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new HeedError('BAD_USER_INPUT', `filter.${issue?.path.join('.') ?? ''} is not usable: ${issue?.message ?? 'unknown'}.`);
}
