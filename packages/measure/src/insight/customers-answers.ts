import { HeedError } from '@heed/domain';
import type { Answers } from '../metric/answers.ts';
import type { MetricDefinition } from '../metric/metric.ts';

/** Throws BAD_USER_INPUT for a metric of employees: what they said is shown as a score of groups, and not taken apart. */
export function assertOfCustomers({ population, title }: MetricDefinition): void {
  if (population === 'customers') return;
  throw new HeedError('BAD_USER_INPUT', `${title} is what employees say, and is shown as a score only; choose a metric of customers.`);
}

/** The answers of a metric of customers. Throws BAD_USER_INPUT for one of employees, and for one that counts feedback rather than answers. */
export function customersAnswers(metric: MetricDefinition): Answers {
  assertOfCustomers(metric);
  if (metric.answers) return metric.answers;
  throw new HeedError('BAD_USER_INPUT', `${metric.title} counts feedback and has no answers to take apart; choose a metric of answers, such as NPS.`);
}
