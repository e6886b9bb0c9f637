import { themeNamesTable } from '@heed/measure';
import { rowsToBody, type Store } from '@heed/store';
import type { Catalogue, Theme } from '@heed/themes';

/** Keeps what themes are called in a table, for whoever reads with SQL. */
export interface NameKeeper {
  /** To be told of every state of the catalogue, the first as well. */
  changed(catalogue: Catalogue): void;
}

const RETRY_MS = 5_000;

const rowOf = ({ name, parent, hidden }: Theme): readonly unknown[] => [name, parent ?? '', hidden];

/**
 * Writes the names that changed since it wrote last, one state after the other; all of them when it begins, since nobody knows what was
 * written before. Several processes write the same rows under the same version. While the database is away it tries again.
 */
export function createNameKeeper({ store, onError }: { store: Pick<Store, 'insert'>; onError: (error: unknown) => void }): NameKeeper {
  const written = new Map<string, string>();
  let wanted: Catalogue | undefined;
  let writing = false;

  async function write(catalogue: Catalogue): Promise<void> {
    const changed = [...catalogue.themes.values()].filter((theme) => written.get(theme.id) !== JSON.stringify(rowOf(theme)));
    const gone = [...catalogue.gone.keys()].filter((id) => written.get(id) !== '');
    if (changed.length + gone.length === 0) return;
    const rows = [...changed.map((theme) => [theme.id, catalogue.version, 0, ...rowOf(theme)]), ...gone.map((id) => [id, catalogue.version, 1, '', '', false])];
    await store.insert(themeNamesTable, rowsToBody(rows));
    for (const theme of changed) written.set(theme.id, JSON.stringify(rowOf(theme)));
    for (const id of gone) written.set(id, '');
  }

  async function work(): Promise<void> {
    writing = true;
    while (wanted) {
      const catalogue = wanted;
      wanted = undefined;
      try {
        await write(catalogue);
      } catch (error) {
        onError(error);
        wanted ??= catalogue;
        await new Promise((resolve) => setTimeout(resolve, RETRY_MS).unref());
      }
    }
    writing = false;
  }

  return {
    changed(catalogue) {
      wanted = catalogue;
      if (!writing) void work();
    },
  };
}
