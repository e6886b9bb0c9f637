import type { Metric } from '#lib/api/documents.ts';
import type { ExplorationInput } from '#lib/api/explore-documents.ts';
import { exploreHref, tabHref, type ExploreView, type Tab } from '#lib/explore/explore-view.ts';
import { explorationInput } from '#lib/explore/question.ts';
import { savedFilter, savedQuestion } from '#lib/explore/saved-question.ts';
import { filterInput } from '#lib/filter/filter-input.ts';
import type { ViewFilter } from '#lib/filter/view-filter.ts';

export const EXPORT_FORMATS = ['csv', 'xlsx', 'ndjson', 'parquet'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

interface Source {
  filter: ViewFilter;
  view: ExploreView;
  /** The metrics that the question turned out to be about. */
  metrics: Metric[];
  today: string;
}

/** What Explore asks, as its address says, and the addresses of everything that could be asked next. */
class Explorer {
  readonly #source: () => Source;
  readonly #go: (href: string, options: { replace: boolean }) => void;

  constructor(source: () => Source, go: (href: string, options: { replace: boolean }) => void) {
    this.#source = source;
    this.#go = go;
  }
  get filter(): ViewFilter {
    return this.#source().filter;
  }
  get view(): ExploreView {
    return this.#source().view;
  }
  get metrics(): Metric[] {
    return this.#source().metrics;
  }
  get today(): string {
    return this.#source().today;
  }
  /** The question of the Compare tab, whichever tab is shown. */
  get question(): ExplorationInput {
    return explorationInput(this.filter, this.#source());
  }

  href(change: Partial<ExploreView>): string {
    return exploreHref(this.filter, { ...this.view, ...change });
  }
  hrefOfFilter(filter: ViewFilter): string {
    return exploreHref(filter, this.view);
  }
  hrefOfTab(tab: Tab): string {
    return tabHref(this.filter, { view: this.view, tab });
  }
  /** Asks something else. `replace` amends the step of the browser's history instead of adding one. */
  change(change: Partial<ExploreView>, { replace = false }: { replace?: boolean } = {}): void {
    this.#go(this.href(change), { replace });
  }

  /** Where the answer, or the feedback behind it, can be taken away as a file. */
  exportHref(what: 'explore' | 'feedback', format: ExportFormat): string {
    const parameters = what === 'explore' ? { question: JSON.stringify(savedQuestion(this.question)) } : { filter: JSON.stringify(savedFilter(filterInput(this.filter))) };
    return `/export/${what}.${format}?${new URLSearchParams(parameters).toString()}`;
  }
}

export type { Explorer };

/** Makes the state of Explore from what its load found; `go` follows an address. */
export const createExplorer = (source: () => Source, go: (href: string, options: { replace: boolean }) => void): Explorer => new Explorer(source, go);
