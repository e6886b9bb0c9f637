import { assertTimeZone, HeedError, type FeedbackInput } from '@heed/domain';
import { CustomerPool } from './people/customer-pool.ts';
import { Random } from './random.ts';
import { RowWriter, type ToldFeedback } from './row.ts';
import { Specials } from './specials.ts';
import { arrivals } from './story/arrivals.ts';
import { storyDays } from './story/day.ts';

/** Rows of a sample unless told otherwise. */
export const SAMPLE_COUNT = 24_000;

export interface SampleOptions {
  /** The same seed, `now`, zone and count give the same rows. A safe integer. */
  seed: number;
  /** Epoch milliseconds of the end of the year that is told; nothing happens at or after it. */
  now: number;
  /** IANA name of the organisation's zone; it decides what is a weekday, a month and Black Friday. */
  timeZone: string;
  /** How many rows; 24,000 when missing. */
  count?: number;
}

/**
 * A year of feedback of `SAMPLE_COMPANY` that ends at `now`, in chronological order, made one row at a time. Scores follow
 * what the comments say and what happened in the year (`story/story.ts`). External ids are unique, and the same again for
 * the same options, so loading a sample twice counts once. Throws BAD_USER_INPUT on an unknown zone, a `now` that is no
 * moment, or a count that is no whole number from 0.
 */
export function sampleFeedback(options: SampleOptions): Iterable<FeedbackInput> {
  const told = toldFeedback(options);
  return {
    *[Symbol.iterator]() {
      for (const { feedback } of told) yield feedback;
    },
  };
}

/** The same, each with what it is about. Throws likewise. */
export function toldFeedback({ seed, now, timeZone, count = SAMPLE_COUNT }: SampleOptions): ToldRows {
  assertTimeZone(timeZone);
  if (!Number.isSafeInteger(seed)) throw new HeedError('BAD_USER_INPUT', 'The seed of the sample must be a safe integer.');
  if (!Number.isSafeInteger(now)) throw new HeedError('BAD_USER_INPUT', 'The end of the sample must be in epoch milliseconds.');
  if (!Number.isSafeInteger(count) || count < 0) throw new HeedError('BAD_USER_INPUT', 'The count of the sample must be a whole number from 0.');
  return { [Symbol.iterator]: () => rows({ seed, now, timeZone, count }) };
}

/** As often as it is read. */
export interface ToldRows {
  [Symbol.iterator](): Generator<ToldFeedback, void, undefined>;
}

function* rows({ seed, now, timeZone, count }: Required<SampleOptions>): Generator<ToldFeedback, void, undefined> {
  const days = storyDays({ now, timeZone });
  const writer = new RowWriter({ seed, people: new CustomerPool(new Random(seed, 'people')), specials: new Specials(count) });
  let index = 0;
  for (const arrival of arrivals(days, { count, random: new Random(seed, 'arrivals') })) {
    yield writer.write(arrival, index);
    index += 1;
  }
}
