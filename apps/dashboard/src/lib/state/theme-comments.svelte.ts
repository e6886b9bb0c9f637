import type { FeedbackFilterInput } from '#lib/api/documents.ts';
import { ThemeCommentsQuery, type ThemeComment, type ThemeCommentOrder } from '#lib/api/themes-documents.ts';
import { request } from '#lib/api/request.ts';

interface Page {
  edges: { node: ThemeComment }[];
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
}
interface Source {
  page: Page;
  theme: string;
  input: FeedbackFilterInput;
  order: ThemeCommentOrder;
  customers: boolean;
}

export const COMMENTS_A_PAGE = 20;
const NONE: ReadonlySet<string> = new Set();

/** The comments of a theme on the screen: the first page as loaded, further ones below; what was moved away is gone at once. */
class ThemeComments {
  readonly #source: () => Source;
  #grown = $state.raw<{ from: Page; items: ThemeComment[]; end: Page['pageInfo'] } | null>(null);
  /** Until the page is fetched again, which then says where they are. */
  #gone = $state.raw<{ from: Page | null; ids: ReadonlySet<string> }>({ from: null, ids: new Set() });
  #state = $state<'still' | 'loading' | 'failed'>('still');

  constructor(source: () => Source) {
    this.#source = source;
  }
  get #now() {
    const { page } = this.#source();
    return this.#grown?.from === page ? this.#grown : { from: page, items: page.edges.map(({ node }) => node), end: page.pageInfo };
  }
  get items(): readonly ThemeComment[] {
    const gone = this.#gone.from === this.#source().page ? this.#gone.ids : NONE;
    return this.#now.items.filter(({ id }) => !gone.has(id));
  }
  get more(): boolean {
    return this.#now.end.hasNextPage;
  }
  get state(): 'still' | 'loading' | 'failed' {
    return this.#state;
  }
  /** Takes a comment off the screen, or puts it back. */
  put(id: string, { away }: { away: boolean }): void {
    const from = this.#source().page;
    const ids = new Set(this.#gone.from === from ? this.#gone.ids : NONE);
    if (away) ids.add(id);
    else ids.delete(id);
    this.#gone = { from, ids };
  }
  async grow(): Promise<void> {
    if (this.#state === 'loading') return;
    const { theme, input, order, customers } = this.#source();
    const now = this.#now;
    this.#state = 'loading';
    try {
      const { themeComments } = await request(fetch, ThemeCommentsQuery, { theme, filter: input, order, first: COMMENTS_A_PAGE, after: now.end.endCursor, customers });
      const known = new Set(now.items.map(({ id }) => id));
      if (this.#source().page === now.from) this.#grown = { from: now.from, items: [...now.items, ...themeComments.edges.map(({ node }) => node).filter(({ id }) => !known.has(id))], end: themeComments.pageInfo };
      this.#state = 'still';
    } catch {
      this.#state = 'failed';
    }
  }
}

/** Makes the list of a page from what its load found. */
export const createThemeComments = (source: () => Source): ThemeComments => new ThemeComments(source);
