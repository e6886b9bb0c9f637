import { SAMPLE_REGIONS, type Region } from '../company.ts';
import type { Random } from '../random.ts';
import type { StoryDay } from './day.ts';
import { dayVolume } from './story.ts';

const HOUR = 3_600_000;

/** Share of customers, and the hours by which their clocks are ahead of UTC (summer time is left aside). */
const REGIONS: Readonly<Record<Region, { share: number; utcOffset: number }>> = {
  Europe: { share: 0.32, utcOffset: 1 },
  'North America': { share: 0.24, utcOffset: -6 },
  'East Asia': { share: 0.21, utcOffset: 8 },
  Türkiye: { share: 0.12, utcOffset: 3 },
  Vietnam: { share: 0.085, utcOffset: 7 },
  Oceania: { share: 0.025, utcOffset: 10 },
};

/** How much people write at each hour of their own day: little at night, most before noon and after dinner. */
const HOURS = [4, 2, 1, 1, 1, 2, 8, 22, 42, 58, 64, 60, 52, 50, 54, 55, 54, 52, 54, 60, 66, 58, 34, 13];

/** When something comes in, and from where. */
export interface Arrival {
  /** Epoch milliseconds. */
  readonly at: number;
  readonly day: StoryDay;
  readonly region: Region;
}

/**
 * Exactly `count` arrivals in chronological order over the given days, each with a region that is likely awake. One
 * arrival falls into each of `count` equal parts of the expected volume, so nothing has to be sorted or kept.
 */
export function* arrivals(days: readonly StoryDay[], { count, random }: { count: number; random: Random }): Generator<Arrival> {
  const hours = volumeByHour(days, random);
  const total = hours.at(-1)?.until ?? 0;
  const awake = Array.from({ length: 24 }, (_, utcHour) => regionsAwake(utcHour));
  let index = 0;
  let before = 0;
  for (let i = 0; i < count; i++) {
    const target = ((i + random.float()) / count) * total;
    let hour = hours[index];
    while (hour && target >= hour.until && index + 1 < hours.length) {
      before = hour.until;
      index += 1;
      hour = hours[index];
    }
    if (!hour) return;
    const at = Math.floor(hour.from + ((target - before) / (hour.until - before)) * (hour.to - hour.from));
    const weights = awake[new Date(hour.from).getUTCHours()] ?? {};
    yield { at: Math.min(at, hour.to - 1), day: hour.day, region: random.weighted(weights) };
  }
}

interface HourVolume {
  readonly from: number;
  readonly to: number;
  readonly day: StoryDay;
  /** Volume of all hours up to the end of this one. */
  readonly until: number;
}

function volumeByHour(days: readonly StoryDay[], random: Random): HourVolume[] {
  const hours: HourVolume[] = [];
  let until = 0;
  for (const day of days) {
    // Days differ by more than chance alone: weather, press, a mailing. About ±12 %.
    const volume = dayVolume(day) * Math.exp(0.12 * random.normal());
    for (let from = day.from; from < day.to; from += HOUR) {
      const to = Math.min(from + HOUR, day.to);
      const atHour = Object.values(regionsAwake(new Date(from).getUTCHours())).reduce((sum, weight) => sum + weight, 0);
      until += volume * atHour * ((to - from) / HOUR);
      hours.push({ from, to, day, until });
    }
  }
  return hours;
}

function regionsAwake(utcHour: number): Record<Region, number> {
  return Object.fromEntries(
    SAMPLE_REGIONS.map((region) => {
      const { share, utcOffset } = REGIONS[region];
      return [region, share * (HOURS[(utcHour + utcOffset + 24) % 24] ?? 0)];
    }),
  ) as Record<Region, number>;
}
