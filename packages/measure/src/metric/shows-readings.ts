import type { Grouping } from '@heed/domain';
import type { MetricId } from './metric.ts';

/** Whether an answer shows what was read out of comments: it changes when they are read, without any change of feedback. What its filter asks for comes beside. */
export function showsReadings({ metrics }: { metrics: readonly MetricId[]; by?: readonly Grouping[] | undefined }): boolean {
  return metrics.includes('sentiment');
}
