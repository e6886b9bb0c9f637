import { METRIC_IDS, THEME_ORDERS, type MetricId, type ThemeOrder } from '@heed/measure';
import type { FeedbackFilterInput } from '../modules/filter/filter.input.ts';
import { readFeedbackParameters } from './feedback-parameters.ts';
import { flag, one, wrong } from './search-parameters.ts';

/** What the address of an export of themes asks for. */
export interface ThemeParameters {
  /** As an argument of the API has it, and like that not yet checked. */
  filter: FeedbackFilterInput;
  metric: MetricId;
  order: ThemeOrder;
  /** Groups in place of the themes below them. */
  grouped: boolean;
  /** As comments were first read, and not as they are known now. */
  asThen: boolean;
  bom: boolean;
}

const OWN = ['metric', 'rank', 'grouped', 'asThen'] as const;

function word<Word extends string>(search: URLSearchParams, name: string, { known, usual }: { known: readonly Word[]; usual: Word }): Word {
  const value = one(search, name);
  if (value === undefined) return usual;
  const found = known.find((one) => one === value);
  if (found === undefined) throw wrong(`${name} must be one of ${known.join(', ')}.`);
  return found;
}

/**
 * What the parameters of an address ask for: those of an export of feedback, which keep comments, and beside them `metric`, `rank`,
 * `grouped` and `asThen`. Throws BAD_USER_INPUT that names the parameter and what to change, and never a value.
 */
export function readThemeParameters(search: URLSearchParams): ThemeParameters {
  const rest = new URLSearchParams([...search].filter(([name]) => !(OWN as readonly string[]).includes(name)));
  if (rest.has('customers')) throw wrong('An export of themes names no customers; leave customers out.');
  const { filter, bom } = readFeedbackParameters(rest);
  return {
    filter,
    bom,
    metric: word(search, 'metric', { known: METRIC_IDS, usual: 'nps' }),
    order: word(search, 'rank', { known: THEME_ORDERS, usual: 'impact' }),
    grouped: flag(search, 'grouped') ?? false,
    asThen: flag(search, 'asThen') ?? false,
  };
}
