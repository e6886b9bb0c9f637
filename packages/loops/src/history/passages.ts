/** One hand-over as a text tells it, not yet read. */
export interface ToldHandOver {
  at: unknown;
  to: unknown;
}
/** One stretch of waiting for the customer as a text tells it; without an end it lasts. */
export interface ToldWait {
  from: unknown;
  to?: unknown;
}

const ITEM = /[;\n|]/;
/** A moment, with or without a time, and what follows it: `2026-01-02T10:00 Sales`, `2.1.2026 10:00 → Sales`. */
const MOMENT_AND_REST = /^(\d[\d./:T+Z-]*(?:\s+\d{1,2}:\d{2}(?::\d{2})?(?:\s?[ap]\.?m\.?)?)?(?:\s?(?:Z|[+-]\d{2}:?\d{2}))?)[\s,:]+(?:(?:→|->|=>|to)\s*)?(\S.*)$/iu;

const items = (text: string): string[] => text.split(ITEM).map((item) => item.trim()).filter((item) => item !== '');

/** The hand-overs of a text such as `2026-01-02T10:00 Sales; 2026-01-03 Product`; null when it is not written so. */
export function handOversOf(text: string): ToldHandOver[] | null {
  const found = items(text).map((item) => MOMENT_AND_REST.exec(item));
  return found.every((match) => match !== null) ? found.map((match) => ({ at: match[1], to: match[2] })) : null;
}

/** The waits of a text such as `2026-01-02T10:00/2026-01-02T12:00; 2026-01-03T09:00/`; null when it is not written so. */
export function waitsOf(text: string): ToldWait[] | null {
  const found = items(text).map((item) => /^([^/]+)\/([^/]*)$/.exec(item));
  return found.every((match) => match !== null) ? found.map((match) => ({ from: match[1]?.trim(), to: match[2]?.trim() })) : null;
}
