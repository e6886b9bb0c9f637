import type { TadaDocumentNode } from 'gql.tada';
import { useI18n } from '#lib/i18n/i18n.svelte.ts';
import { createSaver } from './loop-settings.svelte.ts';

type Saver = ReturnType<typeof createSaver>;

/** How settings of one kind are changed. */
interface Editing<Item extends { version: number }, Input> {
  keyOf: (item: Item) => string;
  /** What saves a setting as it is: to bring it back once it was removed. */
  inputOf: (item: Item) => Input;
  save: TadaDocumentNode<unknown, { input: Input; version?: number | null }>;
  /** Sends the removal of one. */
  remove: (item: Item, send: <Variables>(document: TadaDocumentNode<unknown, Variables>, variables: Variables) => Promise<boolean>) => Promise<boolean>;
}

/** A list of settings of one kind: which of them is open in its form, what is being added, and what was removed and can be brought back. */
class SettingsEditor<Item extends { version: number }, Input> {
  readonly #editing: Editing<Item, Input>;
  readonly #saver: Saver;
  readonly #offline: () => string;
  #open = $state<string | null>(null);
  #adding = $state<string | null>(null);
  #removed = $state.raw<Item | null>(null);

  constructor(editing: Editing<Item, Input>, { saver, offline }: { saver: Saver; offline: () => string }) {
    this.#editing = editing;
    this.#saver = saver;
    this.#offline = offline;
  }
  keyOf(item: Item): string {
    return this.#editing.keyOf(item);
  }
  isOpen(item: Item): boolean {
    return this.#open === this.#editing.keyOf(item);
  }
  /** The name with which a new one begins; null while none is added. */
  get adding(): string | null {
    return this.#adding;
  }
  /** Whether a form is open: what was refused is then said there. */
  get busyWithForm(): boolean {
    return this.#open !== null || this.#adding !== null;
  }
  get removed(): Item | null {
    return this.#removed;
  }
  get busy(): boolean {
    return this.#saver.busy;
  }
  /** In the API's words; empty while nothing was refused. */
  get problem(): string {
    return this.#saver.problem;
  }

  toggle(item: Item): void {
    this.#show(this.isOpen(item) ? null : this.#editing.keyOf(item), null);
  }
  add(name = ''): void {
    this.#show(null, name);
  }
  close(): void {
    this.#show(null, null);
  }
  /** Saves what a form holds, and closes it. `seen` is what it was made from; null for a new one. */
  async save(input: Input, seen: Item | null): Promise<boolean> {
    const saved = await this.change(input, seen?.version ?? 0);
    if (saved) [this.#open, this.#adding] = [null, null];
    return saved;
  }
  /** Saves without a form. Without a version whatever is there is replaced. */
  change(input: Input, version: number | null): Promise<boolean> {
    return this.#saver.send(this.#editing.save, { input, version }, { offline: this.#offline() });
  }
  async remove(item: Item): Promise<void> {
    if (await this.#editing.remove(item, (document, variables) => this.#saver.send(document, variables, { offline: this.#offline() }))) [this.#removed, this.#open] = [item, null];
  }
  /** Brings back what was removed last. */
  async restore(): Promise<void> {
    const item = this.#removed;
    if (item && (await this.change(this.#editing.inputOf(item), null))) this.#removed = null;
  }
  #show(open: string | null, adding: string | null): void {
    this.#saver.clear();
    [this.#open, this.#adding] = [open, adding];
  }
}

export type { SettingsEditor };

/** Makes what a page of settings edits with. Call it while the component is being made. */
export function createSettingsEditor<Item extends { version: number }, Input>(editing: Editing<Item, Input>): SettingsEditor<Item, Input> {
  const { t } = useI18n();
  return new SettingsEditor(editing, { saver: createSaver(), offline: () => t('loopSettings.offline') });
}
