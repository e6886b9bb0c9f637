import { FeedbackQuery, type FeedbackFilterInput, type FeedbackItem } from '#lib/api/documents.ts';
import { request } from '#lib/api/request.ts';

export interface FeedbackPage {
  totalCount: number;
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
  edges: { node: FeedbackItem }[];
}

const PAGE = 30;

interface FeedbackSource {
  page: FeedbackPage;
  input: FeedbackFilterInput;
  /** Whether the reader may see who a customer is. */
  customers: boolean;
}

interface Grown {
  /** The first page that it grew from. */
  from: FeedbackPage;
  items: FeedbackItem[];
  end: FeedbackPage['pageInfo'];
  total: number;
  fresh: ReadonlySet<string>;
}

/** The rows on the screen: the first page as loaded, pages added below, and new ones on top when they are asked for. */
class FeedbackList {
  readonly #source: () => FeedbackSource;
  #grown = $state.raw<Grown | null>(null);
  #state = $state<'still' | 'loading' | 'failed'>('still');

  constructor(source: () => FeedbackSource) {
    this.#source = source;
  }
  get #now(): Grown {
    const { page } = this.#source();
    // Another filter brought another first page: whatever grew from the old one is gone.
    if (this.#grown?.from === page) return this.#grown;
    return { from: page, items: page.edges.map(({ node }) => node), end: page.pageInfo, total: page.totalCount, fresh: new Set<string>() };
  }
  get items(): readonly FeedbackItem[] {
    return this.#now.items;
  }
  get more(): boolean {
    return this.#now.end.hasNextPage;
  }
  /** How many match, as of what is on the screen. */
  get total(): number {
    return this.#now.total;
  }
  get state(): 'still' | 'loading' | 'failed' {
    return this.#state;
  }
  isFresh(id: string): boolean {
    return this.#now.fresh.has(id);
  }

  /** Adds the next page below. */
  async grow(): Promise<void> {
    const now = this.#now;
    await this.#ask(now.end.endCursor, (page) => {
      const known = new Set(now.items.map(({ id }) => id));
      const items = [...now.items, ...page.edges.map(({ node }) => node).filter(({ id }) => !known.has(id))];
      return { ...now, items, end: page.pageInfo, fresh: new Set() };
    });
  }
  /** Puts what is new on top. When more is new than fits on a page, the list starts over from the newest. */
  async renew(): Promise<void> {
    const now = this.#now;
    await this.#ask(null, (page) => {
      const known = new Set(now.items.map(({ id }) => id));
      const incoming = page.edges.map(({ node }) => node);
      const fresh = incoming.filter(({ id }) => !known.has(id));
      const joins = incoming.some(({ id }) => known.has(id));
      const newest = new Set(incoming.map(({ id }) => id));
      const items = joins ? [...incoming, ...now.items.filter(({ id }) => !newest.has(id))] : incoming;
      return { from: now.from, items, end: joins ? now.end : page.pageInfo, total: page.totalCount, fresh: new Set(fresh.map(({ id }) => id)) };
    });
  }
  async #ask(after: string | null, merge: (page: FeedbackPage) => Grown): Promise<void> {
    if (this.#state === 'loading') return;
    const { page: from, input, customers } = this.#source();
    this.#state = 'loading';
    try {
      const { feedback } = await request(fetch, FeedbackQuery, { filter: input, first: PAGE, after, customers });
      if (this.#source().page === from) this.#grown = merge(feedback);
      this.#state = 'still';
    } catch {
      this.#state = 'failed';
    }
  }
}

/** Makes the list of a page from what its load found. */
export const createFeedbackList = (source: () => FeedbackSource): FeedbackList => new FeedbackList(source);
