import type { Period } from '@heed/domain';
import { addressOf, findRecipients, loopsById, loopsOfFeedback, readHistories, readMessages, type LoopHistory, type LoopRef, type LoopScope, type LoopSettings, type Message } from '@heed/loops';
import { feedbackByIds } from '@heed/measure';
import type { StoreReader } from '@heed/store';
import DataLoader from 'dataloader';
import { feedbackType, type FeedbackType } from '../feedback/feedback.type.ts';
import { loopType } from './loop-type-of.ts';
import type { LoopType } from './loop.type.ts';

/** At most so much feedback of one loop is shown. */
const MAX_FEEDBACK = 50;
/** Feedback mostly opens its loop within days of the answer. */
const BEFORE_MS = 14 * 86_400_000;
const AFTER_MS = 86_400_000;

/** What is needed of a loop to find what belongs to it. */
export interface LoopKey {
  id: string;
  openedAt: Date;
  feedbackIds: readonly string[];
}

/**
 * Looks up what belongs to loops, all of a page in one question each. Nothing is kept: a subscription lasts, and what it
 * shows must be as it is now.
 */
export interface LoopLoaders {
  /** Loops as they are, whoever may see them: for who has been let in. */
  rows: DataLoader<string, LoopType | null>;
  histories: DataLoader<string, LoopHistory | null>;
  feedback: DataLoader<LoopKey, FeedbackType[], string>;
  messages: DataLoader<string, Message[]>;
  /** Whether a customer, by key, can and wants to be written to. */
  mayContact: DataLoader<string, boolean>;
  /** The loops that a feedback is part of and that the caller may see. */
  ofFeedback: DataLoader<string, LoopRef[]>;
}

/** The feedback of loops, by loop: what opened it first. Of a loop that the caller may see, whatever department the feedback names. */
export async function loadFeedback(store: StoreReader, loops: readonly LoopKey[]): Promise<Map<string, FeedbackType[]>> {
  const shown = loops.map(({ id, feedbackIds }) => ({ id, ids: feedbackIds.slice(0, MAX_FEEDBACK) }));
  const moments = loops.map(({ openedAt }) => openedAt.getTime());
  const near: Period = { from: moments.reduce((left, right) => Math.min(left, right), Infinity) - BEFORE_MS, to: moments.reduce((left, right) => Math.max(left, right), 0) + AFTER_MS };
  const rows = loops.length === 0 ? [] : await feedbackByIds(store, { ids: shown.flatMap(({ ids }) => ids), near });
  const found = new Map(rows.map((row) => [row.id, feedbackType(row)]));
  return new Map(shown.map(({ id, ids }) => [id, ids.flatMap((one) => found.get(one) ?? [])]));
}

export function createLoopLoaders(store: StoreReader, { scope, settings, now }: { scope: LoopScope; settings: () => LoopSettings; now: () => number }): LoopLoaders {
  const options = { cache: false, maxBatchSize: 1_000 };
  return {
    rows: new DataLoader<string, LoopType | null>(async (ids) => {
      const found = new Map((await loopsById(store, { ids })).map((row) => [row.id, loopType(row, { settings: settings(), now: now() })]));
      return ids.map((id) => found.get(id) ?? null);
    }, options),
    histories: new DataLoader<string, LoopHistory | null>(async (ids) => {
      const found = await readHistories(store, { ids });
      return ids.map((id) => found.get(id) ?? null);
    }, options),
    feedback: new DataLoader<LoopKey, FeedbackType[], string>(async (loops) => {
      const found = await loadFeedback(store, loops);
      return loops.map(({ id }) => found.get(id) ?? []);
    }, options),
    messages: new DataLoader<string, Message[]>(async (ids) => {
      const found = await readMessages(store, { loops: ids });
      return ids.map((id) => found.get(id) ?? []);
    }, options),
    mayContact: new DataLoader<string, boolean>(async (ids) => {
      const found = await findRecipients(store, { ids });
      return ids.map((id) => {
        const recipient = found.get(id);
        return recipient?.consent === true && addressOf(recipient) !== null;
      });
    }, options),
    ofFeedback: new DataLoader<string, LoopRef[]>(async (ids) => {
      const found = await loopsOfFeedback(store, { ids, scope });
      return ids.map((id) => found.get(id) ?? []);
    }, options),
  };
}
