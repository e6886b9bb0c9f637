import { ReportDisplay } from '#lib/api/wall-documents.ts';
import { createLive, type LiveConnection } from '#lib/live/connection.svelte.ts';
import { lightAt } from './dimming.ts';
import { keepToken, keptToken } from './display-token.ts';
import type { Freshness } from './freshness.ts';
import { pixelShift } from './pixel-shift.ts';
import { mayReload, SPREAD_MS } from './quiet-moment.ts';
import { createServerClock, type ServerClock } from './server-clock.ts';
import { createWallData, type WallData } from './wall-data.svelte.ts';
import { forgetWall, keepWall, keptWall } from './wall-memory.ts';
import { pageAt, pagesOf } from './wall-pages.ts';

interface Options {
  /** Of the WebSocket. */
  url: string;
  storage: Storage;
  size: () => { width: number; height: number };
  /** Whether the server has another release of this very page; may reject. */
  isOutdated: () => Promise<boolean>;
  /** Whether the page could be loaded now; rejects or says no where the server does not answer. */
  answers: () => Promise<boolean>;
  reload: () => void;
}

const SECOND = 1_000;
const REPORT_EVERY = 30;
const KEEP_EVERY = 30;
/** A page asks so often whether it is out of date, beside whenever it connects. */
const ASK_RELEASE_EVERY = 3_600;
/** A rejection may be a server that has just started; a second one in a row is none. */
const REJECTIONS = 2;
/** A display that was turned away tries its old token so often: somebody may have meant another one. */
const TRY_AGAIN_MS = 5 * 60_000;

/**
 * A screen on a wall that nobody attends to: it connects for ever, shows what it last knew with its age, tells that it lives, turns
 * its pages by the server's clock, and loads a new release at a quiet moment.
 */
class WallDisplay {
  #token = $state<string | null>(null);
  #revoked = $state(false);
  #data = $state.raw<WallData | null>(null);
  #now = $state(Date.now());
  #page = $state(0);
  #freshness = $state.raw<Freshness>({ state: 'waiting', age: null, obstacle: null });

  readonly #options: Options;
  readonly #clock: ServerClock;
  readonly #startedAt = performance.now();
  readonly #wait = Math.random() * SPREAD_MS;
  #live: LiveConnection | null = null;
  #stops: (() => void)[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;
  #again: ReturnType<typeof setTimeout> | undefined;
  #rejections = 0;
  #ticks = 0;
  #release: string | null = null;
  #wasConnected = false;
  #wantedAt: number | null = null;
  #reloading = false;

  constructor(options: Options) {
    this.#options = options;
    this.#clock = createServerClock({ monotonic: () => performance.now(), wall: () => Date.now() });
  }

  /** No token, or one that is not let in: then the screen offers to be paired. */
  get needsPairing(): boolean {
    return this.#token === null || this.#revoked;
  }
  get revoked(): boolean {
    return this.#revoked;
  }
  get data(): WallData | null {
    return this.#data;
  }
  /** The server's time, epoch milliseconds; moves once a second. */
  get now(): number {
    return this.#now;
  }
  get page(): number {
    return this.#page;
  }
  get freshness(): Freshness {
    return this.#freshness;
  }
  get light(): number {
    const settings = this.#data?.settings;
    return settings ? lightAt(this.#now, settings) : 1;
  }
  get shift(): { x: number; y: number } {
    return pixelShift(this.#now);
  }

  /** Begins with the token that was kept; the returned function ends everything. */
  start(): () => void {
    const token = keptToken(this.#options.storage);
    if (token !== null) this.#show(token);
    this.#tick();
    return () => {
      clearTimeout(this.#timer);
      this.#stop();
    };
  }

  /** Takes a token that somebody gave to this screen, in place of the one before. */
  use(token: string): void {
    keepToken(this.#options.storage, token);
    this.#show(token);
  }

  #stop(): void {
    clearTimeout(this.#again);
    for (const stop of this.#stops) stop();
    this.#stops = [];
    this.#live = null;
    this.#wasConnected = false;
  }

  #show(token: string): void {
    this.#stop();
    this.#token = token;
    this.#revoked = false;
    this.#rejections = 0;
    this.#data = createWallData(this.#connect(token), { clock: this.#clock, kept: keptWall(this.#options.storage, token) });
    this.#stops.push(this.#data.start());
  }

  #connect(token: string): LiveConnection {
    const live = createLive({ url: this.#options.url, token, onUnauthenticated: () => this.#turnedAway(token) });
    this.#live = live;
    this.#stops.push(live.start());
    return live;
  }

  #turnedAway(token: string): void {
    this.#rejections += 1;
    if (this.#rejections < REJECTIONS || token !== this.#token) return;
    // Not within the call of the connection that is ended here.
    queueMicrotask(() => {
      if (token !== this.#token) return;
      this.#stop();
      this.#revoked = true;
      this.#data = null;
      // Who may no longer see a wall keeps nothing of it.
      forgetWall(this.#options.storage);
      this.#again = setTimeout(() => this.#tryAgain(token), TRY_AGAIN_MS);
    });
  }

  /** Once more with the token that was turned away: whoever took it back may have meant another screen, or the server was not itself. */
  #tryAgain(token: string): void {
    if (token !== this.#token || !this.#revoked) return;
    this.#rejections = REJECTIONS - 1;
    this.#stop();
    this.#connect(token);
  }

  /** Once a second, on the second of the server, so that all screens of a wall turn their pages together. */
  #tick(): void {
    const now = this.#clock.now();
    this.#timer = setTimeout(() => this.#tick(), SECOND - (((now % SECOND) + SECOND) % SECOND));
    this.#ticks += 1;
    if (this.#clock.jumped()) this.#live?.renew();
    this.#now = this.#clock.now();
    this.#look();
    const turned = this.#turn();
    this.#meetRelease();
    const shown = this.#data?.settings;
    if (shown && this.#ticks % KEEP_EVERY === 0 && this.#data && this.#token !== null && this.#live?.connected) {
      keepWall(this.#options.storage, { token: this.#token, wall: { settings: shown, tiles: this.#data.tiles } });
    }
    if (this.#ticks % REPORT_EVERY === 2) this.#report();
    if (turned || this.#ticks % 60 === 0) this.#reloadQuietly();
  }

  #look(): void {
    const connected = this.#live?.connected ?? false;
    if (connected && !this.#wasConnected) {
      // Let in (again): with the token it has, also after it was turned away.
      this.#rejections = 0;
      if (this.#revoked && this.#token !== null) this.#show(this.#token);
      else {
        this.#report();
        this.#askRelease();
      }
    }
    this.#wasConnected = connected;
  }

  #turn(): boolean {
    const settings = this.#data?.settings;
    if (!settings || !this.#data) return false;
    const pages = pagesOf(settings.tiles, settings);
    const page = pageAt(this.#now, { pages: pages.length, secondsPerPage: settings.secondsPerPage });
    const turned = page !== this.#page && pages.length > 1;
    this.#page = page;
    this.#freshness = this.#data.freshness(pages[page] ?? []);
    return turned;
  }

  #report(): void {
    const live = this.#live;
    if (!live?.connected || this.#revoked) return;
    const { width, height } = this.#options.size();
    const input = { release: live.release ?? '', width, height, page: this.#page, stale: this.#freshness.state === 'stale' };
    // A report that was lost is followed by the next one.
    live.send(ReportDisplay, { input: { ...input, release: this.#release ?? input.release } }).catch(() => undefined);
  }

  #meetRelease(): void {
    const release = this.#live?.release ?? null;
    if (release === null) return;
    this.#release ??= release;
    if (release !== this.#release) this.#wantedAt ??= performance.now();
    if (this.#ticks % ASK_RELEASE_EVERY === 0) this.#askRelease();
  }

  #askRelease(): void {
    this.#options.isOutdated().then(
      (outdated) => {
        if (outdated) this.#wantedAt ??= performance.now();
      },
      () => undefined,
    );
  }

  #reloadQuietly(): void {
    const due = mayReload({ wantedAt: this.#wantedAt, startedAt: this.#startedAt, now: performance.now(), wait: this.#wait });
    if (!due || this.#reloading || this.#freshness.state !== 'fresh') return;
    this.#reloading = true;
    this.#options.answers().then(
      (answers) => {
        this.#reloading = false;
        if (answers) this.#options.reload();
      },
      () => (this.#reloading = false),
    );
  }
}

export type { WallDisplay };

/** Makes the display of a page; call `start` when the page is in a browser. */
export const createWallDisplay = (options: Options): WallDisplay => new WallDisplay(options);
