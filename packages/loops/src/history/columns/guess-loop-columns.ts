import { outcomeOf, priorityOf, reasonOf } from '../words.ts';
import { namedTarget } from './column-names.ts';
import { DATED, REPEATABLE, type DateReader, type LoopColumnGuess, type LoopColumnMapping, type LoopColumnTarget } from './column-target.ts';

interface Candidate {
  index: number;
  column: string;
  /** Values that are not empty. */
  values: string[];
  target: LoopColumnTarget;
  rank: number;
}
type Verdict = Pick<LoopColumnGuess, 'target' | 'sentence'>;

/** A column is taken for words that Heed knows only when so many of its values are. */
const KNOWN_SHARE = 0.5;
const READ_BY: Partial<Record<LoopColumnTarget, (text: string) => unknown>> = { priority: priorityOf, outcome: outcomeOf, reason: reasonOf };

/**
 * What each column of a helpdesk's export is, from its name and from the values of some rows. Each target is given once, to the column
 * with the better name, but there may be several columns of hand-overs; what is not known is ignored. Never fails, and each says in
 * a sentence why. Where a file has one moment of the end only, that is the close.
 */
export function guessLoopColumns(header: readonly string[], sample: readonly (readonly string[])[], { dates }: { dates: DateReader }): LoopColumnMapping {
  const candidates = header.map((column, index): Candidate => {
    const { target = 'ignored', rank = Infinity } = namedTarget(column) ?? {};
    return { index, column, target, rank, values: sample.map((row) => (row[index] ?? '').trim()).filter((value) => value !== '') };
  });
  const written = dates.orderOf(candidates.filter(({ target }) => DATED.has(target)).flatMap(({ values }) => values));
  const dateOrder = written?.order ?? 'iso';
  const hasClosed = candidates.some(({ target }) => target === 'closed');
  const verdicts = new Map<number, Verdict>();
  const taken = new Map<LoopColumnTarget, string>();
  for (const candidate of [...candidates].sort((left, right) => left.rank - right.rank || left.index - right.index)) {
    const isOnlyEnd = candidate.target === 'resolved' && !hasClosed;
    const verdict = verdictOf(isOnlyEnd ? { ...candidate, target: 'closed' } : candidate, { dates, dateOrder, rivals: written?.rivals ?? [] });
    const rival = REPEATABLE.has(verdict.target) ? undefined : taken.get(verdict.target);
    if (rival === undefined) taken.set(verdict.target, candidate.column);
    verdicts.set(candidate.index, rival === undefined ? (isOnlyEnd && verdict.target === 'closed' ? { ...verdict, sentence: `${verdict.sentence}, for the file has no other moment of the end` } : verdict) : ignored(`${rival} is the ${verdict.target} already`));
  }
  return {
    dateOrder,
    columns: candidates.map(({ index, column }) => {
      const { target, sentence } = verdicts.get(index) as Verdict;
      return { column, target, sentence: `${column} ${sentence}.` };
    }),
  };
}

function verdictOf({ target, values }: Candidate, { dates, dateOrder, rivals }: { dates: DateReader; dateOrder: string; rivals: readonly string[] }): Verdict {
  if (target === 'ignored') return ignored('its name is not known');
  const known = READ_BY[target];
  if (known && values.length > 0 && values.filter((value) => known(value) !== undefined).length < values.length * KNOWN_SHARE) return ignored(`its values are not words for ${target} that Heed knows`);
  if (!DATED.has(target)) return { target, sentence: `is the ${target}` };
  if (values.length > 0 && values.filter((value) => dates.isoOf(value, dateOrder) !== undefined).length < values.length * KNOWN_SHARE) return ignored('its values are not dates that Heed can read');
  const doubt = rivals.length > 0 ? `; the values would also fit ${rivals.join(' and ')}, so check it` : '';
  return { target, sentence: `is the moment of ${target}, written as ${dateOrder === 'iso' ? 'ISO 8601' : dateOrder}${doubt}` };
}

function ignored(because: string): Verdict {
  return { target: 'ignored', sentence: `is left out: ${because}` };
}
