import type { TadaDocumentNode } from 'gql.tada';
import { createContext } from 'svelte';
import { request, RequestFailed } from '#lib/api/request.ts';
import type { LoopSettings } from '#lib/api/settings-documents.ts';

interface Source {
  settings: LoopSettings;
  /** Whether the reader may change anything. */
  mayChange: boolean;
}

const [useSource, setSource] = createContext<() => Source>();

/** The settings as they stand, for every page below the layout that provides them. */
export const provideSettings = (source: () => Source): void => void setSource(source);
export const useSettings = (): (() => Source) => useSource();

/** What became of a change: done, or why not. */
class Saver {
  #busy = $state(false);
  #problem = $state('');
  #done = $state(0);

  get busy(): boolean {
    return this.#busy;
  }
  /** In the API's words; empty while nothing was refused. */
  get problem(): string {
    return this.#problem;
  }
  /** Grows with each change that was saved. */
  get done(): number {
    return this.#done;
  }
  clear(): void {
    this.#problem = '';
  }
  /** Sends a change; true when it is saved. `offline` is said when nothing answered. */
  async send<Data, Variables>(document: TadaDocumentNode<Data, Variables>, variables: Variables, { offline }: { offline: string }): Promise<boolean> {
    return (await this.ask(document, variables, { offline })) !== null;
  }
  /** The same; resolves to what was answered, or to null where it was refused. */
  async ask<Data, Variables>(document: TadaDocumentNode<Data, Variables>, variables: Variables, { offline }: { offline: string }): Promise<Data | null> {
    if (this.#busy) return null;
    this.#busy = true;
    this.#problem = '';
    try {
      const answer = await request(fetch, document, variables);
      this.#done += 1;
      return answer;
    } catch (error) {
      this.#problem = error instanceof RequestFailed && error.code !== 'OFFLINE' ? error.message : offline;
      return null;
    } finally {
      this.#busy = false;
    }
  }
}

/** Makes what a form saves with. */
export const createSaver = (): Saver => new Saver();
