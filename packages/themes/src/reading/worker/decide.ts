import type { ReadText } from '../../text/read-text.ts';
import type { Known } from './messages.ts';

/** What a model says of a text; see `ThemeModel`. */
export interface Router {
  route(text: ReadText): { theme: string | null; second: string | null; probability: number };
}

/** To which themes a comment belongs, and who says so. */
export interface Decision {
  /** At most two, the clearer first. */
  themes: string[];
  /** Calibrated probability of the first, 0 to 1. */
  margin: number;
  decidedBy: '' | 'model' | 'words' | 'person';
}

const NONE: Decision = { themes: [], margin: 0, decidedBy: '' };

/**
 * A person's word wins over words that define a theme, and these over the counts of a model. A theme that ended stands for
 * the one where its feedback went.
 */
export function decide({ id, text }: { id: string; text: ReadText | null }, { known, defined, router }: { known: Known; defined: (text: ReadText) => readonly string[]; router: Router | undefined }): Decision {
  const example = known.examples.get(id);
  if (example !== undefined) return { themes: living([example], known), margin: 1, decidedBy: 'person' };
  if (!text) return NONE;
  const byWords = living(defined(text), known);
  if (byWords.length > 0) return { themes: byWords.slice(0, 2), margin: 1, decidedBy: 'words' };
  const route = router?.route(text);
  if (!route) return NONE;
  const themes = living([route.theme, route.second], known);
  return themes.length === 0 ? NONE : { themes, margin: route.probability, decidedBy: 'model' };
}

/** The themes that live in place of these, each once. */
function living(themes: readonly (string | null)[], { heirs }: Known): string[] {
  const found = themes.flatMap((theme) => (theme === null ? [] : (heirs.get(theme) ?? [])));
  return [...new Set(found)];
}
