import type { ThemeAct, ThemeHappening } from './event.ts';
import { wordKey } from './words.ts';

const theme = (id: string): string => `theme:${id}`;
const field = (id: string, name: string): string => `theme:${id}/${name}`;
const example = (id: string): string => `example:${id}`;

/** What an event decides, as keys: two events with one key decide the same thing. Of an undoing, what is taken back decides. */
export function writes(event: ThemeHappening): string[] {
  switch (event.type) {
    case 'created':
      return [theme(event.id)];
    case 'renamed':
      return [field(event.theme, 'name')];
    case 'described':
      return [field(event.theme, 'description')];
    case 'pinned':
      return [field(event.theme, 'pinned')];
    case 'hidden':
      return [field(event.theme, 'hidden')];
    case 'merged':
      return event.themes.map(theme);
    case 'split':
      return [event.into.includes(event.theme) ? field(event.theme, 'parts') : theme(event.theme)];
    case 'retired':
      return [theme(event.theme)];
    case 'confirmed':
    case 'moved':
      return event.feedbackIds.map(example);
    case 'nested':
      return [field(event.theme, 'parent')];
    case 'words_excluded':
      return event.words.map((word) => `excluded:${event.language}:${wordKey(word)}`);
    case 'defined':
      return Object.keys(event.words).map((language) => field(event.theme, `words:${language}`));
    case 'assigned':
      return [field(event.theme, 'assigned')];
    case 'proposed':
      return [`proposal:${event.id}`];
    case 'accepted':
    case 'declined':
      return [`proposal:${event.proposal}`];
    // Nobody's decision: it stands in nobody's way.
    case 'withdrawn':
      return [];
    case 'built':
      return ['model'];
    case 'rolled_back':
      return ['model', ...event.retired.map(theme), ...event.restored.map(theme)];
    case 'undone':
      return [];
  }
}

/** What must be as it is for an event to make sense, as keys of the same kind. */
export function needs(event: ThemeHappening): string[] {
  switch (event.type) {
    case 'created':
      return event.parent === null ? [] : [theme(event.parent), field(event.parent, 'parent')];
    case 'merged':
      return [theme(event.into)];
    case 'nested':
      return event.parent === null ? [theme(event.theme)] : [theme(event.theme), theme(event.parent), field(event.parent, 'parent')];
    case 'moved':
      return event.to === null ? [] : [theme(event.to)];
    case 'split':
      return [event.theme, ...event.into].map(theme);
    case 'renamed':
    case 'described':
    case 'pinned':
    case 'hidden':
    case 'retired':
    case 'confirmed':
    case 'defined':
    case 'assigned':
      return [theme(event.theme)];
    case 'words_excluded':
    case 'proposed':
    case 'accepted':
    case 'declined':
    case 'withdrawn':
    case 'built':
    case 'rolled_back':
    case 'undone':
      return [];
  }
}

/** The act that an act is about in the end: itself, or what an undoing (of an undoing …) takes back or brings back. */
export function rootOf(act: ThemeAct, byVersion: (version: number) => ThemeAct | undefined): ThemeAct {
  for (let here = act; ; ) {
    const undone = here.events.find((event) => event.type === 'undone');
    const next = undone ? byVersion(undone.version) : undefined;
    if (!next) return here;
    here = next;
  }
}

/** The themes that an act names or changes. */
export function themesOf({ events }: Pick<ThemeAct, 'events'>): Set<string> {
  const ids = events.flatMap((event) => [...writes(event), ...needs(event)]).flatMap((key) => (key.startsWith('theme:') ? [key.slice('theme:'.length).split('/', 1)[0] as string] : []));
  return new Set(ids);
}
