import { RequestFailed } from '#lib/api/request.ts';

/** How long what was removed can be taken back with one click, in milliseconds. */
const GRACE = 10_000;

interface Named {
  name: string;
}

/** How a list is kept: what is there, as loaded or pushed, and how one is saved and removed. */
export interface Keeping<Kept extends Named, Wanted extends Named> {
  source: () => readonly Kept[];
  save: (wanted: Wanted) => Promise<Kept>;
  remove: (name: string) => Promise<unknown>;
  /** What to save to bring back one that was removed. */
  wantedOf: (kept: Kept) => Wanted;
}

const sameName = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();
const byName = (one: Named, other: Named): number => one.name.localeCompare(other.name);

/** What people keep under names: shown and removed at once; a removal that did not arrive, or was taken back, puts it back. */
export class KeptList<Kept extends Named, Wanted extends Named> {
  readonly #keeping: Keeping<Kept, Wanted>;
  #known = $state.raw<{ from: readonly Kept[]; views: readonly Kept[] } | null>(null);
  #removed = $state.raw<Kept | null>(null);
  #problem = $state('');
  #busy = $state(false);
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** One act after the other: whoever takes a removal back at once must not overtake it. */
  #turn: Promise<unknown> = Promise.resolve();

  constructor(keeping: Keeping<Kept, Wanted>) {
    this.#keeping = keeping;
  }
  get views(): readonly Kept[] {
    const from = this.#keeping.source();
    // A load or a push after a change brings the newest list.
    return this.#known?.from === from ? this.#known.views : from.toSorted(byName);
  }
  /** The one of this name, whatever its case. */
  find(name: string): Kept | undefined {
    return this.views.find((view) => sameName(view.name, name));
  }
  /** Whether a name is taken; case makes no difference. */
  has(name: string): boolean {
    return this.find(name) !== undefined;
  }
  /** What was just removed and can still be taken back. */
  get removed(): Kept | null {
    return this.#removed;
  }
  /** What went wrong last, as the API says it; `OFFLINE` when nothing answered; empty when nothing did. */
  get problem(): string {
    return this.#problem;
  }
  get busy(): boolean {
    return this.#busy;
  }

  /** Keeps something under its name; a name that is taken then means the new one. Returns whether it worked. */
  async pin(wanted: Wanted): Promise<boolean> {
    return (await this.replace(wanted.name, () => this.#keeping.save(wanted))) !== null;
  }
  /** Puts what an act answers in the place of what had a name. Returns it, or null where it did not work. */
  async replace(name: string, act: () => Promise<Kept>): Promise<Kept | null> {
    this.#busy = true;
    const saved = await this.#ask(act);
    this.#busy = false;
    if (saved) this.#show([...this.views.filter((view) => !sameName(view.name, name) && !sameName(view.name, saved.name)), saved]);
    return saved;
  }
  async remove(view: Kept): Promise<void> {
    this.#show(this.views.filter((one) => one !== view));
    this.#removed = view;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => (this.#removed = null), GRACE);
    if (await this.#ask(() => this.#keeping.remove(view.name))) return;
    this.#removed = null;
    this.#show([...this.views, view]);
  }
  /** Brings back what was removed; returns it, or null where that did not work. */
  async undo(): Promise<Kept | null> {
    const view = this.#removed;
    if (!view) return null;
    this.#removed = null;
    this.#show([...this.views, view]);
    const saved = await this.#ask(() => this.#keeping.save(this.#keeping.wantedOf(view)));
    this.#show([...this.views.filter((one) => one !== view && !sameName(one.name, view.name)), ...(saved ? [saved] : [])]);
    return saved;
  }

  #show(views: readonly Kept[]): void {
    this.#known = { from: this.#keeping.source(), views: views.toSorted(byName) };
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
