/**
 * What customers talk about.
 *
 * - `catalogue/`: themes as people see them. `createCatalogue` is the one way to change them; `lineage` says what became of themes in a
 *   new grouping, `readTaxonomy` reads those that people wrote.
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
export { createEmbedder } from './embed/create-embedder.ts';
export * from './embed/embedder.ts';
