import { createContext } from 'svelte';
import { SvelteMap } from 'svelte/reactivity';
import { WallTilePreviewLive } from '#lib/api/wall-documents.ts';
import type { WallInput } from '#lib/api/walls-documents.ts';
import { useLive, type LiveConnection } from '#lib/live/connection.svelte.ts';
import type { ShownTile } from '#lib/wall/shown-tile.ts';

/** What a tile asks, whatever its heading and its width. */
export type TileQuestion = Omit<WallInput['tiles'][number], 'id' | 'title' | 'wide'>;

const NOTHING: ShownTile = { content: null, asOf: null, trouble: false };
const keyOf = ({ kind, metric, period, departments }: TileQuestion): string => JSON.stringify([kind, metric, period, departments]);

/**
 * What tiles show, for pictures of walls. Pictures that show the same ask once, and the last answer stays for those that come back to
 * it, such as by a step that is taken back.
 */
class TileAnswers {
  readonly #live: LiveConnection;
  readonly #shown = new SvelteMap<string, ShownTile>();
  readonly #watching = new Map<string, { pictures: number; stop: () => void }>();

  constructor(live: LiveConnection) {
    this.#live = live;
  }
  /** The newest answer that came. */
  of(question: TileQuestion): ShownTile {
    return this.#shown.get(keyOf(question)) ?? NOTHING;
  }
  /** Asks, live, until the returned function is called. */
  watch(question: TileQuestion): () => void {
    const key = keyOf(question);
    const known = this.#watching.get(key);
    if (known) known.pictures += 1;
    else this.#watching.set(key, { pictures: 1, stop: this.#begin(key, question) });
    return () => {
      const one = this.#watching.get(key);
      if (!one || (one.pictures -= 1) > 0) return;
      this.#watching.delete(key);
      one.stop();
    };
  }
  #begin(key: string, question: TileQuestion): () => void {
    return this.#live.watch(
      WallTilePreviewLive,
      { tile: question },
      ({ wallTilePreview: { content, asOf } }) => this.#shown.set(key, { content, asOf: Date.parse(asOf), trouble: false }),
      () => this.#shown.set(key, { ...(this.#shown.get(key) ?? NOTHING), trouble: true }),
    );
  }
}

const [useAnswers, setAnswers] = createContext<TileAnswers>();

/** For all pictures of walls on a page. Call it while the page is being made. */
export const provideTileAnswers = (): void => void setAnswers(new TileAnswers(useLive()));
export const useTileAnswers = (): TileAnswers => useAnswers();
