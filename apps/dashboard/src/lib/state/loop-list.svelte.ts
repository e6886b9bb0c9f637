import type { LoopFilterInput } from '#lib/api/departments-documents.ts';
import { LoopsLive, LoopsQuery, type LoopItem, type LoopSort, type LoopsPage } from '#lib/api/loops-documents.ts';
import { request } from '#lib/api/request.ts';
import { useLive } from '#lib/live/connection.svelte.ts';

export const PAGE = 50;

interface LoopSource {
  page: LoopsPage;
  input: LoopFilterInput;
  sort: LoopSort;
}

interface Shown {
  /** The first page that it grew from. */
  from: LoopsPage;
  items: LoopItem[];
  end: LoopsPage['pageInfo'];
}

/**
 * The rows on the screen. What is pushed changes rows where they stand, at once; new ones wait behind a button and those
 * that left the queue stay, marked, until the reader asks for the list anew: nothing moves under the cursor.
 */
class LoopList {
  readonly #source: () => LoopSource;
  #shown = $state.raw<Shown | null>(null);
  #pushed = $state.raw<{ from: LoopsPage; page: LoopsPage } | null>(null);
  #state = $state<'still' | 'loading' | 'failed'>('still');

  constructor(source: () => LoopSource) {
    const live = useLive();
    const asked = $derived(source());
    this.#source = () => asked;
    $effect(() => {
      const { page, input, sort } = asked;
      return live.watch(LoopsLive, { filter: input, sort, first: PAGE }, ({ loops }) => {
        this.#pushed = { from: page, page: loops };
      });
    });
  }

  get #now(): Shown {
    const { page } = this.#source();
    if (this.#shown?.from === page) return this.#shown;
    return { from: page, items: page.edges.map(({ node }) => node), end: page.pageInfo };
  }
  get #latest(): LoopsPage | null {
    return this.#pushed?.from === this.#source().page ? this.#pushed.page : null;
  }

  get items(): readonly LoopItem[] {
    const newer = new Map(this.#latest?.edges.map(({ node }) => [node.id, node]));
    return this.#now.items.map((item) => newer.get(item.id) ?? item);
  }
  /** Whether a row is no longer in this queue; only known of those that would stand on the first page. */
  hasLeft(id: string): boolean {
    const latest = this.#latest;
    if (!latest) return false;
    const whole = !latest.pageInfo.hasNextPage;
    const there = latest.edges.some(({ node }) => node.id === id);
    return !there && (whole || this.#now.items.findIndex((item) => item.id === id) < latest.edges.length / 2);
  }
  /** How many stand on the first page by now and are not on the screen. */
  get waiting(): number {
    const known = new Set(this.#now.items.map(({ id }) => id));
    return this.#latest?.edges.filter(({ node }) => !known.has(node.id)).length ?? 0;
  }
  get total(): number {
    return this.#latest?.totalCount ?? this.#now.from.totalCount;
  }
  get more(): boolean {
    return this.#now.end.hasNextPage;
  }
  get state(): 'still' | 'loading' | 'failed' {
    return this.#state;
  }

  /** Puts a row in the place of its older self, for what this reader has just done. */
  replace(loop: LoopItem): void {
    const now = this.#now;
    this.#shown = { ...now, items: now.items.map((item) => (item.id === loop.id && loop.version >= item.version ? loop : item)) };
  }
  /** Adds the next page below. */
  async grow(): Promise<void> {
    const now = this.#now;
    await this.#ask(now.end.endCursor, (page) => {
      const known = new Set(now.items.map(({ id }) => id));
      return { ...now, items: [...now.items, ...page.edges.map(({ node }) => node).filter(({ id }) => !known.has(id))], end: page.pageInfo };
    });
  }
  /** Starts over from the top. */
  async renew(): Promise<void> {
    const now = this.#now;
    await this.#ask(null, (page) => ({ from: now.from, items: page.edges.map(({ node }) => node), end: page.pageInfo }));
  }
  async #ask(after: string | null, merge: (page: LoopsPage) => Shown): Promise<void> {
    if (this.#state === 'loading') return;
    const { page: from, input, sort } = this.#source();
    this.#state = 'loading';
    try {
      const { loops } = await request(fetch, LoopsQuery, { filter: input, sort, first: PAGE, after });
      if (this.#source().page === from) this.#shown = merge(loops);
      this.#state = 'still';
    } catch {
      this.#state = 'failed';
    }
  }
}

/** Makes the list of a page from what its load found. Call it while the component is being made. */
export const createLoopList = (source: () => LoopSource): LoopList => new LoopList(source);
