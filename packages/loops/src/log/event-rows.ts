import type { LoopEvent } from '../loop/event.ts';
import { payloadOf, happeningOf } from '../loop/event-json.ts';
import { loopState } from '../loop/fold.ts';
import type { LoopHistory } from '../loop/state.ts';
import type { Batch } from './batch.ts';
import type { EventRow } from './log.query.ts';
import { LOG_ID } from './loop-id.ts';

/** The rows of a batch for the log, marks included. `id` tells it from what others write at the same position. */
export function* batchRows({ changes, marks, position }: Batch, { id, now }: { id: string; now: number }): Generator<unknown[]> {
  for (const change of changes.values()) {
    for (const event of change.events) yield [change.id, event.version, position, id, event.type, event.actor, event.by, event.at, payloadOf(event)];
  }
  for (const [name, value] of marks) yield [LOG_ID, position, position, id, name, 'system', '', now, JSON.stringify(value ?? null)];
}

/** An event from its row. Throws when the row holds none. */
export function eventOf({ type, payload, version, position, actor, by, at }: EventRow): LoopEvent {
  return { ...happeningOf(type, payload), version, position, actor, by, at };
}

/** The histories of loops from their rows, which stand in order. Loops whose rows make no sense come back as what was wrong. */
export function historiesOf(rows: readonly EventRow[]): Map<string, LoopHistory | Error> {
  const histories = new Map<string, LoopHistory | Error>();
  for (const [id, some] of Map.groupBy(rows, (row) => row.loop_id)) {
    try {
      const events = some.map(eventOf);
      if (events.some(({ version }, index) => version !== index + 1)) throw new Error('the events of a loop have a gap');
      histories.set(id, { state: loopState(id, events), events });
    } catch (error) {
      histories.set(id, error instanceof Error ? error : new Error('the events of a loop cannot be read'));
    }
  }
  return histories;
}
