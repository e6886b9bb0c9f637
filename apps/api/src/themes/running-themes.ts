import { HeedError } from '@heed/domain';
import { didYouMean, nearNames } from '@heed/filter';
import { keyOf, type LoopSettings } from '@heed/loops';
import type { Journal, Store } from '@heed/store';
import { createEmbedder, createThemes, type Themes, type Tied } from '@heed/themes';
import type { Config } from '../config.ts';
import type { Change } from '../live/hub.ts';
import { createNameKeeper } from './name-keeper.ts';

interface Options {
  config: Config;
  store: Store;
  journal: Journal;
  settings: () => LoopSettings;
  now: () => number;
  onChange: (change: Change) => void;
  report: (error: unknown) => void;
}

const DAY = 86_400_000;

/** The value as the settings spell it. Throws BAD_USER_INPUT, with near ones, for what they do not have. */
function known(value: string, names: readonly string[], { path, kind }: { path: string; kind: string }): string {
  const found = names.find((name) => keyOf(name) === keyOf(value));
  if (found !== undefined) return found;
  const near = nearNames(value, names);
  throw new HeedError('BAD_USER_INPUT', `${path} names no ${kind} of this Heed; ${didYouMean(near, 'add it in the settings, or name one that is there.')}`, { path, near });
}

/** The departments and people to whom a theme can be tied. */
const tiedTo = (settings: () => LoopSettings): Tied => ({
  department: (name) => known(name, [...settings().departments.values()].map((department) => department.name), { path: 'department', kind: 'department' }),
  owner: (key) => known(key, [...settings().people.values()].map((person) => person.key), { path: 'owner', kind: 'person' }),
});

/** Themes, and all that works on them by itself: reading what comes in, and finding out what it is about. */
export function createRunningThemes({ config, store, journal, settings, now, onChange, report }: Options): Themes {
  const onError = (error: unknown): void => {
    if (!(error instanceof HeedError)) report(error);
  };
  const names = createNameKeeper({ store, onError });
  return createThemes({
    store,
    journal,
    now,
    languages: () => config.languages,
    timeZone: () => config.timeZone,
    tied: tiedTo(settings),
    embedder: config.embedder && createEmbedder({ baseUrl: config.embedder.url, model: config.embedder.model, apiKey: config.embedder.key, dimensions: config.embedder.dimensions, now }),
    onChange(change) {
      if (change.kind === 'readings') onChange({ kind: 'readings', occurred: { from: Date.parse(change.from), to: Date.parse(change.to) + DAY } });
      else onChange({ kind: 'themes' });
      if (change.kind === 'catalogue') names.changed(change.catalogue);
    },
    onError,
  });
}
