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
  readonly #source: () => Watched<Data, Variables>;
  #pushed = $state.raw<{ key: string; initial: Data; data: Data } | null>(null);

  constructor(source: () => Watched<Data, Variables>) {
    this.#source = source;
    const live = useLive();
    const key = $derived(JSON.stringify(source().variables));
    const initial = $derived(source().initial);
    $effect(() => {
      const watched = { key, initial };
      const { document } = source();
      const variables = JSON.parse(key) as Variables;
      return live.watch(document, variables, (data) => {
        this.#pushed = { ...watched, data };
      });
    });
  }

  get data(): Data {
    const { initial, variables } = this.#source();
    const pushed = this.#pushed;
    // A snapshot of an earlier question, or one that is older than a later load, is not an answer to this one.
    return pushed && pushed.initial === initial && pushed.key === JSON.stringify(variables) ? pushed.data : initial;
  }
}

/** Watches a question for as long as the component lives. Call it while the component is being made. */
export const createSnapshot = <Data, Variables extends object>(source: () => Watched<Data, Variables>): Snapshot<Data, Variables> =>
  new Snapshot(source);
