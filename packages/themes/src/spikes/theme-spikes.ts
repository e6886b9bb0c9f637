import type { Period } from '@heed/domain';
import type { StoreReader } from '@heed/store';
import { livingTheme } from '../catalogue/living.ts';
import type { Catalogue } from '../catalogue/state.ts';
import { findSpikes, type Spike, type ThemeBucket } from '../emerging/find-spikes.ts';
import { readSpikeComments, readSpikeCounts } from './spike-counts.query.ts';
import { SPIKE_HOURS, spikeWindow } from './spike-windows.ts';

/** A theme that is mentioned far more often than in the same hours of the same weekday. */
export interface ThemeSpike extends Spike {
  /** What was looked at. */
  window: Period;
  /** When it began, in epoch milliseconds: the comment from which on most are beyond what was to be expected. */
  since: number;
  /** Different people among those who wrote it; whoever is not known counts as one. */
  people: number;
  /** The comments, the latest first; at most 1,000. */
  feedbackIds: readonly string[];
}

/** On a quiet day a mark comes up by chance with at most this probability, however often it is looked (measured: `theme-spikes.test.ts`). */
export const FALSE_SPIKES = 0.05;
/** What is looked at every quarter of an hour is looked at often: at each look, so small a share of what is found may be chance. */
const FALSE_DISCOVERY_A_LOOK = 0.0001;
/** Less is certain at times, and nobody's concern. */
const LEAST_GROWTH = 1.5;
/** One person who writes often is no spike. */
const FEWEST_PEOPLE = 5;
/** A spike is over when nothing of it is left that chance would not make one time in twenty. */
const OVER = 0.05;
/** A theme that was found as a burst is known to be new. */
const NEW_DAYS = 21;
const DAY_MS = 86_400_000;

interface Asked {
  store: StoreReader;
  catalogue: Pick<Catalogue, 'themes' | 'gone'>;
  /** Epoch milliseconds. */
  now: number;
  /** The organisation's: weekdays and hours are its own. */
  timeZone: string;
}

/** The themes that are mentioned far more often right now, the clearest first. Throws what the store throws. */
export async function themeSpikes(asked: Asked): Promise<ThemeSpike[]> {
  return (await lookForSpikes(asked)).spikes;
}

/** The same, with the themes of which it is still more than usual: a spike that was raised is not over while its theme is among them. */
export async function lookForSpikes({ store, catalogue, now, timeZone }: Asked): Promise<{ spikes: ThemeSpike[]; raised: ReadonlySet<string> }> {
  const found = new Map<string, Spike & { window: Period }>();
  const raised = new Set<string>();
  for (const hours of SPIKE_HOURS) {
    const window = spikeWindow({ now, timeZone }, hours);
    const [present, ...earlier] = await buckets([window.now, ...window.earlier], { store, catalogue });
    if (!present) continue;
    for (const spike of findSpikes(present, { earlier, fewest: 1, falseDiscovery: 1 })) {
      if (spike.p <= OVER) raised.add(spike.theme);
      const before = found.get(spike.theme);
      if (isClear(spike) && (!before || spike.adjusted < before.adjusted)) found.set(spike.theme, { ...spike, window: window.now });
    }
  }
  const spikes: ThemeSpike[] = [];
  for (const spike of found.values()) {
    const theme = catalogue.themes.get(spike.theme);
    if (!theme || (theme.origin === 'emerged' && now - theme.createdAt < NEW_DAYS * DAY_MS)) continue;
    const comments = await readSpikeComments(store, { period: spike.window, themes: sourcesOf(spike.theme, catalogue) });
    const people = new Set(comments.map(({ id, who }) => who || id)).size;
    if (people < FEWEST_PEOPLE) continue;
    spikes.push({ ...spike, since: beginning(comments.map(({ at }) => at), spike), people, feedbackIds: comments.map(({ id }) => id) });
  }
  return { spikes: spikes.sort((one, other) => one.adjusted - other.adjusted || other.count - one.count), raised };
}

const FEWEST = 10;
/** Both windows may err: each has its part of the rate. */
export const isClear = ({ count, adjusted, growth }: Pick<Spike, 'count' | 'adjusted' | 'growth'>): boolean =>
  count >= FEWEST && adjusted <= FALSE_DISCOVERY_A_LOOK / SPIKE_HOURS.length && (growth ?? Infinity) >= LEAST_GROWTH;

/** Comments of each period by theme. What has two themes that are one by now counts once. */
async function buckets(periods: readonly Period[], { store, catalogue }: Pick<Asked, 'store' | 'catalogue'>): Promise<ThemeBucket[]> {
  const made = periods.map(() => ({ comments: 0, themes: new Map<string, number>() }));
  for (const { place, themes, comments } of await readSpikeCounts(store, periods)) {
    const bucket = made[place];
    if (!bucket) continue;
    bucket.comments += comments;
    for (const id of new Set(themes.map((theme) => livingTheme(catalogue, theme)?.id))) {
      if (id !== undefined) bucket.themes.set(id, (bucket.themes.get(id) ?? 0) + comments);
    }
  }
  return made;
}

/** The themes whose comments are those of a theme by now: itself, and what was merged into it. */
function sourcesOf(theme: string, catalogue: Pick<Catalogue, 'themes' | 'gone'>): string[] {
  return [...catalogue.themes.keys(), ...catalogue.gone.keys()].filter((id) => livingTheme(catalogue, id)?.id === theme);
}

/** The moment from which on the comments that came exceed what was to be expected by most. */
function beginning(moments: readonly number[], { window, expected }: { window: Period; expected: number }): number {
  let since = moments[0] ?? window.from;
  let most = -Infinity;
  for (const [index, at] of moments.entries()) {
    const excess = index + 1 - (expected * (window.to - at)) / (window.to - window.from);
    if (excess <= most) continue;
    most = excess;
    since = at;
  }
  return since;
}
