import type { TadaDocumentNode } from 'gql.tada';
import { useLive } from './connection.svelte.ts';

interface Watched<Data, Variables> {
  document: TadaDocumentNode<Data, Variables>;
  variables: Variables;
  /** What the page's load found; shown until the first snapshot comes. */
  initial: Data;
}

/** The newest state of one question: first as loaded, then as pushed. Stays as it was while the connection is down. */
class Snapshot<Data, Variables extends object> {
  /** Made anew only when a load brought something new, so that its identity tells one load from the next. */
  readonly #watched: () => Watched<Data, Variables>;
  #pushed = $state.raw<{ watched: Watched<Data, Variables>; data: Data } | null>(null);

  constructor(source: () => Watched<Data, Variables>) {
    const live = useLive();
    const watched = $derived(source());
    this.#watched = () => watched;
    $effect(() => {
      const asked = watched;
      return live.watch(asked.document, asked.variables, (data) => {
        this.#pushed = { watched: asked, data };
      });
    });
  }

  get data(): Data {
    // A snapshot of an earlier question is not an answer to this one.
    return this.#pushed?.watched === this.#watched() ? this.#pushed.data : this.#watched().initial;
  }
}

/** Watches a question for as long as the component lives. Call it while the component is being made. */
export const createSnapshot = <Data, Variables extends object>(source: () => Watched<Data, Variables>): Snapshot<Data, Variables> =>
  new Snapshot(source);
