import type { TadaDocumentNode } from 'gql.tada';
import { request, RequestFailed } from '#lib/api/request.ts';

/** What a person does on a page, one thing at a time, and why it was refused. */
class Acts {
  readonly #offline: () => string;
  #busy = $state(false);
  #problem = $state('');

  constructor(offline: () => string) {
    this.#offline = offline;
  }
  get busy(): boolean {
    return this.#busy;
  }
  /** In the API's words; empty while nothing was refused. */
  get problem(): string {
    return this.#problem;
  }
  /** Sends something, and returns what came of it; null when it was refused or another is under way. */
  async act<Data, Variables>(document: TadaDocumentNode<Data, Variables>, variables: Variables): Promise<Data | null> {
    if (this.#busy) return null;
    [this.#busy, this.#problem] = [true, ''];
    try {
      return await request(fetch, document, variables);
    } catch (error) {
      this.#problem = error instanceof RequestFailed && error.code !== 'OFFLINE' ? error.message : this.#offline();
      return null;
    } finally {
      this.#busy = false;
    }
  }
}

/** Makes what a page acts with; `offline` is said when nothing answered. */
export const createActs = (offline: () => string): Acts => new Acts(offline);
