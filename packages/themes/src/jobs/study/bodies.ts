/** So many rows go into one insert: some ten megabytes. */
const ROWS_A_BODY = 200_000;

/** Counts as bodies of inserts into `theme_models`. */
export function bodiesOf(rows: Iterable<{ class: string; ngram: string; n: number }>, { kind, model, language }: { kind: 'themes' | 'sentiment'; model: number; language: string }): string[] {
  const bodies: string[] = [];
  let lines: string[] = [];
  for (const { class: name, ngram, n } of rows) {
    // Half of a character, where a long comment was cut in the middle of one: no UTF-8 has it, and the engine would refuse all.
    if (!ngram.isWellFormed()) continue;
    lines.push(JSON.stringify([kind, model, language, name, ngram, n]));
    if (lines.length < ROWS_A_BODY) continue;
    bodies.push(lines.join('\n'));
    lines = [];
  }
  if (lines.length > 0) bodies.push(lines.join('\n'));
  return bodies;
}
