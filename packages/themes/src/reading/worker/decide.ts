import type { RoutedComment } from '../../model/theme-router.ts';
import type { Known } from './messages.ts';

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
 * A person's word (`example`, null for no theme) wins over phrases that define a theme, and these over the counts of a model. A theme that ended
 * stands for the one where its feedback went.
 */
export function decide(routed: RoutedComment | null, { example, heirs }: { example: string | null | undefined; heirs: Known['heirs'] }): Decision {
  if (example !== undefined) return { themes: living([example], heirs), margin: 1, decidedBy: 'person' };
  if (!routed) return NONE;
  const themes = living([routed.theme, routed.second], heirs);
  return themes.length === 0 ? NONE : { themes, margin: routed.probability, decidedBy: routed.decidedBy ?? 'model' };
}

/** The themes that live in place of these, each once. */
function living(themes: readonly (string | null)[], heirs: Known['heirs']): string[] {
  const found = themes.flatMap((theme) => (theme === null ? [] : (heirs.get(theme) ?? [])));
  return [...new Set(found)];
}
