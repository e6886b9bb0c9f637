import type { Target } from './settings.ts';

type Clock = Target['clock'];

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** Nothing of ours takes longer: 365 days. */
export const LONGEST_MS = 365 * DAY;

const UNITS = [
  ['d', DAY],
  ['h', HOUR],
  ['m', MINUTE],
  ['s', SECOND],
  ['ms', 1],
] as const;
const FORM = /^(?:(\d{1,9})d)?(?: ?(\d{1,9})h)?(?: ?(\d{1,9})m)?(?: ?(\d{1,9})s)?(?: ?(\d{1,9})ms)?$/;

/**
 * Reads a length of time such as `4h`, `1d 4h 30m` or `90s`; a day is 24 hours and has a place on the calendar's clock only, for
 * working days differ in length. Returns milliseconds, or what to write instead.
 */
export function readDuration(text: string, { clock }: { clock: Clock }): number | { problem: string } {
  const example = clock === 'working' ? '30m, 4h or 16h 30m' : '30m, 4h or 2d 4h';
  const parts = FORM.exec(text.trim().replaceAll(/\s+/g, ' '));
  if (!parts || parts[0] === '') return { problem: `must be a length of time such as ${example}` };
  if (clock === 'working' && parts[1] !== undefined) return { problem: 'must be in hours on the working clock, where days differ in length: 16h for two days of eight hours; or use the clock calendar' };
  return UNITS.reduce((sum, [, milliseconds], index) => sum + Number(parts[index + 1] ?? 0) * milliseconds, 0);
}

/** A length of time as `readDuration` reads it, exactly: the largest units first, and no days on the working clock. */
export function writeDuration(milliseconds: number, { clock }: { clock: Clock }): string {
  let left = milliseconds;
  const parts: string[] = [];
  for (const [unit, length] of UNITS) {
    if (unit === 'd' && clock === 'working') continue;
    const count = Math.floor(left / length);
    left -= count * length;
    if (count > 0) parts.push(`${count}${unit}`);
  }
  return parts.length > 0 ? parts.join(' ') : '0m';
}
