import { HeedError } from '@heed/domain';
import type { Catalogue, ProposalDraft } from '../../catalogue/state.ts';
import type { Burst } from '../../emerging/find-bursts.ts';
import type { JobResult } from '../job.ts';
import type { JobContext } from '../jobs.ts';
import { readRecent, readRecentDays } from '../study/recent.query.ts';
import { runStudy } from '../study/run-study.ts';
import { readReadable } from '../study/sample.query.ts';
import { spikeProposals } from '../../spikes/raise-spikes.ts';
import { lookForSpikes } from '../../spikes/theme-spikes.ts';
import { FEWEST_COMMENTS } from './discover-themes.ts';
import { MOST_RECENT_DAYS, recentDaysOf } from './recent-days.ts';
import { SEED } from './sampled.ts';
import type { Workplace } from './workplace.ts';

const DAY_MS = 86_400_000;
/** What was said in the months before what is recent is what used to be said. */
const OLDER_DAYS = 180;
const MOST_RECENT = 2_000;
const MOST_OLDER = 6_000;
/** A proposal shows so many comments. */
const MOST_SHOWN = 1_000;
/** A burst of which so many comments were proposed already is the same one. */
const SAME = 0.5;

/** Looks for what many have begun to say, and for themes of which there is far more than usual, and proposes them. Throws HeedError BAD_USER_INPUT where there is too little to read. */
export async function findEmerging(place: Workplace, { context, by }: { context: JobContext; by: string }): Promise<JobResult> {
  const { store, catalogue, keeper, now, timeZone } = place;
  await keeper.refresh();
  const languages = Object.entries(await readReadable(store)).filter(([, comments]) => comments >= FEWEST_COMMENTS).map(([language]) => language);
  if (languages.length === 0) throw new HeedError('BAD_USER_INPUT', 'It is too early: there is too little to tell what is new from what is usual.', { fewest: FEWEST_COMMENTS });
  const today = Math.floor(now() / DAY_MS) * DAY_MS;
  const days = await readRecentDays(store, today - (MOST_RECENT_DAYS - 1) * DAY_MS);
  const { languages: organisations, fallbacks, heirs, excludedWords } = keeper.known();
  const proposals: ProposalDraft[] = [];
  let comments = 0;
  for (const language of languages) {
    const recent = recentDaysOf(days.filter((one) => one.language === language), { today: today / DAY_MS });
    const since = today - (recent - 1) * DAY_MS;
    context.tell({ step: 'fetching', done: 0, of: 1 });
    const lines = await readRecent(store, { language, since, from: today - OLDER_DAYS * DAY_MS, mostRecent: MOST_RECENT, mostOlder: MOST_OLDER }, { signal: context.signal });
    const study = { study: 'bursts', lines, known: { languages: organisations, fallbacks, heirs, excludedWords }, language, seed: SEED, since } as const;
    const found = await runStudy(study, { signal: context.signal, onProgress: context.tell });
    comments += found.comments;
    proposals.push(...found.bursts.flatMap((burst) => proposalOf(burst, { catalogue: catalogue.state(), since }) ?? []));
  }
  const spikes = await lookForSpikes({ store, catalogue: catalogue.state(), now: now(), timeZone: timeZone() });
  const { raise, over } = spikeProposals(spikes, catalogue.state());
  proposals.push(...raise);
  await context.stillMine();
  const actor = { id: 'system', by: by === 'system' ? '' : by };
  if (over.length > 0) await catalogue.do({ do: 'withdraw', proposals: over }, { actor });
  if (proposals.length > 0) await catalogue.do({ do: 'propose', proposals }, { actor });
  return { languages: languages.length, comments, proposals: proposals.length, over: over.length };
}

/** A burst as a proposal; null where it was proposed before, whatever became of it: a burst grows, and is still the same one. */
function proposalOf(burst: Burst & { among: string[] }, { catalogue: { proposals, themes }, since }: { catalogue: Pick<Catalogue, 'proposals' | 'themes'>; since: number }): ProposalDraft | null {
  // A burst that became a theme goes on in it.
  const theme = burst.theme === null ? undefined : themes.get(burst.theme);
  if (theme?.origin === 'emerged' && theme.createdAt >= since) return null;
  const own = new Set(burst.texts);
  for (const { kind, groups } of proposals.values()) {
    if (kind !== 'emerging') continue;
    const before = groups[0]?.feedbackIds ?? [];
    if (before.filter((id) => own.has(id)).length >= SAME * Math.min(before.length, own.size)) return null;
  }
  const evidence = { texts: own.size, people: burst.people, expected: burst.expected, probability: burst.p, firstSeen: burst.firstSeen, unassigned: burst.unassigned, ...(burst.growth === null ? {} : { growth: burst.growth }) };
  const group = { label: burst.name, phrases: [...burst.phrases], language: burst.language, feedbackIds: burst.texts.slice(0, MOST_SHOWN), size: own.size, among: burst.among };
  return { kind: 'emerging', key: `emerging:${burst.language}:${burst.texts[0] ?? ''}`, themes: [], groups: [group], evidence };
}
