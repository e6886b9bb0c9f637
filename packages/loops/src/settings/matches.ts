import { DIMENSIONS, type Choice, type FilterCondition } from '@heed/domain';

/** Whether a condition keeps all feedback, none of it, or a part. */
export type Keeps = 'all' | 'none' | 'part';

const isBlank = (text: string | undefined): boolean => text === undefined || text.trim() === '';

function chosen({ in: wanted, notIn: unwanted = [] }: Choice): Keeps {
  if (!wanted) return unwanted.length === 0 ? 'all' : 'part';
  return wanted.every((value) => unwanted.includes(value)) ? 'none' : 'part';
}

const together = (parts: readonly Keeps[]): Keeps => (parts.includes('none') ? 'none' : parts.every((part) => part === 'all') ? 'all' : 'part');
const either = (parts: readonly Keeps[]): Keeps => (parts.includes('all') ? 'all' : parts.every((part) => part === 'none') ? 'none' : 'part');
const OPPOSITE: Readonly<Record<Keeps, Keeps>> = { all: 'none', none: 'all', part: 'part' };

/**
 * What a condition keeps, as far as its form says: an empty `notIn`, `and` or text keeps everything, an empty `in` or `or`
 * nothing. A range keeps only feedback that carries the score.
 */
export function whatItKeeps(condition: FilterCondition): Keeps {
  const { attributes = [], theme, loop, text, and = [], or, not } = condition;
  const { nps, csat, csatScale, ces, sentiment, hasComment, anonymous, contactRequested } = condition;
  const choices = [...DIMENSIONS.map((dimension) => condition[dimension]), ...attributes, theme].filter((choice) => choice !== undefined);
  const ranged = attributes.filter(({ min, max }) => min !== undefined || max !== undefined);
  const narrowing = [...ranged, loop, nps, csat, csatScale, ces, sentiment, hasComment, anonymous, contactRequested, isBlank(text) ? undefined : text];
  return together([
    ...choices.map(chosen),
    ...narrowing.filter((one) => one !== undefined).map((): Keeps => 'part'),
    ...and.map(whatItKeeps),
    ...(or ? [either(or.map(whatItKeeps))] : []),
    ...(not ? [OPPOSITE[whatItKeeps(not)]] : []),
  ]);
}
