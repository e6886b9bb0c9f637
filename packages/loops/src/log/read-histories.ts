import type { StoreReader } from '@heed/store';
import { isUuid } from '../filter/compile-loop-filter.ts';
import type { LoopHistory } from '../loop/state.ts';
import { historiesOf } from './event-rows.ts';
import { eventsOfLoops } from './log.query.ts';

/** Loops with everything that happened to them, by id; unknown ones are left out. Throws where the events of one make no sense. */
export async function readHistories(reader: StoreReader, { ids }: { ids: readonly string[] }): Promise<Map<string, LoopHistory>> {
  const known = [...new Set(ids.filter(isUuid).map((id) => id.toLowerCase()))];
  if (known.length === 0) return new Map();
  const found = historiesOf(await reader.read(eventsOfLoops, { ids: known, upTo: Number.MAX_SAFE_INTEGER }));
  return new Map(
    [...found].map(([id, history]) => {
      if (history instanceof Error) throw history;
      return [id, history];
    }),
  );
}
