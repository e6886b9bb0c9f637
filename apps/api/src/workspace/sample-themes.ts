import { HeedError } from '@heed/domain';
import { SAMPLE_THEMES, type ToldFeedback } from '@heed/sample';
import type { Themes } from '@heed/themes';

const ACTOR = { id: 'sample', by: '' };
/** So many comments of each theme and language show what it is; the rest is learnt from them. */
const EXAMPLES = 10;

/** Comments of the sample that show what its themes are about, as they are loaded. */
export interface SampleExamples {
  /** A row that was stored under an id. */
  stored(told: ToldFeedback, feedbackId: string): void;
  of(subject: string): string[];
}

/** Keeps the latest of each subject and language. */
export function collectExamples(): SampleExamples {
  const kept = new Map<string, Map<string, string[]>>();
  return {
    stored({ subject, language }, feedbackId) {
      if (subject === null) return;
      const byLanguage = kept.get(subject) ?? new Map<string, string[]>();
      kept.set(subject, byLanguage.set(language, [...(byLanguage.get(language) ?? []), feedbackId].slice(-EXAMPLES)));
    },
    of: (subject) => [...(kept.get(subject)?.values() ?? [])].flat(),
  };
}

/** Names the themes of the sample company, before there is anything to read: what people named is learnt, and nothing is found beside it. */
export async function nameSampleThemes(themes: Themes): Promise<void> {
  const entries = SAMPLE_THEMES.flatMap(({ name: parent, department, themes: below }) => [
    { at: 0, name: parent, parent: null },
    ...below.map(({ name, description }) => ({ at: 0, name, parent, description, department })),
  ]);
  await themes.do({ do: 'import', entries: entries.map((entry, index) => ({ ...entry, at: index + 1 })) }, { actor: ACTOR });
}

/** Says which comments show what they are about. A start that was interrupted while loading says it again, which changes nothing. */
export async function teachSampleThemes(themes: Themes, examples: SampleExamples): Promise<void> {
  const ids = new Map([...themes.catalogue.state().themes.values()].map(({ id, name }) => [name, id]));
  for (const { subject, name } of SAMPLE_THEMES.flatMap((group) => group.themes)) {
    const theme = ids.get(name);
    const feedbackIds = examples.of(subject);
    if (theme !== undefined && feedbackIds.length > 0) await themes.do({ do: 'move', feedbackIds, to: theme }, { actor: ACTOR, later: true });
  }
}

/** Takes back what the sample did to themes, as far as nobody has built on it. */
export async function removeSampleThemes(themes: Themes): Promise<void> {
  await themes.catalogue.refresh();
  const acts = themes.catalogue.acts().filter(({ actor }) => actor === ACTOR.id).reverse();
  for (const { version, command } of acts) {
    if (command === 'undo') continue;
    try {
      await themes.do({ do: 'undo', version }, { actor: ACTOR, later: true });
    } catch (error) {
      // Somebody has made it their own, or it is gone already.
      if (!(error instanceof HeedError)) throw error;
    }
  }
}
