/** A part of a text in UTF-16 units: `start` is in it, `end` is not. */
export interface Span {
  start: number;
  end: number;
}

/** Where a pattern matches; of a group named `it`, where that does. Patterns are global and, for the group, say so with `d`. */
export function spansOf(text: string, pattern: RegExp): Span[] {
  return [...text.matchAll(pattern)].flatMap((match) => {
    const [start, end] = match.indices?.groups?.it ?? [match.index, match.index + match[0].length];
    return end > start ? [{ start, end }] : [];
  });
}

/** A text with something else in every span; what overlaps is one. */
export function replaced(text: string, spans: readonly Span[], mark: (span: Span) => string): string {
  let written = '';
  let from = 0;
  for (const { start, end } of united(spans)) {
    written += text.slice(from, start) + mark({ start, end });
    from = end;
  }
  return written + text.slice(from);
}

/** In order, those that overlap or touch as one. */
function united(spans: readonly Span[]): Span[] {
  const all: Span[] = [];
  for (const span of spans.toSorted((left, right) => left.start - right.start || left.end - right.end)) {
    const last = all.at(-1);
    if (last && span.start <= last.end) last.end = Math.max(last.end, span.end);
    else all.push({ ...span });
  }
  return all;
}
