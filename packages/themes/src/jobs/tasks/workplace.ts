import type { Journal, Store } from '@heed/store';
import type { ThemeCatalogue } from '../../catalogue/theme-catalogue.ts';
import type { Embedder } from '../../embed/embedder.ts';
import type { Keeper } from '../../reading/models/keeper.ts';
import type { Reader } from '../../reading/reader.ts';

/** What work on themes needs. */
export interface Workplace {
  store: Pick<Store, 'read' | 'insert' | 'stream' | 'execute'>;
  journal: Pick<Journal, 'read' | 'append'>;
  catalogue: Pick<ThemeCatalogue, 'state' | 'acts' | 'refresh' | 'do'>;
  keeper: Keeper;
  /** Undefined where nobody configured one: then nothing leaves this machine. */
  embedder: Embedder | undefined;
  reader: Pick<Reader, 'restate' | 'readAgain'>;
  /** The organisation's time zone. */
  timeZone: () => string;
  /** Epoch milliseconds. */
  now: () => number;
}
