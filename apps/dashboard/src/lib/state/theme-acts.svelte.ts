import type { TadaDocumentNode } from 'gql.tada';
import { ThemeEditsQuery, UndoThemeEdit, type ThemeEdit } from '#lib/api/themes-documents.ts';
import { request, RequestFailed } from '#lib/api/request.ts';

interface Source {
  /** What is said when nothing answered. */
  offline: () => string;
  /** What is to be fetched again after something was changed. */
  onchange: () => Promise<unknown>;
}

/** What a person does to themes on a page: one thing at a time, each of which can be taken back. */
class ThemeActs {
  readonly #source: Source;
  #busy = $state(false);
  #problem = $state('');
  #last = $state.raw<{ words: string; edit: ThemeEdit | null } | null>(null);

  constructor(source: Source) {
    this.#source = source;
  }
  get busy(): boolean {
    return this.#busy;
  }
  /** In the API's words; empty while nothing was refused. */
  get problem(): string {
    return this.#problem;
  }
  /** What was done last, in words, and whether it can be taken back. */
  get last(): { words: string; undoable: boolean } | null {
    return this.#last && { words: this.#last.words, undoable: this.#last.edit?.undoable ?? false };
  }

  /** Does something, and returns what came of it, or null when it was refused. */
  async act<Data, Variables>(document: TadaDocumentNode<Data, Variables>, variables: Variables, { said }: { said: string }): Promise<Data | null> {
    return this.#run(async () => {
      const answer = await request(fetch, document, variables);
      const { themeEdits } = await request(fetch, ThemeEditsQuery, { id: null });
      this.#last = { words: said, edit: themeEdits[0] ?? null };
      await this.#source.onchange();
      return answer;
    });
  }
  /** Asks for something that changes nothing. */
  async ask<Data, Variables>(document: TadaDocumentNode<Data, Variables>, variables: Variables): Promise<Data | null> {
    return this.#run(() => request(fetch, document, variables));
  }
  /** Takes back what was done last. */
  async undo({ said }: { said: string }): Promise<void> {
    const edit = this.#last?.edit;
    if (edit) await this.undoEdit(edit.version, { said });
  }
  /** Takes back an edit of the history. */
  async undoEdit(version: number, { said }: { said: string }): Promise<void> {
    await this.#run(async () => {
      await request(fetch, UndoThemeEdit, { version });
      this.#last = { words: said, edit: null };
      await this.#source.onchange();
    });
  }
  async #run<Data>(deed: () => Promise<Data>): Promise<Data | null> {
    if (this.#busy) return null;
    this.#busy = true;
    this.#problem = '';
    try {
      return await deed();
    } catch (error) {
      this.#problem = error instanceof RequestFailed && error.code !== 'OFFLINE' ? error.message : this.#source.offline();
      return null;
    } finally {
      this.#busy = false;
    }
  }
}

export type { ThemeActs };

/** Makes what a page changes themes with. */
export const createThemeActs = (source: Source): ThemeActs => new ThemeActs(source);
