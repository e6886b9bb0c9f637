import type { LoopSettings } from '@heed/loops';
import type { Catalogue, RaisedSpike, Theme } from '@heed/themes';
import { personType } from '../loop/loop-person.type.ts';
import type { ThemeSpikeType, ThemeType } from './theme.type.ts';

/** How many examples people gave of each theme. */
export function countExamples({ examples }: Pick<Catalogue, 'examples'>): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { theme } of examples.values()) if (theme !== null) counts.set(theme, (counts.get(theme) ?? 0) + 1);
  return counts;
}

/** A theme as GraphQL shows it. */
export function themeType(theme: Theme, { examples, spikes, settings }: { examples: ReadonlyMap<string, number>; spikes: readonly RaisedSpike[]; settings: LoopSettings }): ThemeType {
  const { id, name, namedByPerson, description, parent, pinned, hidden, origin, language, phrases, words, department, owner, dueOn, createdAt, retired } = theme;
  return {
    id,
    name,
    named: namedByPerson,
    description,
    parent,
    pinned,
    hidden,
    origin,
    language,
    telling: [...phrases],
    words: Object.entries(words).map(([tag, list]) => ({ language: tag, phrases: [...list] })),
    examples: examples.get(id) ?? 0,
    department,
    owner: personType(owner, settings),
    dueOn,
    createdAt: new Date(createdAt),
    into: retired && [...retired.into],
    spike: spikeType(spikes.find(({ theme: spiking }) => spiking === id)),
  };
}

const spikeType = (spike: RaisedSpike | undefined): ThemeSpikeType | null =>
  spike ? { since: new Date(spike.since), comments: spike.comments, hours: spike.hours, expected: spike.expected, people: spike.people, falseAlarms: spike.falseAlarms } : null;
