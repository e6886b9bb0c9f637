import { apply, type Draft } from './apply.ts';
import type { CatalogueHistory, ThemeAct, ThemeHappening } from './event.ts';
import { EMPTY_CATALOGUE, type Catalogue } from './state.ts';

/** The catalogue after some acts, oldest first. Depends on nothing but them. What is undone is as though it had never been. */
export function foldCatalogue(acts: readonly ThemeAct[]): Catalogue {
  const draft = draftOf(EMPTY_CATALOGUE, { examples: true });
  const undone = undoneVersions(acts);
  for (const act of acts) if (undone.has(act.version)) forget(draft, act);
  for (const act of acts) if (!undone.has(act.version)) for (const event of act.events) apply(draft, event, act);
  draft.version = acts.at(-1)?.version ?? 0;
  return draft;
}

/** The history with further acts: the same as to fold them all, mostly for less. */
export function advance({ catalogue, acts }: CatalogueHistory, more: readonly ThemeAct[]): CatalogueHistory {
  const all = [...acts, ...more];
  const events = more.flatMap((act) => act.events);
  // What was taken back in the midst changes what came after it.
  if (events.some(({ type }) => type === 'undone')) return { catalogue: foldCatalogue(all), acts: all };
  const draft = draftOf(catalogue, { examples: events.some(({ type }) => OF_EXAMPLES.has(type)) });
  for (const act of more) for (const event of act.events) apply(draft, event, act);
  draft.version = all.at(-1)?.version ?? 0;
  return { catalogue: draft, acts: all };
}

/** What the catalogue would be with some events, but for its examples: to see whether they may happen. */
export function imagine(catalogue: Catalogue, events: readonly ThemeHappening[]): Catalogue {
  const draft = draftOf({ ...catalogue, examples: new Map() }, { examples: false });
  for (const event of events) apply(draft, event, { actor: '', by: '', at: 0 });
  return draft;
}

/** The versions of the acts that are taken back; an undoing that was itself undone takes nothing back. */
export function undoneVersions(acts: readonly ThemeAct[]): ReadonlySet<number> {
  const undone = new Set<number>();
  for (const act of acts.toReversed()) {
    if (undone.has(act.version)) continue;
    for (const event of act.events) if (event.type === 'undone') undone.add(event.version);
  }
  return undone;
}

const OF_EXAMPLES = new Set<ThemeHappening['type']>(['confirmed', 'moved', 'merged', 'split']);

/** Maps of its own, but for examples that nothing will change: there may be many. */
export const draftOf = (catalogue: Catalogue, { examples }: { examples: boolean }): Draft => ({
  ...catalogue,
  themes: new Map(catalogue.themes),
  examples: examples ? new Map(catalogue.examples) : (catalogue.examples as Draft['examples']),
  proposals: new Map(catalogue.proposals),
  models: [...catalogue.models],
  gone: new Map(catalogue.gone),
});

/** The themes that an undone act had made: what a model still gives them belongs to the theme that was split, or to none. */
function forget(draft: Draft, { events }: ThemeAct): void {
  const source = events.find((event) => event.type === 'split')?.theme ?? null;
  for (const event of events) if (event.type === 'created') draft.gone.set(event.id, source);
}
