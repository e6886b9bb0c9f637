import * as z from 'zod';
import type { MetricId } from './metric.ts';
import { METRIC_IDS } from './registry.ts';

/** The name of a metric, as queries check it among their parameters. */
export const metricId: z.ZodType<MetricId> = z.enum(METRIC_IDS);
