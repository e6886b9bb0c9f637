import { HeedError } from '@heed/domain';
import type { Store } from '@heed/store';
import type { ThemeCatalogue } from '../catalogue/theme-catalogue.ts';
import { livingThemes } from '../catalogue/sound.ts';
import type { Keeper } from '../reading/models/keeper.ts';
import { createRest } from '../reading/rest.ts';
import { due, ENOUGH_COMMENTS, type ScheduleState } from './due.ts';
import type { Studies } from './studies.ts';
import { readScored } from './study/scored.query.ts';
import { readReadable } from './study/sample.query.ts';

/** Does by itself what is due. */
export interface Schedule {
  start(): void;
  stop(): Promise<void>;
  /** So many comments were read: there may be enough for themes now. */
  commentsCame(rows: number): void;
}

/** How often it is looked what is due; sooner when many comments came. */
const EVERY_MS = 60_000;
/** A burst of comments is over after so long. */
const SETTLED_MS = 3_000;

interface Options {
  store: Pick<Store, 'read'>;
  catalogue: Pick<ThemeCatalogue, 'state'>;
  studies: Studies;
  keeper: Keeper;
  timeZone: () => string;
  now: () => number;
  onError: (error: unknown) => void;
}

export function createSchedule({ store, catalogue, studies, keeper, timeZone, now, onError }: Options): Schedule {
  const rest = createRest();
  let running: Promise<void> | undefined;
  let came = 0;

  async function state(): Promise<ScheduleState> {
    await keeper.refresh();
    const themes = livingThemes(catalogue.state());
    const { model, scored } = keeper.sentiment();
    return {
      readable: await readReadable(store),
      themed: new Set([...themes.flatMap(({ language }) => language ?? []), ...keeper.learnt()]),
      taxonomy: themes.some(({ origin }) => origin === 'person' || origin === 'imported'),
      themes: themes.length > 0,
      learnt: catalogue.state().model !== null,
      scored: { now: await readScored(store), learnt: model === 0 ? null : scored },
      jobs: await studies.list(),
      timeZone: timeZone(),
    };
  }

  async function look(): Promise<void> {
    for (;;) {
      const kind = due(await state(), now());
      if (kind === null || rest.ended) return;
      const { ended } = await studies.begin({ kind, by: 'system' } as Parameters<Studies['begin']>[0]);
      await ended;
    }
  }

  async function run(): Promise<void> {
    while (!rest.ended) {
      rest.heed();
      try {
        await look();
      } catch (error) {
        // Another process was quicker, or there is nothing to read: it is looked again.
        if (!(error instanceof HeedError)) onError(error);
      }
      await rest.rest(EVERY_MS);
      await rest.pause(SETTLED_MS);
    }
  }

  return {
    start() {
      running ??= run();
    },
    async stop() {
      rest.end();
      await studies.stop();
      await running;
    },
    commentsCame(rows) {
      came += rows;
      if (came < ENOUGH_COMMENTS) return;
      came = 0;
      rest.wake();
    },
  };
}
