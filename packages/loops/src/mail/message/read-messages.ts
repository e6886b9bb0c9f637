import type { StoreReader } from '@heed/store';
import { isUuid } from '../../filter/compile-loop-filter.ts';
import { loopsOf, type Message } from './message.ts';
import { messagesOfLoops } from './messages.query.ts';

/** All messages about each of some loops, oldest first; a loop without any is not in the map. */
export async function readMessages(reader: StoreReader, { loops }: { loops: readonly string[] }): Promise<Map<string, Message[]>> {
  const wanted = new Set(loops.filter(isUuid));
  const found = new Map<string, Message[]>();
  if (wanted.size === 0) return found;
  for (const message of await reader.read(messagesOfLoops, { loops: [...wanted] })) {
    for (const loop of loopsOf(message)) if (wanted.has(loop)) found.set(loop, [...(found.get(loop) ?? []), message]);
  }
  return found;
}
