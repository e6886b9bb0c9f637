import type { Known } from './worker/messages.ts';

/**
 * The feedback whose readings do not say what people said of them, so that what was left undone when a process died is made good: decided and not
 * read so, read so and not decided anymore, or read as another theme.
 */
export function disagreeing(decided: ReadonlyMap<string, readonly string[]>, { examples, heirs }: Pick<Known, 'examples' | 'heirs'>): string[] {
  const ids: string[] = [];
  for (const [id, example] of examples) {
    const theme = example === null ? null : (heirs.get(example) ?? null);
    const themes = decided.get(id);
    if (!themes || themes.length !== (theme === null ? 0 : 1) || (theme !== null && themes[0] !== theme)) ids.push(id);
  }
  for (const id of decided.keys()) if (!examples.has(id)) ids.push(id);
  return ids;
}
