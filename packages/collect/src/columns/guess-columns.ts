import { hintOf, type NameHint } from './column-names.ts';
import { profileOf, type ColumnProfile } from './column-profile.ts';
import type { ColumnGuess, ColumnMapping, ColumnTarget } from './column-target.ts';
import { scoreGuess, sentimentGuess } from './score-guess.ts';

type Verdict = Pick<ColumnGuess, 'target' | 'by' | 'sentence'> & Partial<Pick<ColumnMapping, 'csatScale' | 'cesScale' | 'dateOrder'>>;

interface Candidate {
  index: number;
  column: string;
  profile: ColumnProfile;
  hint: NameHint | undefined;
  rank: number;
}

/**
 * What each column of a file is, from its name and from the values of some rows. Each target is given once, to the column
 * with the better name; every other column is kept as an attribute under its own name. Never fails: the worst guess is
 * an attribute, and each says in a sentence why.
 */
export function guessColumns(header: readonly string[], sample: readonly (readonly string[])[], { now = Date.now() }: { now?: number } = {}): ColumnMapping {
  const candidates = header.map((column, index): Candidate => {
    const found = hintOf(column);
    return { index, column, hint: found?.hint, rank: found?.rank ?? Infinity, profile: profileOf(sample.map((row) => row[index] ?? ''), now) };
  });
  const verdicts = new Map<number, Verdict>();
  const taken = new Map<ColumnTarget, string>();
  const mapping: ColumnMapping = { columns: [] };

  function settle(candidate: Candidate, { csatScale, cesScale, dateOrder, ...verdict }: Verdict): void {
    const rival = verdict.target === 'attribute' ? undefined : taken.get(verdict.target);
    if (rival !== undefined) {
      verdicts.set(candidate.index, asAttribute(`${rival} is the ${verdict.target} already`));
      return;
    }
    if (verdict.target !== 'attribute') taken.set(verdict.target, candidate.column);
    verdicts.set(candidate.index, verdict);
    if (csatScale !== undefined) mapping.csatScale = csatScale;
    if (cesScale !== undefined) mapping.cesScale = cesScale;
    if (dateOrder !== undefined) mapping.dateOrder = dateOrder;
  }

  // A plain rating takes what a column that names its score leaves over.
  const named = candidates.filter(({ hint }) => hint !== undefined).sort((a, b) => Number(a.hint === 'rating') - Number(b.hint === 'rating') || a.rank - b.rank || a.index - b.index);
  for (const candidate of named) settle(candidate, byName(candidate));
  for (const candidate of candidates) if (!verdicts.has(candidate.index)) settleByValues(candidate);

  function settleByValues(candidate: Candidate): void {
    const { profile } = candidate;
    if (profile.emails >= 0.9 && !taken.has('customer.email')) settle(candidate, { target: 'customer.email', by: 'values', sentence: 'is the e-mail address: its values are addresses' });
    else if (profile.dates && profile.dates.order !== 'epoch-seconds' && profile.wholes < 0.5 && !taken.has('occurredAt')) settle(candidate, dated(profile, 'values'));
    else settle(candidate, asAttribute('its name is not known'));
  }
  adoptComment(candidates, { verdicts, taken: new Set(taken.keys()) });

  mapping.columns = candidates.map(({ index, column }) => {
    const { target, by, sentence } = verdicts.get(index) as Verdict;
    return { column, target, by, sentence: `${column} ${sentence}.` };
  });
  return mapping;
}

/** Names before this rank mean the feedback's own id and nothing else, so that a repeated value is a correction. */
const CERTAIN_ID_RANK = 7;

function byName({ column, hint, rank, profile }: Candidate): Verdict {
  switch (hint) {
    case 'nps':
    case 'enps':
    case 'csat':
    case 'ces':
    case 'rating': {
      const score = scoreGuess(hint, profile);
      return 'refused' in score ? asAttribute(score.refused) : score;
    }
    case 'sentiment': {
      const judged = sentimentGuess(profile);
      return 'refused' in judged ? asAttribute(judged.refused) : judged;
    }
    case 'occurredAt':
      if (profile.filled > 0 && !profile.dates) return asAttribute('its values are not dates that Heed can read');
      return dated(profile, profile.filled > 0 ? 'name and values' : 'name');
    case 'externalId':
      if (rank < CERTAIN_ID_RANK) return { target: hint, by: 'name', sentence: 'tells one feedback from another; rows that repeat it are corrections' };
      if (profile.distinct < profile.filled) return asAttribute('its values repeat, so it does not tell one feedback from another');
      return { target: hint, by: profile.filled > 0 ? 'name and values' : 'name', sentence: 'tells one feedback from another: no value repeats' };
    case 'customer.email':
      if (profile.filled > 0 && profile.emails < 0.5) return asAttribute('its values are not e-mail addresses');
      return { target: hint, by: 'name and values', sentence: 'is the e-mail address' };
    case 'comment':
      if (profile.filled > 0 && profile.numbers > 0.9) return asAttribute('its values are numbers, not words');
      return { target: hint, by: 'name', sentence: 'is the comment' };
    case undefined:
      return asAttribute('its name is not known');
    default:
      return { target: hint, by: 'name', sentence: `is the ${hint === column ? 'field of that name' : hint}` };
  }
}

function dated({ dates }: ColumnProfile, by: ColumnGuess['by']): Verdict {
  if (!dates) return { target: 'occurredAt', by, sentence: 'is the moment of the feedback', dateOrder: 'iso' };
  const doubt = dates.rivals.length > 0 ? `; the values would also fit ${dates.rivals.join(' and ')}, so check it` : '';
  return { target: 'occurredAt', by, dateOrder: dates.order, sentence: `is the moment of the feedback, written as ${dates.order === 'iso' ? 'ISO 8601' : dates.order}${doubt}` };
}

function asAttribute(because: string): Verdict {
  return { target: 'attribute', by: 'nothing', sentence: `is kept as an attribute: ${because}` };
}

/** Where no name speaks of a comment, the column of the longest and most varied texts is it. */
function adoptComment(candidates: readonly Candidate[], { verdicts, taken }: { verdicts: Map<number, Verdict>; taken: ReadonlySet<ColumnTarget> }): void {
  if (taken.has('comment')) return;
  const wordy = candidates
    .filter(({ index, hint, profile }) => hint === undefined && verdicts.get(index)?.target === 'attribute' && profile.length >= 20 && profile.distinct > profile.filled / 2)
    .sort((a, b) => b.profile.length - a.profile.length)[0];
  if (wordy) verdicts.set(wordy.index, { target: 'comment', by: 'values', sentence: 'is the comment: it holds the longest texts' });
}
