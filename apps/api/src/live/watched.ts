import { previousPeriod, resolvePeriod, type FeedbackFilter, type Period, type PeriodInput } from '@heed/domain';
import { dependsOn } from '@heed/filter';
import type { LoopFilter } from '@heed/loops';
import { METRICS, showsReadings, type MetricId } from '@heed/measure';
import { callerOf, type Context } from '../graphql/context.ts';
import type { Change, Snapshot, View } from './hub.ts';

/** The answer of a query, stamped as a snapshot: the moment before reading, so that the data is at least this fresh, or that of a view's own answer. */
export async function answered<T extends object>({ heed }: Context, asked: (() => Promise<T>) | Pick<View<T>, 'compute' | 'measuredAt'>): Promise<Snapshot<T>> {
  const before = new Date(heed.now());
  const view = typeof asked === 'function' ? { compute: asked } : asked;
  const answer = await view.compute();
  return Object.assign(answer, { asOf: view.measuredAt?.() ?? before, version: heed.nextVersion() });
}

function overlaps(left: Period, right: Period): boolean {
  return left.from < right.to && right.from < left.to;
}

/**
 * A view over feedback. It is touched by feedback that occurred in its period or, where it compares, in the period that it
 * compares with (`compareWith`, else the one before), or in the spans that it says itself that it reads (null: all time), and by
 * what was read out of the comments of such feedback where it shows that (`readings`) or its filter asks for it; by loops only where
 * its filter does. Its key holds the question and the departments that the caller may see, both of which are
 * in the filter.
 */
export function feedbackView<T extends object>(
  context: Context,
  {
    field,
    filter,
    args,
    compares = false,
    compareWith,
    reads,
    metrics = [],
    readings = showsReadings({ metrics }),
    compute,
  }: {
    field: string;
    filter: FeedbackFilter;
    args: unknown;
    compares?: boolean;
    compareWith?: PeriodInput | undefined;
    /** The moments that it reads, where they are not just those of the filter's period and of the one to compare with; null for all. */
    reads?: (() => readonly Period[] | null) | undefined;
    /** The metrics that it shows. */
    metrics?: readonly MetricId[];
    /** Whether it shows themes or sentiment, beside what its filter asks for; where it is not only by its metrics. */
    readings?: boolean;
    compute: () => Promise<T>;
  },
): View<T> {
  const { heed } = context;
  const asked = dependsOn(filter);
  /** The periods of the question as they are now, null for all time. */
  function periods(): Period[] | null {
    if (!filter.period) return null;
    const calendar = heed.calendar();
    const period = resolvePeriod(filter.period, calendar);
    if (!compares) return [period];
    return [period, compareWith ? resolvePeriod(compareWith, calendar) : previousPeriod(filter.period, calendar)];
  }
  return {
    key: JSON.stringify([field, filter, args, compareWith]),
    touchedBy(change: Change) {
      // Which filters it has is in its key; what people saved beside that shows in it as targets alone.
      if (change.kind === 'definitions') return change.kinds.includes('target');
      if (change.kind === 'themes' || change.kind === 'alerts' || change.kind === 'displays' || change.kind === 'service') return false;
      if (change.kind === 'loops') return asked.loops;
      if (change.kind === 'readings' && !readings && !asked.readings) return false;
      if (change.kind === 'workspace') return true;
      if (reads) return reads()?.some((span) => overlaps(change.occurred, span)) ?? true;
      return periods()?.some((period) => overlaps(change.occurred, period)) ?? true;
    },
    // What is late, and what of few people's answers may be told by now, changes at any minute.
    ...(asked.loops || metrics.some((metric) => METRICS[metric].population === 'employees') ? {} : { moment: () => JSON.stringify(reads ? reads() : periods()) }),
    compute,
    // A metric's target is a field of its definition in every answer.
    beside: () => heed.definitions.list('target').map(({ definition }) => definition),
  };
}

/**
 * A view over loops. It is touched by loops that were held by a department that it asks for and the caller may see, and by
 * feedback only where its conditions look at feedback or where it shows feedback that occurred then (`shown`). A view of a
 * single loop (`loop`) is touched by no other.
 */
export function loopView<T extends object>({
  field,
  filter,
  args,
  loop,
  shown,
  beside,
  compute,
}: {
  field: string;
  filter: LoopFilter;
  args: unknown;
  loop?: string | undefined;
  /** When the feedback occurred that the last answer showed, epoch milliseconds. */
  shown?: (() => readonly number[]) | undefined;
  /** What its fields look at when it is sent, as in View. */
  beside?: () => unknown;
  compute: () => Promise<T>;
}): View<T> {
  const asked = [filter.scope, filter.department?.in, filter.heldBy?.in].filter((departments) => departments !== undefined && departments !== null);
  const ofFeedback = dependsOn(filter.feedback ?? {});
  /** While an answer is being read nobody knows yet what it will show. */
  let reading = 0;
  const shows = ({ from, to }: Period): boolean => shown !== undefined && (reading > 0 || shown().some((moment) => moment >= from && moment < to));
  const looksAtFeedback = filter.feedback !== undefined || (filter.text ?? '') !== '';
  return {
    key: JSON.stringify([field, filter, args, loop]),
    touchedBy(change: Change) {
      switch (change.kind) {
        case 'loops':
          // Whether feedback is part of a loop may change by any of them.
          if (ofFeedback.loops) return true;
          return loop === undefined ? asked.every((departments) => departments.some((department) => change.departments.has(department))) : change.ids.has(loop);
        case 'feedback':
          return looksAtFeedback || shows(change.occurred);
        case 'readings':
          // What was read out of its words is shown with a feedback.
          return ofFeedback.readings || shows(change.occurred);
        case 'themes':
        case 'displays':
        case 'service':
        case 'alerts':
          return false;
        case 'definitions':
          // Names of people are shown, and by the hours of departments time is measured.
          return change.kinds.includes('person') || change.kinds.includes('department');
        case 'workspace':
          return true;
      }
    },
    async compute() {
      reading++;
      try {
        return await compute();
      } finally {
        reading--;
      }
    },
    ...(beside ? { beside } : {}),
  };
}

/**
 * Watches a view for a caller that has been let in. The view is made again when a saved filter changes, so that whoever
 * watches sees the new conditions. Waits for the first snapshot: what cannot be answered is then an error of this one
 * operation, where an iterator that fails later would end the whole connection. What can no longer be answered, because
 * the saved filter is gone, comes as a last value that is an error, for the same reason.
 */
export async function watch<T extends object>(context: Context, view: () => View<T>): Promise<AsyncIterableIterator<Snapshot<T>>> {
  callerOf(context);
  const snapshots = context.heed.hub.watch(view);
  let first: IteratorResult<Snapshot<T>> | undefined = await snapshots.next();
  // Not a generator: one that waits for its next value cannot be ended.
  const iterator: AsyncIterableIterator<Snapshot<T>> = {
    next() {
      if (!first) return snapshots.next().catch((error: unknown) => ({ value: error as Snapshot<T>, done: false }));
      const result = first;
      first = undefined;
      return Promise.resolve(result);
    },
    return: () => snapshots.return(),
    [Symbol.asyncIterator]: () => iterator,
  };
  return iterator;
}
