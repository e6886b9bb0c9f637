import { RemoveView, SaveView, type Display, type SavedView } from '#lib/api/explore-documents.ts';
import { request, RequestFailed } from '#lib/api/request.ts';

/** How long a removed view can be taken back with one click, in milliseconds. */
const GRACE = 10_000;

const sameName = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();
const byName = (one: SavedView, other: SavedView): number => one.name.localeCompare(other.name);

/** Pinned views: shown and removed at once; a removal that did not arrive, or was taken back, puts the view back. */
class Pins {
  readonly #source: () => readonly SavedView[];
  readonly #fetch: typeof globalThis.fetch;
  #known = $state.raw<{ from: readonly SavedView[]; views: readonly SavedView[] } | null>(null);
  #removed = $state.raw<SavedView | null>(null);
  #problem = $state('');
  #busy = $state(false);
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** One act after the other: whoever takes a removal back at once must not overtake it. */
  #turn: Promise<unknown> = Promise.resolve();

  constructor(source: () => readonly SavedView[], fetch: typeof globalThis.fetch) {
    this.#source = source;
    this.#fetch = fetch;
  }
  get views(): readonly SavedView[] {
    const from = this.#source();
    // A load after a change brings the newest list.
    return this.#known?.from === from ? this.#known.views : from.toSorted(byName);
  }
  /** Whether a name is taken; case makes no difference. */
  has(name: string): boolean {
    return this.views.some((view) => sameName(view.name, name));
  }
  /** What was just removed and can still be taken back. */
  get removed(): SavedView | null {
    return this.#removed;
  }
  /** What went wrong last, as the API says it; `OFFLINE` when nothing answered; empty when nothing did. */
  get problem(): string {
    return this.#problem;
  }
  get busy(): boolean {
    return this.#busy;
  }

  /** Keeps a question under a name; a name that is taken then means the new one. Returns whether it worked. */
  async pin(view: { name: string; question: Record<string, unknown>; display: Display }): Promise<boolean> {
    this.#busy = true;
    const saved = await this.#ask(() => request(this.#fetch, SaveView, view));
    this.#busy = false;
    if (!saved) return false;
    this.#show([...this.views.filter(({ name }) => !sameName(name, view.name)), saved.saveView]);
    return true;
  }
  async remove(view: SavedView): Promise<void> {
    this.#show(this.views.filter((one) => one !== view));
    this.#removed = view;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => (this.#removed = null), GRACE);
    if (await this.#ask(() => request(this.#fetch, RemoveView, { name: view.name }))) return;
    this.#removed = null;
    this.#show([...this.views, view]);
  }
  async undo(): Promise<void> {
    const view = this.#removed;
    if (!view) return;
    this.#removed = null;
    this.#show([...this.views, view]);
    const { name, question, display } = view;
    const saved = await this.#ask(() => request(this.#fetch, SaveView, { name, question: question as Record<string, unknown>, display }));
    if (!saved) this.#show(this.views.filter((one) => one !== view));
  }

  #show(views: readonly SavedView[]): void {
    this.#known = { from: this.#source(), views: views.toSorted(byName) };
  }
  async #ask<Data>(ask: () => Promise<Data>): Promise<Data | null> {
    this.#problem = '';
    const answered = this.#turn.then(ask);
    this.#turn = answered.catch(() => undefined);
    try {
      return await answered;
    } catch (cause) {
      this.#problem = cause instanceof RequestFailed && cause.code !== 'OFFLINE' ? cause.message : 'OFFLINE';
      return null;
    }
  }
}

/** Makes the pinned views of a page from what its load found. */
export const createPins = (source: () => readonly SavedView[], fetch: typeof globalThis.fetch): Pins => new Pins(source, fetch);
export type { Pins };
