import type { AlertRule } from '@heed/alerts';
import { DIMENSIONS } from '@heed/domain';

/** Parameters of a page's address for a rule's filter: what the filter bar has words for, and the rest as it is. */
function parametersOf({ filter, departments }: Pick<AlertRule, 'filter' | 'departments'>, department: string): URLSearchParams {
  const parameters = new URLSearchParams();
  const rest: Record<string, unknown> = { ...filter };
  for (const dimension of DIMENSIONS) {
    const choice = filter[dimension];
    if (!choice?.in || choice.notIn) continue;
    for (const value of choice.in) parameters.append(dimension, value);
    delete rest[dimension];
  }
  const asked = department === '' ? departments : [department];
  if (asked.length > 0 && !parameters.has('department')) for (const name of asked) parameters.append('department', name);
  if (Object.keys(rest).length > 0) parameters.set('where', JSON.stringify(rest));
  return parameters;
}

const withPeriod = (parameters: URLSearchParams, { from, to }: { from: number; to: number }): URLSearchParams => {
  parameters.set('from', new Date(from).toISOString());
  parameters.set('to', new Date(to).toISOString());
  return parameters;
};

const CARDS: readonly (readonly [RegExp, string])[] = [[/^nps$/, 'nps'], [/^csat/, 'csat'], [/^ces/, 'ces']];

/** Where a score is looked at: Overview, with the days that were compared. */
export function scorePath(rule: AlertRule, { department, period }: { department: string; period: { from: number; to: number } }): string {
  const parameters = withPeriod(parametersOf(rule, department), period);
  const card = CARDS.find(([pattern]) => pattern.test(rule.metric ?? ''))?.[1];
  if (card) parameters.set('show', card);
  return `/?${parameters}`;
}

/** A theme, over the hours in which there was more of it. */
export const themePath = (rule: AlertRule, { theme, period }: { theme: string; period: { from: number; to: number } }): string => `/themes/${encodeURIComponent(theme)}?${withPeriod(parametersOf(rule, ''), period)}`;

/** The loops of a department in a queue. */
export const loopsPath = (queue: 'breached' | 'at_risk', department: string): string => `/loops?${new URLSearchParams({ queue, department })}`;

/** What came from a source. */
export const sourcePath = (rule: AlertRule, source: string): string => {
  const parameters = parametersOf(rule, '');
  parameters.set('source', source);
  parameters.set('period', '90d');
  return `/feedback?${parameters}`;
};
