import { choiceWords, periodWords } from '#lib/filter/filter-words.ts';
import type { I18n } from '#lib/i18n/i18n.svelte.ts';
import { displayState, isOld } from '#lib/walls/display-state.ts';
import type { WallDisplay } from '#lib/api/walls-documents.ts';
import type { TileDraft } from '#lib/walls/wall-draft.ts';
import { metricName } from './metric-words.ts';

type Words = Pick<I18n, 't' | 'format'>;

/** What a tile is called: its own title, or its kind. */
export const tileName = ({ kind, title }: Pick<TileDraft, 'kind' | 'title'>, { t }: Pick<I18n, 't'>): string => (title.trim() === '' ? t('walls.tile.kind', { kind }) : title);

/** What a tile is about: metric, period and departments, as far as it has them. */
export function tileAbout({ metric, period, departments }: Pick<TileDraft, 'metric' | 'period' | 'departments'>, i18n: Words): string {
  const parts = [metric && metricName(metric, { t: i18n.t, scale: true }), period && periodWords(period, i18n), choiceWords(departments, 'department', i18n)];
  return i18n.format.parts(parts.filter((part) => part !== null));
}

/** How a screen is, in words; `now` in epoch milliseconds. */
export function screenState(screen: WallDisplay, { now, i18n: { t, format } }: { now: number; i18n: Words }): string {
  const state = displayState(screen);
  return state === 'away' ? t('walls.screen.away', { age: format.ago(now - Date.parse(screen.lastSeenAt ?? '')) }) : t(`walls.screen.${state}`);
}

/** What else is known of a screen, the most telling first. `release` is the server's; `pages` how many the wall has. */
export function screenFacts(screen: WallDisplay, { pages, release, i18n: { t, format } }: { pages: number; release: string; i18n: Words }): string[] {
  const { width, height, page, networks, departments, expiresAt } = screen;
  const own = screen.release ?? '';
  return [
    screen.online && page !== null && pages > 1 ? t('walls.screen.page', { page: page + 1, pages }) : '',
    width && height ? `${width} × ${height}` : '',
    own === '' ? '' : isOld(screen, release) ? t('walls.screen.old', { release: own, current: release }) : t('settings.version', { version: own }),
    networks.length > 0 ? t('walls.screen.networks', { networks: format.list(networks) }) : '',
    departments ? t('walls.screen.departments', { departments: format.list(departments) }) : '',
    expiresAt ? t('walls.screen.until', { day: format.day(expiresAt) }) : '',
  ].filter((fact) => fact !== '');
}
