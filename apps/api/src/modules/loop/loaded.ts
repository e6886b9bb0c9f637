import type { LoopHistory, Message } from '@heed/loops';
import type { CustomerType, FeedbackType } from '../feedback/feedback.type.ts';

/**
 * What belongs to a loop of a live view, read together with it: everybody who watches shares that, and a change of it is a
 * change of the view. Of an answer to one question the fields look it up themselves, when they are asked for.
 */
export interface Loaded {
  feedback: FeedbackType[];
  customer: CustomerType | null;
  history?: LoopHistory | null;
  messages?: Message[];
}
