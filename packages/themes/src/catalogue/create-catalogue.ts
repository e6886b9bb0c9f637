import { HeedError } from '@heed/domain';
import type { Journal } from '@heed/store';
import type { ThemeActor, ThemeCommand } from './command.ts';
import { decide } from './decide.ts';
import type { Tied } from './deciding.ts';
import { actOf, payloadOf } from './event-json.ts';
import type { CatalogueHistory, ThemeAct, ThemeHappening } from './event.ts';
import { advance } from './fold.ts';
import { historyOf } from './history.ts';
import { EMPTY_CATALOGUE, type Catalogue, type Theme } from './state.ts';
import type { DoOptions, Done, ThemeCatalogue } from './theme-catalogue.ts';
import { newThemeId } from './theme-id.ts';
import { rootOf, themesOf, writes } from './touches.ts';
import { undoableActs } from './undo.ts';

export interface CatalogueOptions {
  journal: Pick<Journal, 'read' | 'append'>;
  /** Epoch milliseconds. */
  now: () => number;
  /** Departments and owners; when left out, any text is one. */
  tied?: Tied | undefined;
  /** Hears what is new, here or elsewhere, in order. */
  onChange?: ((news: { catalogue: Catalogue; before: Catalogue; acts: readonly ThemeAct[] }) => void) | undefined;
  newId?: (() => string) | undefined;
}

const STREAM = 'themes';
/** Others who act at the same moment are done after one of these. */
const ATTEMPTS = 10;

/** The themes as the journal has them. Call `refresh` once before use, and regularly after. */
export function createCatalogue({ journal, now, tied = { department: (name) => name, owner: (key) => key }, onChange, newId = newThemeId }: CatalogueOptions): ThemeCatalogue {
  let history: CatalogueHistory = { catalogue: EMPTY_CATALOGUE, acts: [] };

  function learn(acts: readonly ThemeAct[]): void {
    const news = acts.filter(({ version }) => version > history.catalogue.version);
    if (news.length === 0) return;
    const before = history.catalogue;
    history = advance(history, news);
    onChange?.({ catalogue: history.catalogue, before, acts: news });
  }

  async function refresh(): Promise<Catalogue> {
    for (;;) {
      const events = await journal.read(STREAM, { after: history.catalogue.version });
      if (events.length === 0) return history.catalogue;
      learn(events.map(actOf));
    }
  }

  let last: Promise<unknown> = Promise.resolve();

  /** What this process does goes one after the other, so that only other processes are raced. */
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const next = last.then(work, work);
    last = next;
    return next;
  }

  /** Decides anew against what others did meanwhile, unless they decided the same thing. */
  async function attempt(command: ThemeCommand, { actor, seen }: { actor: ThemeActor; seen: number }): Promise<Done> {
    for (let tries = 1; ; tries++) {
      const events = decide(history, command, { actor, now: now(), newId, tied });
      if (events.length === 0) return done(history.catalogue.version, events);
      assertUnseenUnchanged(history, { command, events, seen });
      try {
        const expected = history.catalogue.version;
        const act = actOf(await journal.append(STREAM, { expected, type: command.do, actor: actor.id, at: now(), payload: payloadOf({ by: actor.by, events }) }));
        learn([act]);
        return done(act.version, act.events);
      } catch (error) {
        if (!(error instanceof HeedError && error.code === 'CONFLICT') || tries === ATTEMPTS) throw error;
        await refresh();
      }
    }
  }

  const done = (version: number, events: readonly ThemeHappening[]): Done => ({
    catalogue: history.catalogue, version, events, created: events.flatMap((event) => (event.type === 'created' ? [event.id] : [])),
  });

  return {
    state: () => history.catalogue,
    acts: () => history.acts,
    refresh: () => inTurn(refresh),
    async do(command, { actor, seen }: DoOptions) {
      // Whoever names no version saw what was there when they asked.
      const asked = await inTurn(refresh);
      return inTurn(() => attempt(command, { actor, seen: seen ?? asked.version }));
    },
    history: (theme, { first }) => historyOf(history.acts, { theme, first }),
    undoable: ({ first, actor }) =>
      undoableActs(history.acts, { first, by: actor ? (act) => act.actor === actor.id && act.by === actor.by : undefined }).map((act) => ({
        version: act.version, command: act.command, actor: act.actor, by: act.by, at: act.at,
        themes: [...themesOf(rootOf(act, (version) => history.acts[version - 1]))],
      })),
  };
}

/** Throws CONFLICT, with the theme as it is now, where somebody decided the same thing after the version that was seen. */
function assertUnseenUnchanged({ catalogue, acts }: CatalogueHistory, { command, events, seen }: { command: ThemeCommand; events: readonly ThemeHappening[]; seen: number }): void {
  const at = (version: number): ThemeAct | undefined => acts[version - 1];
  const target = command.do === 'undo' ? at(command.version) : undefined;
  const keys = new Set((target ? rootOf(target, at).events : events).flatMap(writes));
  const since = acts.slice(seen).filter((act) => act.version > seen && rootOf(act, at).events.some((event) => writes(event).some((key) => keys.has(key))));
  if (since.length === 0) return;
  const named = [...themesOf({ events })].flatMap((id): Theme[] => { const theme = catalogue.themes.get(id); return theme ? [theme] : []; });
  throw new HeedError('CONFLICT', 'Somebody else changed the same thing in the meantime; look at what it is now and decide again.', { version: catalogue.version, theme: named[0] ?? null, themes: named.map(({ id }) => id), acts: since.map(({ version }) => version) });
}
