import type { ThemeAct, ThemeHappening } from '../catalogue/event.ts';
import type { Catalogue } from '../catalogue/state.ts';
import { NO_THEME, type Stale } from './store/stale.ts';

/** Which readings an act may change. A theme that ended needs no mention: whatever names it is read again anyway. */
export interface Touched {
  /** All of them, as words decide and any comment may hold them. */
  all: boolean;
  /** Those that name these themes. */
  themes: ReadonlySet<string>;
  /** Those that name none. */
  none: boolean;
  /** Those of these feedback. */
  feedbackIds: ReadonlySet<string>;
}

interface Draft {
  all: boolean;
  themes: Set<string>;
  none: boolean;
  feedbackIds: Set<string>;
}

/** What an act touches, by what it did; for an undoing, what the act that it takes back touched. */
export function touchedBy(act: ThemeAct, { acts }: { acts: readonly ThemeAct[] }): Touched {
  const touched: Draft = { all: false, themes: new Set(), none: false, feedbackIds: new Set() };
  for (const event of act.events) touch(touched, event, acts);
  return touched;
}

function touch(touched: Draft, event: ThemeHappening, acts: readonly ThemeAct[]): void {
  const ids = (feedbackIds: Iterable<string>): void => {
    for (const id of feedbackIds) touched.feedbackIds.add(id);
  };
  switch (event.type) {
    case 'created':
      if (Object.keys(event.words).length > 0) touched.all = true;
      if (event.seeds.length > 0) touched.none = true;
      for (const other of event.among ?? []) touched.themes.add(other);
      return ids(event.seeds);
    case 'split':
      touched.themes.add(event.theme);
      return ids(Object.values(event.parts).flat());
    case 'confirmed':
    case 'moved':
      return ids(event.feedbackIds);
    case 'defined':
    case 'words_excluded':
      touched.all = true;
      return;
    case 'undone': {
      const taken = acts.find(({ version }) => version === event.version);
      for (const one of taken?.events ?? []) takeBack(touched, one, acts);
      return;
    }
    case 'merged':
    case 'retired':
    case 'built':
    case 'rolled_back':
    case 'renamed':
    case 'described':
    case 'pinned':
    case 'hidden':
    case 'nested':
    case 'assigned':
    case 'proposed':
    case 'accepted':
    case 'declined':
    case 'withdrawn':
      return;
  }
}

function takeBack(touched: Draft, event: ThemeHappening, acts: readonly ThemeAct[]): void {
  touch(touched, event, acts);
  // What was among others, or nowhere, may belong to it again.
  if (event.type === 'merged') touched.themes.add(event.into);
  if (event.type === 'split') for (const part of event.into) touched.themes.add(part);
  if (event.type === 'retired') touched.none = true;
}

/** Another process may read by what was known before for so long. */
export const MARGIN_MS = 3_000;

/** Later than any reading. */
const ALWAYS = Number.MAX_SAFE_INTEGER;

/** A theme that is in no catalogue may be one that another process has just made. */
const UNKNOWN_MS = 60_000;

interface Options {
  catalogue: Catalogue;
  acts: readonly ThemeAct[];
  /** For each language, the models that read as the present one. */
  models: Stale['models'];
  /** Epoch milliseconds. */
  now: number;
}

/**
 * What is stale by what people did, and by the model in effect. An act counts once everybody knows it; `next` is the moment when
 * further ones will, or null.
 */
export function staleBy({ catalogue, acts, models, now }: Options): { stale: Stale; next: number | null } {
  let allBefore = 0;
  let next: number | null = null;
  const themesBefore: Record<string, number> = {};
  for (const act of acts) {
    const { all, themes, none } = touchedBy(act, { acts });
    if (!all && !none && themes.size === 0) continue;
    const before = act.at + MARGIN_MS;
    if (before > now) {
      next = Math.min(next ?? before, before);
      continue;
    }
    if (all) allBefore = Math.max(allBefore, before);
    for (const theme of none ? [...themes, NO_THEME] : themes) themesBefore[theme] = Math.max(themesBefore[theme] ?? 0, before);
  }
  for (const theme of catalogue.themes.values()) {
    if (theme.retired !== null) themesBefore[theme.id] = ALWAYS;
    else themesBefore[theme.id] ??= 0;
  }
  for (const id of catalogue.gone.keys()) if (!catalogue.themes.has(id)) themesBefore[id] = ALWAYS;
  return { stale: { models, allBefore, themesBefore, unknownBefore: Math.max(0, Math.floor(now / UNKNOWN_MS) - 1) * UNKNOWN_MS }, next };
}
