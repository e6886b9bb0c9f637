import type { SavedInbox } from '#lib/api/inbox-documents.ts';
import type { LoopChoices } from '#lib/api/loops-documents.ts';
import { LOCALES, type Locale } from '#lib/i18n/locales.ts';
import type { Translate } from '#lib/i18n/translate.ts';
import { inboxHref, QUEUES, readInbox, withLoopChoice, type ChoiceName } from '#lib/loops/inbox-view.ts';
import { readSaved } from '#lib/loops/saved-inbox.ts';
import { THEMES, type Theme } from '#lib/state/theme.ts';

export const PALETTE_GROUPS = ['pages', 'queues', 'views', 'departments', 'people', 'settings', 'language', 'theme'] as const;
export type PaletteGroup = (typeof PALETTE_GROUPS)[number];

/** What a command does: it leads somewhere, or changes how this browser shows Heed. */
export type PaletteAct = { href: string } | { locale: Locale } | { theme: Theme } | { shortcuts: true };

export interface PaletteCommand {
  /** Unique among all commands. */
  id: string;
  group: PaletteGroup;
  name: string;
  act: PaletteAct;
  /** BCP 47 tag of the name, where it is not the reader's language. */
  lang?: string;
}

/** What the commands are made of. What is still being fetched is empty. */
export interface PaletteSources {
  t: Translate;
  role: string;
  views: readonly SavedInbox[];
  choices: Pick<LoopChoices, 'departments' | 'people'>;
}

/** Who may see loops. */
const WORKERS = ['AGENT', 'LEAD', 'ADMIN'];
/** Who makes walls. */
const WALL_MAKERS = ['LEAD', 'ADMIN'];
const PAGES = [
  { href: '/', key: 'nav.overview' },
  { href: '/feedback', key: 'nav.feedback' },
  { href: '/themes', key: 'nav.themes' },
  { href: '/loops', key: 'nav.loops', roles: WORKERS },
  { href: '/loops/broadcasts', key: 'broadcasts.title', roles: WORKERS },
  { href: '/departments', key: 'nav.departments' },
  { href: '/explore', key: 'nav.explore' },
  { href: '/alerts', key: 'alerts.title' },
  { href: '/walls', key: 'nav.walls', roles: WALL_MAKERS },
  { href: '/walls/new', key: 'walls.new', roles: WALL_MAKERS },
  { href: '/walls?add', key: 'walls.add', roles: WALL_MAKERS },
  { href: '/graphiql', key: 'nav.console' },
] as const;
const SETTINGS = ['departments', 'people', 'rules', 'causes', 'templates', 'reask', 'history'] as const;

const EVERYTHING = readInbox(new URLSearchParams());
const loopsOf = (name: ChoiceName, value: string): string => inboxHref(withLoopChoice(EVERYTHING, { name, values: [value] }));

/** Everything that the palette offers, group after group. */
export function paletteCommands({ t, role, views, choices }: PaletteSources): PaletteCommand[] {
  const works = WORKERS.includes(role);
  const to = (group: PaletteGroup, href: string, name: string): PaletteCommand => ({ id: `${group}:${href}`, group, name, act: { href } });
  return [
    ...PAGES.filter((page) => !('roles' in page) || page.roles.includes(role)).map(({ href, key }) => to('pages', href, t(key))),
    ...(works ? QUEUES.map((queue) => to('queues', inboxHref({ ...EVERYTHING, queue }), t('palette.queue', { queue: t(`loops.queue.${queue}`) }))) : []),
    ...views.map((view) => to('views', inboxHref(readSaved(view)), view.name)),
    ...(works ? choices.departments.map(({ name }) => to('departments', loopsOf('department', name), t('palette.department', { department: name }))) : []),
    ...(works ? choices.people.map(({ key, name }) => to('people', loopsOf('owner', key), t('palette.person', { person: name }))) : []),
    ...(works ? SETTINGS.map((tab) => to('settings', `/settings/${tab}`, t(`loopSettings.${tab}`))) : []),
    { id: 'settings:shortcuts', group: 'settings', name: t('shortcuts.all'), act: { shortcuts: true } },
    ...(Object.keys(LOCALES) as Locale[]).map((locale): PaletteCommand => ({ id: `language:${locale}`, group: 'language', name: LOCALES[locale], lang: locale, act: { locale } })),
    ...THEMES.map((theme): PaletteCommand => ({ id: `theme:${theme}`, group: 'theme', name: t(`settings.theme.${theme}`), act: { theme } })),
  ];
}

/** As people type it: without marks and whatever the case; the Turkish dotless i is an i, and the Polish ł an l. */
export const folded = (text: string): string => text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase().replaceAll('ı', 'i').replaceAll('ł', 'l').replaceAll('đ', 'd');

/** How well a name fits what was typed: 0 where it begins with it, 1 where each word begins a word, 2 where each occurs, null where one does not. */
function distance(name: string, words: readonly string[]): number | null {
  const text = folded(name);
  if (text.startsWith(words.join(' '))) return 0;
  if (!words.every((word) => text.includes(word))) return null;
  const parts = text.split(/[^\p{L}\p{N}]+/u);
  return words.every((word) => parts.some((part) => part.startsWith(word))) ? 1 : 2;
}

/** The commands that fit what was typed, the best first; all of them where nothing was. What is in the group's name fits, too. */
export function found(commands: readonly PaletteCommand[], { query, groupName }: { query: string; groupName: (group: PaletteGroup) => string }): PaletteCommand[] {
  const words = folded(query).split(/\s+/u).filter((word) => word !== '');
  if (words.length === 0) return [...commands];
  return commands
    .flatMap((command) => {
      const near = distance(command.name, words) ?? (distance(`${groupName(command.group)} ${command.name}`, words) === null ? null : 3);
      return near === null ? [] : [{ command, near }];
    })
    .sort((one, other) => one.near - other.near)
    .map(({ command }) => command);
}

/** Commands by group, in the order in which each group first comes. */
export function grouped(commands: readonly PaletteCommand[]): { group: PaletteGroup; commands: PaletteCommand[] }[] {
  const groups = new Map<PaletteGroup, PaletteCommand[]>();
  for (const command of commands) groups.set(command.group, [...(groups.get(command.group) ?? []), command]);
  return [...groups].map(([group, some]) => ({ group, commands: some }));
}
