/**
 * What customers talk about.
 *
 * - `catalogue/`: themes as people see them. `createCatalogue` is the one way to change them; `lineage` says what became of themes in a
 *   new grouping, `readTaxonomy` reads those that people wrote.
 * - `createThemes` composes everything over one store: it follows feedback, reads each comment in a thread of its own and keeps what it read
 *   in comment_readings (`reading/`), carries out commands, and does long work one at a time (`jobs/`): finding themes, refitting them,
 *   showing how one would split, looking for what is new, learning sentiment.
 * - `embed/`: vectors of texts from an endpoint that an operator configured.
 */
export { THEME_COMMANDS, type CommandName as ThemeCommandName } from './catalogue/command-name.ts';
export type { SplitPart, ThemeActor, ThemeCommand } from './catalogue/command.ts';
export { createCatalogue, type CatalogueOptions } from './catalogue/create-catalogue.ts';
export { openProposals } from './catalogue/decide-proposal.ts';
export type { Tied } from './catalogue/deciding.ts';
export type { BuiltTheme, NewTheme, ThemeAct, ThemeHappening } from './catalogue/event.ts';
export { descentsOf, proposalsOf } from './catalogue/lineage-proposals.ts';
export { lineage, type Descent, type GroupLineage, type Lineage, type LineageOptions, type Share, type Surprise } from './catalogue/lineage.ts';
export { livingTheme, themesOfPeople } from './catalogue/living.ts';
export { possibleThemeCommands } from './catalogue/possible.ts';
export { livingThemes } from './catalogue/sound.ts';
export * from './catalogue/state.ts';
export { readTaxonomy } from './catalogue/taxonomy/read-taxonomy.ts';
export * from './catalogue/taxonomy/taxonomy.ts';
export type { DoOptions, Done, FieldChange, HistoryEntry, ThemeCatalogue, UndoableAct } from './catalogue/theme-catalogue.ts';
export { newThemeId } from './catalogue/theme-id.ts';
export { wordKey } from './catalogue/words.ts';
export { readText, type ReadText } from './text/read-text.ts';
export { findTerms, type Place } from './text/find-terms.ts';
export { stopWords } from './text/stop-words.ts';
export { GRAM } from './text/terms.ts';
export { primaryTag, type ReadTextOptions } from './text/language.ts';
export { recurringWords, type RecurringWord } from './text/recurring-words.ts';
export { readOpinion, type Opinion } from './sentiment/opinion.ts';
export { contentmentOf, SENTIMENT_BAND, scoreSentiment, type Contentment, type GivenScores } from './sentiment/score-sentiment.ts';
export { buildSentimentModel, readSentimentModel, untaughtModel, type ScoredOpinion, type SentimentModel, type SentimentRow } from './sentiment/sentiment-model.ts';
export { countUnjudged, judgeComment, type Judgement, type Unjudged } from './sentiment/judge-comment.ts';
export { createThemes, type Themes, type ThemesChange, type ThemesOptions } from './create-themes.ts';
export type { Explanation } from './reading/explain-comment.ts';
export { JOB_KINDS, JOB_STEPS, type Job, type JobKind, type JobResult, type JobStep } from './jobs/job.ts';
export type { SplitPreview } from './jobs/previews.ts';
export type { Begin as StudyBegin, Studies } from './jobs/studies.ts';
export { MOST_RECENT_DAYS, recentDaysOf } from './jobs/tasks/recent-days.ts';
export type { MendingProgress } from './reading/mend.ts';
export type { TellingWord } from './reading/worker/messages.ts';
export { finish, Stopped, type Progress, type Slices, type Watch } from './progress.ts';
export { discover, discovering, type DiscoverOptions, type Discovery, type Granularity } from './discover/discover.ts';
export { rowsOfMeanings, type Meaning } from './discover/meanings.ts';
export { groupGroups, groupingGroups, type GroupGroupsOptions } from './discover/group-groups.ts';
export { refine, refining, FIXED_WEIGHT, type Refined, type RefineOptions } from './refine/refine.ts';
export { assistedThemeModel, buildThemeModel, type ThemeExample, type ThemeModelOptions } from './model/build-theme-model.ts';
export { EXAMPLE_TIMES, LEAST_PROBABILITY, readThemeModel, type Route, type TermWeight, type ThemeModel } from './model/theme-model.ts';
export { createThemeRouter, type RoutedComment, type ThemeRouter } from './model/theme-router.ts';
export { labelThemes, type LabelOptions, type ThemeLabel } from './label/label-themes.ts';
export type { Quote } from './label/quotes.ts';
export { createEmbedder } from './embed/create-embedder.ts';
export * from './embed/embedder.ts';
export { FALSE_ALERTS, findBursts, findingBursts, type Burst, type BurstOptions, type BurstText } from './emerging/find-bursts.ts';
export { findSpikes, SPIKE_FALSE_DISCOVERY, type Spike, type SpikeOptions, type ThemeBucket } from './emerging/find-spikes.ts';
export { raisedSpikes, type RaisedSpike } from './spikes/raise-spikes.ts';
export { FALSE_SPIKES, themeSpikes, type ThemeSpike } from './spikes/theme-spikes.ts';
