import { HeedError } from '@heed/domain';
import { lineage } from '../../catalogue/lineage.ts';
import { proposalsOf } from '../../catalogue/lineage-proposals.ts';
import { themesOfPeople } from '../../catalogue/living.ts';
import { livingThemes } from '../../catalogue/sound.ts';
import type { ProposalDraft, ProposedGroup } from '../../catalogue/state.ts';
import { newThemeId } from '../../catalogue/theme-id.ts';
import type { JobResult } from '../job.ts';
import type { JobContext } from '../jobs.ts';
import type { Built, FoundGroup, Granularity } from '../study/messages.ts';
import { runStudy } from '../study/run-study.ts';
import { readReadable } from '../study/sample.query.ts';
import { nextModel, putIntoEffect } from './build-model.ts';
import { sampled } from './sampled.ts';
import { sampledTogether } from './together.ts';
import type { Workplace } from './workplace.ts';

/** In fewer comments themes that somebody asks for cannot be told from chance. */
export const FEWEST_COMMENTS = 50;
/** A proposal shows so many comments of a group. */
const MOST_SHOWN = 1_000;

/**
 * Finds themes: in a language that has none of its own they begin at once, in the others what would be found today is compared with what there
 * is and proposed. Where people made themes of their own, all is proposed. Throws HeedError BAD_USER_INPUT where there is too little to read.
 */
export async function discoverThemes(place: Workplace, { context, by, granularity }: { context: JobContext; by: string; granularity: Granularity }): Promise<JobResult> {
  const { store, catalogue, keeper } = place;
  await keeper.refresh();
  const readable = Object.entries(await readReadable(store)).filter(([, comments]) => comments >= FEWEST_COMMENTS);
  if (readable.length === 0) throw new HeedError('BAD_USER_INPUT', `It is too early: themes are found in at least ${FEWEST_COMMENTS} comments of a language.`, { fewest: FEWEST_COMMENTS });
  const themes = livingThemes(catalogue.state());
  const ofPeople = themes.some(({ origin }) => origin === 'person' || origin === 'imported');
  // Themes that cross languages name none; what is counted in a language tells that it has some.
  const themed = new Set([...themes.flatMap(({ language }) => language ?? []), ...keeper.learnt()]);
  const model = await nextModel(place);
  const built = new Map<string, Built>();
  const proposals: ProposalDraft[] = [];
  let comments = 0;
  let alone = 0;
  const watch = { signal: context.signal, onProgress: context.tell };
  const [known, fresh] = [readable.filter(([language]) => ofPeople || themed.has(language)), readable.filter(([language]) => !ofPeople && !themed.has(language))];
  for (const { languages, isNew } of [{ languages: known, isNew: false }, { languages: fresh, isNew: true }]) {
    const together = await sampledTogether(place, { readable: languages, context });
    // Without an embedder that answers each language is looked at by itself.
    const studies = together ? [together] : languages.map(([language]) => language);
    if (place.embedder && !together) alone += languages.length;
    for (const asked of studies) {
      const study = typeof asked === 'string' ? await sampled(place, { language: asked, context }) : asked;
      if (isNew) {
        for (const [language, part] of await runStudy({ ...study, study: 'find', granularity, model }, watch)) {
          comments += part.comments;
          if (part.themes.length > 0) built.set(language, part);
        }
      } else {
        const found = await runStudy({ ...study, study: 'regroup', granularity }, watch);
        comments += found.comments;
        proposals.push(...proposed(place, found));
      }
    }
  }
  if (built.size > 0) await putIntoEffect(place, { model, built, context, by });
  await context.stillMine();
  if (proposals.length > 0) await catalogue.do({ do: 'propose', proposals }, { actor: { id: 'system', by: by === 'system' ? '' : by } });
  const themesFound = new Set([...built.values()].flatMap((part) => part.themes.map(({ id }) => id))).size;
  return { languages: readable.length, comments, themes: themesFound, proposals: proposals.length, ...(alone > 0 ? { withoutEmbedder: alone } : {}) };
}

function proposed({ catalogue }: Pick<Workplace, 'catalogue'>, found: { groups: FoundGroup[]; before: ReadonlyMap<string, string | null> }): ProposalDraft[] {
  const next = new Map<string, number | null>([...found.before.keys()].map((id) => [id, null]));
  found.groups.forEach(({ feedbackIds }, group) => feedbackIds.forEach((id) => next.set(id, group)));
  const { surprises } = lineage({ old: found.before, next, kept: themesOfPeople(catalogue.state()), newId: newThemeId });
  const describe = (group: number): ProposedGroup => {
    const { label = '', phrases = [], language = null, feedbackIds = [] } = found.groups[group] ?? {};
    return { label, phrases, language, feedbackIds: feedbackIds.slice(0, MOST_SHOWN), size: feedbackIds.length, among: [...new Set(feedbackIds.flatMap((id) => found.before.get(id) ?? []))] };
  };
  return proposalsOf({ surprises }, { describe });
}
