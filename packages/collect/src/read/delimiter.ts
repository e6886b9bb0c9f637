const CANDIDATES = [',', ';', '\t', '|'] as const;
export type Delimiter = (typeof CANDIDATES)[number];

/**
 * The delimiter of the first lines of a CSV text: the one that stands most often in the header, outside quotes, among
 * those that also stand in the next line where there is one. A comma when none stands anywhere (a single column).
 */
export function detectDelimiter(text: string): Delimiter {
  const lines = firstLines(text, 2);
  const [header, next] = lines.map((line) => CANDIDATES.map((candidate) => countOutsideQuotes(line, candidate)));
  if (!header) return ',';
  let best: Delimiter = ',';
  let most = 0;
  CANDIDATES.forEach((candidate, index) => {
    const count = header[index] as number;
    const repeated = next === undefined || (next[index] as number) >= count;
    const score = repeated ? count * 2 : count;
    if (score > most) {
      most = score;
      best = candidate;
    }
  });
  return best;
}

/** Lines that end outside quotes, without empty ones. */
function firstLines(text: string, wanted: number): string[] {
  const lines: string[] = [];
  let start = 0;
  let quoted = false;
  for (let index = 0; index <= text.length && lines.length < wanted; index++) {
    const char = text[index];
    if (char === '"') quoted = !quoted;
    else if (index === text.length || (!quoted && (char === '\n' || char === '\r'))) {
      if (index > start) lines.push(text.slice(start, index));
      start = index + 1;
    }
  }
  return lines;
}

function countOutsideQuotes(line: string, delimiter: string): number {
  let count = 0;
  let quoted = false;
  for (const char of line) {
    if (char === '"') quoted = !quoted;
    else if (!quoted && char === delimiter) count++;
  }
  return count;
}
