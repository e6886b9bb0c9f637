import { isByTheme, type Grouping } from '@heed/domain';
import { needReadings, type MetricId } from './metric.ts';
import { METRICS } from './registry.ts';

/** Whether an answer shows what was read out of comments: it changes when they are read, without any change of feedback. What its filter asks for comes beside. */
export function showsReadings({ metrics, by = [] }: { metrics: readonly MetricId[]; by?: readonly Grouping[] | undefined }): boolean {
  return needReadings(metrics.map((id) => METRICS[id])) || by.some(isByTheme);
}
