import { WallLive, WallTileLive, type WallSettings } from '#lib/api/wall-documents.ts';
import type { LiveConnection, LiveState } from '#lib/live/connection.svelte.ts';
import { freshnessOf, type Freshness } from './freshness.ts';
import type { ServerClock } from './server-clock.ts';
import type { ShownTile } from './shown-tile.ts';
import { movesWithTime } from './tile-kinds.ts';

interface Options {
  /** Which wall; a display leaves it out and gets its own. */
  key?: string;
  clock: ServerClock;
  /** What was known before this page was loaded. */
  kept?: KeptWall | null;
}

/** All that a wall shows. */
export interface KeptWall {
  settings: WallSettings;
  tiles: Readonly<Record<string, ShownTile>>;
}

/** A wall and the answers of its tiles, as last known. Nothing of it goes away while the connection is gone. */
class WallData {
  #settings = $state.raw<WallSettings | null>(null);
  #tiles = $state.raw<Readonly<Record<string, ShownTile>>>({});
  #removed = $state(false);
  /** The server's time at which the connection and the database were last known to be well. */
  #wellAt: number | null = null;

  readonly #live: LiveConnection;
  readonly #key: string | undefined;
  readonly #clock: ServerClock;
  readonly #watches = new Map<string, () => void>();

  constructor(live: LiveConnection, { key, clock, kept = null }: Options) {
    this.#live = live;
    this.#key = key;
    this.#clock = clock;
    if (kept) [this.#settings, this.#tiles] = [kept.settings, kept.tiles];
  }

  get settings(): WallSettings | null {
    return this.#settings;
  }
  get tiles(): Readonly<Record<string, ShownTile>> {
    return this.#tiles;
  }
  /** The server knows no such wall (any more). */
  get removed(): boolean {
    return this.#removed;
  }

  /** Watches the wall and whatever is on it, until the returned function is called. */
  start(): () => void {
    const wall = this.#key === undefined ? {} : { key: this.#key };
    const stop = this.#live.watch(
      WallLive,
      wall,
      ({ wall: settings }) => {
        this.#removed = false;
        this.#settings = settings;
        this.#watchTiles(settings);
      },
      (code) => {
        if (code === 'NOT_FOUND') this.#removed = true;
      },
    );
    if (this.#settings) this.#watchTiles(this.#settings);
    return () => {
      stop();
      for (const end of this.#watches.values()) end();
      this.#watches.clear();
    };
  }

  /** How far what these tiles show can be trusted. Ask it once a second: it also takes note of when all was well. */
  freshness(shown: WallSettings['tiles']): Freshness {
    const now = this.#clock.now();
    const link: LiveState = this.#live.connected ? (this.#live.databaseAwaySince === null ? 'live' : 'away') : this.#live.state;
    if (link === 'live') this.#wellAt = now;
    // What lies between two dates is not counted anew while it stays true: it is as old as the last moment at which a change would have come.
    const moments = shown.flatMap((tile) => {
      const asOf = this.#tiles[tile.id]?.asOf ?? null;
      if (asOf === null) return [];
      return [movesWithTime(tile) ? asOf : (this.#wellAt ?? asOf)];
    });
    return freshnessOf({ now, asOf: moments.length === 0 ? null : Math.min(...moments), link });
  }

  #watchTiles({ tiles }: WallSettings): void {
    const wanted = new Set(tiles.map(({ id }) => id));
    for (const [id, end] of this.#watches) {
      if (wanted.has(id)) continue;
      end();
      this.#watches.delete(id);
    }
    this.#tiles = Object.fromEntries(Object.entries(this.#tiles).filter(([id]) => wanted.has(id)));
    for (const tile of tiles) {
      if (!this.#watches.has(tile.id)) this.#watches.set(tile.id, this.#watchTile(tile.id));
    }
  }

  #watchTile(id: string): () => void {
    const wall = this.#key === undefined ? {} : { wall: this.#key };
    return this.#live.watch(
      WallTileLive,
      { ...wall, tile: id },
      ({ wallTile: { content, asOf } }) => {
        const at = Date.parse(asOf);
        const tile = this.#settings?.tiles.find((one) => one.id === id);
        if (tile && movesWithTime(tile)) this.#clock.observe(at);
        this.#put(id, { content, asOf: at, trouble: false });
      },
      () => this.#put(id, { ...(this.#tiles[id] ?? { content: null, asOf: null }), trouble: true }),
    );
  }

  #put(id: string, shown: ShownTile): void {
    this.#tiles = { ...this.#tiles, [id]: shown };
  }
}

export type { WallData };

/** Watches a wall over a connection. Call `start` when the page is in a browser. */
export const createWallData = (live: LiveConnection, options: Options): WallData => new WallData(live, options);
