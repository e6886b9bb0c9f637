import { RequestFailed, request } from '#lib/api/request.ts';
import { SaveWall, type Wall } from '#lib/api/walls-documents.ts';
import { edited, redone, startHistory, undone, type EditHistory } from '#lib/walls/edit-history.ts';
import { wallDraft, wallInput } from '#lib/walls/saved-wall.ts';
import { changed, missingOf, type TileDraft, type WallDraft, type WallMissing } from '#lib/walls/wall-draft.ts';

interface Source {
  /** The wall as it stands now; null for one that is not saved yet, or was removed. */
  wall: Wall | null;
  /** How a new one begins. */
  first: WallDraft;
  /** Of a wall that was there when the page was opened. */
  key: string | null;
  /** What is said when nothing answered. */
  offline: string;
}

const sameDraft = (one: WallDraft, other: WallDraft): boolean => JSON.stringify(one) === JSON.stringify(other);

/** A wall that somebody composes: each change can be taken back, and nothing hangs in the office before it is saved. */
class WallEditor {
  readonly #source: () => Source;
  #history: EditHistory<WallDraft>;
  /** What the draft was made from, and what it was then. */
  #seen: { draft: WallDraft; revision: number };
  #busy = $state(false);
  #problem = $state('');
  #tried = $state(false);

  constructor(source: () => Source) {
    this.#source = source;
    const { wall, first } = source();
    const draft = wall ? wallDraft(wall) : first;
    this.#history = $state.raw(startHistory(draft));
    this.#seen = $state.raw({ draft, revision: wall?.revision ?? 0 });
    // Whoever changed nothing sees what others save.
    $effect(() => {
      const { wall: now } = this.#source();
      if (now && !this.#busy && now.revision > this.#seen.revision && !this.dirty) this.takeTheirs();
    });
  }
  get draft(): WallDraft {
    return this.#history.now;
  }
  get canUndo(): boolean {
    return this.#history.past.length > 0;
  }
  get canRedo(): boolean {
    return this.#history.future.length > 0;
  }
  /** Whether something is not saved. */
  get dirty(): boolean {
    return !sameDraft(this.draft, this.#seen.draft);
  }
  /** Somebody else saved the wall, or removed it, since this draft was made from it. */
  get conflict(): 'changed' | 'removed' | null {
    const { wall, key } = this.#source();
    if (key === null || this.#busy) return null;
    if (wall === null) return 'removed';
    return wall.revision > this.#seen.revision && this.dirty ? 'changed' : null;
  }
  get busy(): boolean {
    return this.#busy;
  }
  /** In the API's words; empty while nothing was refused. */
  get problem(): string {
    return this.#problem;
  }
  /** What to mend, once somebody tried to save. */
  get missing(): WallMissing | null {
    return this.#tried ? missingOf(this.draft) : null;
  }

  /** Changes the wall. Changes of the same `what` in a row are taken back together. */
  change(part: Partial<WallDraft>, what = ''): void {
    this.#history = edited(this.#history, { ...this.draft, ...part }, what);
  }
  changeTile(id: string, part: Partial<Omit<TileDraft, 'id' | 'kind'>>, what = ''): void {
    this.change({ tiles: changed(this.draft.tiles, id, part) }, what === '' ? '' : `${what} ${id}`);
  }
  undo(): void {
    this.#history = undone(this.#history);
  }
  redo(): void {
    this.#history = redone(this.#history);
  }
  /** Goes on from what somebody else saved; that, too, can be taken back. */
  takeTheirs(): void {
    const { wall } = this.#source();
    if (!wall) return;
    const draft = wallDraft(wall);
    this.#history = edited(this.#history, draft);
    this.#seen = { draft, revision: wall.revision };
    this.#problem = '';
  }
  /** Saves the draft; resolves to the key of the wall, or to null where something is missing or was refused. `over`: whatever is there is replaced. */
  async save({ over = false }: { over?: boolean } = {}): Promise<string | null> {
    this.#tried = true;
    this.#problem = '';
    const { draft } = this;
    if (this.#busy || missingOf(draft) !== null) return null;
    const { key, wall, offline } = this.#source();
    this.#busy = true;
    try {
      const { saveWall } = await request(fetch, SaveWall, { input: wallInput(draft, { key, revision: over || (key !== null && wall === null) ? null : this.#seen.revision }) });
      this.#seen = { draft, revision: saveWall.revision };
      this.#tried = false;
      return saveWall.key;
    } catch (error) {
      this.#problem = error instanceof RequestFailed && error.code !== 'OFFLINE' ? error.message : offline;
      return null;
    } finally {
      this.#busy = false;
    }
  }
}

export type { WallEditor };

/** Makes what a page composes a wall with. Call it while the component is being made. */
export const createWallEditor = (source: () => Source): WallEditor => new WallEditor(source);
