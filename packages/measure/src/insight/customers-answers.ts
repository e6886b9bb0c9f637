import { HeedError } from '@heed/domain';
import { assertCustomers } from '@heed/filter';
import type { Answers } from '../metric/answers.ts';
import type { MetricDefinition } from '../metric/metric.ts';

/** The answers of a metric of customers. Throws BAD_USER_INPUT for one of employees, and for one that counts feedback rather than answers. */
export function customersAnswers(metric: MetricDefinition): Answers {
  assertCustomers([metric]);
  if (metric.answers) return metric.answers;
  throw new HeedError('BAD_USER_INPUT', `${metric.title} counts feedback and has no answers to take apart; choose a metric of answers, such as NPS.`);
}
