import type { Locale } from '#lib/i18n/locales.ts';
import type { Theme } from '#lib/state/theme.ts';

declare global {
  namespace App {
    interface Error {
      /** The API's stable code, or OFFLINE when nothing answered. */
      code?: string;
    }
    interface Locals {
      locale: Locale;
      theme: Theme;
      /** The names of notices that this browser has put away. */
      putAway: string[];
      /** Whom this browser works loops as, where the sign-in does not say it: the key of a person, or null. */
      me: string | null;
    }
  }
}

export {};
