import type { BuiltTheme, ThemeAct, ThemeHappening } from './event.ts';
import { staysInPlace } from './living.ts';
import type { BuiltModel, Catalogue, Example, Proposal, Theme, WordLists } from './state.ts';
import { wordKey } from './words.ts';

/** A catalogue that is being changed. Themes in it are replaced, never changed: older catalogues hold the same ones. */
export interface Draft extends Catalogue {
  themes: Map<string, Theme>;
  examples: Map<string, Example>;
  proposals: Map<string, Proposal>;
  models: BuiltModel[];
  gone: Map<string, string | null>;
}

type Acting = Pick<ThemeAct, 'actor' | 'by' | 'at'>;

/** Lets an event happen. What it names and is not there is passed over: it was taken back. */
export function apply(draft: Draft, event: ThemeHappening, act: Acting): void {
  const change = (id: string, changed: Partial<Theme> | ((theme: Theme) => Partial<Theme>)): void => {
    const theme = draft.themes.get(id);
    if (theme) draft.themes.set(id, { ...theme, ...(typeof changed === 'function' ? changed(theme) : changed) });
  };
  switch (event.type) {
    case 'created': {
      const { type: _, among: _among, name, ...rest } = event;
      draft.themes.set(event.id, {
        ...rest, name: name ?? event.label, namedByPerson: name !== null, placed: event.parent !== null, pinned: false, hidden: false,
        department: null, owner: null, dueOn: null, retired: null, since: null, model: null, createdAt: act.at,
      });
      return;
    }
    case 'renamed':
      return change(event.theme, { name: event.name, namedByPerson: true });
    case 'described':
      return change(event.theme, { description: event.description });
    case 'pinned':
      return change(event.theme, { pinned: event.pinned });
    case 'hidden':
      return change(event.theme, { hidden: event.hidden });
    case 'merged':
      return merge(draft, event, act);
    case 'split':
      return split(draft, event, act);
    case 'retired':
      change(event.theme, { retired: { at: act.at, into: [], model: null } });
      return liftBelow(draft, new Set([event.theme]), null);
    case 'confirmed':
      for (const id of event.feedbackIds) draft.examples.set(id, { theme: event.theme, by: act.by || act.actor, at: act.at });
      return;
    case 'moved':
      for (const id of event.feedbackIds) draft.examples.set(id, { theme: event.to, by: act.by || act.actor, at: act.at });
      return;
    case 'nested':
      return change(event.theme, { parent: event.parent, placed: true });
    case 'words_excluded':
      draft.excludedWords = withList(draft.excludedWords, event.language, excluded(draft.excludedWords[event.language] ?? [], event));
      return;
    case 'defined':
      return change(event.theme, ({ words }) => ({ words: Object.entries(event.words).reduce<WordLists>((lists, [language, list]) => withList(lists, language, list), words) }));
    case 'assigned':
      return change(event.theme, { department: event.department, owner: event.owner, dueOn: event.dueOn });
    case 'proposed':
      draft.proposals.set(event.id, { ...event.proposal, id: event.id, state: 'open', at: act.at, overAt: null });
      return;
    case 'accepted':
    case 'declined': {
      const proposal = draft.proposals.get(event.proposal);
      if (proposal) draft.proposals.set(event.proposal, { ...proposal, state: event.type });
      return;
    }
    case 'withdrawn': {
      const proposal = draft.proposals.get(event.proposal);
      if (proposal) draft.proposals.set(event.proposal, { ...proposal, state: 'over', overAt: act.at });
      return;
    }
    case 'built':
      draft.models = [...draft.models, { model: event.model, at: act.at, themes: event.themes.length, lineage: event.lineage }];
      return takeEffect(draft, event, act);
    case 'rolled_back':
      return takeEffect(draft, event, act);
    // What is taken back was never applied.
    case 'undone':
      return;
  }
}

function withList(lists: WordLists, language: string, words: readonly string[]): WordLists {
  const { [language]: _, ...others } = lists;
  return words.length === 0 ? others : { ...others, [language]: words };
}

function excluded(words: readonly string[], event: ThemeHappening & { type: 'words_excluded' }): readonly string[] {
  const named = new Set(event.words.map(wordKey));
  const others = words.filter((word) => !named.has(wordKey(word)));
  return event.excluded ? [...others, ...event.words] : others;
}

/** What stood below some themes stands below another one instead, or at the top. */
function liftBelow(draft: Draft, gone: ReadonlySet<string>, parent: string | null): void {
  for (const theme of draft.themes.values()) {
    if (theme.parent !== null && gone.has(theme.parent)) draft.themes.set(theme.id, { ...theme, parent: theme.id === parent ? null : parent });
  }
}

function merge(draft: Draft, event: ThemeHappening & { type: 'merged' }, { at }: Acting): void {
  const merged = new Set(event.themes);
  const into = draft.themes.get(event.into);
  if (!into) return;
  const seeds = new Set(into.seeds);
  for (const id of merged) {
    const theme = draft.themes.get(id);
    if (!theme) continue;
    for (const seed of theme.seeds) seeds.add(seed);
    draft.themes.set(id, { ...theme, retired: { at, into: [event.into], model: null } });
  }
  // One that stands below another cannot take others below it; they go beside it.
  const parent = into.parent !== null && !merged.has(into.parent) ? into.parent : null;
  draft.themes.set(event.into, { ...into, parent, seeds: [...seeds] });
  liftBelow(draft, merged, parent ?? event.into);
  for (const [id, example] of draft.examples) {
    if (example.theme !== null && merged.has(example.theme)) draft.examples.set(id, { ...example, theme: event.into });
  }
}

function split(draft: Draft, event: ThemeHappening & { type: 'split' }, { at }: Acting): void {
  const partOf = new Map<string, string>();
  for (const [id, feedbackIds] of Object.entries(event.parts)) {
    const part = draft.themes.get(id);
    if (part) draft.themes.set(id, { ...part, seeds: [...new Set([...part.seeds, ...feedbackIds])] });
    for (const feedbackId of feedbackIds) partOf.set(feedbackId, id);
  }
  for (const [id, example] of draft.examples) {
    if (example.theme === event.theme) draft.examples.set(id, { ...example, theme: partOf.get(id) ?? event.rest });
  }
  const theme = draft.themes.get(event.theme);
  if (!theme) return;
  if (event.into.includes(event.theme)) {
    // Its own comments are its part now; what the others took teaches them.
    draft.themes.set(event.theme, { ...theme, seeds: theme.seeds.filter((id) => (partOf.get(id) ?? event.theme) === event.theme) });
    return;
  }
  draft.themes.set(event.theme, { ...theme, retired: { at, into: event.into, model: null } });
  liftBelow(draft, new Set([event.theme]), null);
}

/** The themes are as a model has them; what people said of them stays. */
function takeEffect(draft: Draft, event: ThemeHappening & { type: 'built' | 'rolled_back' }, { at }: Acting): void {
  draft.model = event.model;
  const restored = new Set(event.type === 'built' ? [] : event.restored);
  for (const built of event.themes) {
    const theme = draft.themes.get(built.id);
    if (theme) draft.themes.set(built.id, relabelled(theme, { built, model: event.model, restored: restored.has(built.id) }));
    else if (event.type === 'built' && !draft.gone.has(built.id)) draft.themes.set(built.id, discovered(built, { model: event.model, at }));
  }
  const retired = new Set(event.retired);
  for (const id of retired) {
    const theme = draft.themes.get(id);
    if (theme && theme.retired === null) draft.themes.set(id, { ...theme, retired: { at, into: [], model: event.model } });
  }
  liftBelow(draft, retired, null);
}

function relabelled(theme: Theme, { built, model, restored }: { built: BuiltTheme; model: number; restored: boolean }): Theme {
  const { label, phrases, language, parent } = built;
  return {
    ...theme, label, phrases, language, model, since: theme.since ?? model,
    name: theme.namedByPerson ? theme.name : label,
    parent: staysInPlace(theme) ? theme.parent : parent,
    retired: restored ? null : theme.retired,
  };
}

const discovered = ({ id, label, phrases, language, parent }: BuiltTheme, { model, at }: { model: number; at: number }): Theme => ({
  id, name: label, namedByPerson: false, label, description: '', parent, placed: false, pinned: false, hidden: false, origin: 'discovered',
  language, phrases, words: {}, seeds: [], department: null, owner: null, dueOn: null, retired: null, since: model, model, createdAt: at,
});
