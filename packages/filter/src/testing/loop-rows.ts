import { randomUUID } from 'node:crypto';
import type { LoopStateName } from '@heed/domain';
import { defineTable, rowsToBody, type StoreWriter } from '@heed/store';

/** A loop as far as conditions on feedback look at it. */
export interface TestLoopOfFeedback {
  feedbackIds: readonly string[];
  state: LoopStateName;
  department: string;
}

const loops = defineTable({ name: 'loops', columns: ['loop_id', 'revision', 'deleted', 'state', 'department'] });
const loopFeedback = defineTable({ name: 'loop_feedback', columns: ['feedback_id', 'rule', 'loop_id', 'revision', 'deleted'] });

/** Writes loops and what is part of them, each loop under an id of its own. */
export async function insertLoopsOf(store: StoreWriter, given: readonly TestLoopOfFeedback[]): Promise<void> {
  const made = given.map((loop) => ({ ...loop, id: randomUUID() }));
  await store.insert(loops, rowsToBody(made.map(({ id, state, department }) => [id, 1, 0, state, department])));
  await store.insert(loopFeedback, rowsToBody(made.flatMap(({ id, feedbackIds }) => feedbackIds.map((feedback) => [feedback, '', id, 1, 0]))));
}
