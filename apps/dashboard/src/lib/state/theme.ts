export const THEMES = ['system', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];
export const THEME_COOKIE = 'heed_theme';

/** Whether a text from outside names a theme. */
export function isTheme(value: string | undefined): value is Theme {
  return THEMES.some((theme) => theme === value);
}
