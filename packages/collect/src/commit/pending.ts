import type { CustomerRow, FeedbackRow } from '../normalise/normalised.ts';
import { feedbackEnd } from './bodies.ts';
import type { Claim } from './claims.query.ts';

/** One normalised feedback on its way to the store: what the protocol needs, and the rest as it will be written. */
export interface Entry {
  feedbackId: string;
  keyed: boolean;
  /** Epoch milliseconds. */
  occurredAt: number;
  occurredAtDefaulted: boolean;
  receivedAt: number;
  content: string;
  /** See feedbackEnd. */
  end: string;
  customer: CustomerRow | undefined;
}

/** The entry of a feedback. */
export function entryOf(row: FeedbackRow, customer: CustomerRow | undefined): Entry {
  const { feedbackId, keyed, occurredAt, occurredAtDefaulted, receivedAt, content } = row;
  return { feedbackId, keyed, occurredAt, occurredAtDefaulted, receivedAt, content, end: feedbackEnd(row), customer };
}

export type CommitStatus = 'accepted' | 'corrected' | 'duplicate';

const DAY = 86_400_000;

/** Every entry of one group with the same feedback id; only the last of them is written. */
export class PendingFeedback {
  entry: Entry;
  /** The version of the last claim; final once the feedback is not contested. */
  version = '';
  /** It must claim again in the next round. */
  contested = true;
  /** Moments under which this feedback was claimed, one for each day; most have none, so it is made when needed. */
  private days: Map<number, number> | undefined;
  private latest: { version: bigint; occurredAt: number; content: string } | undefined;
  /** Contents of all entries in order, when there is more than one. */
  private contents: string[] | undefined;
  private answered = 0;
  /** Nobody in this group said when the feedback happened. */
  private momentUnknown: boolean;

  constructor(entry: Entry) {
    this.entry = entry;
    this.momentUnknown = entry.occurredAtDefaulted;
  }

  /** A later entry of the same group corrects this one. */
  follow(entry: Entry): void {
    (this.contents ??= [this.entry.content]).push(entry.content);
    if (entry.occurredAtDefaulted) entry.occurredAt = this.entry.occurredAt;
    else this.momentUnknown = false;
    this.entry = entry;
  }

  /** Takes note of a claim found in the database; `ours` says that this group made it. */
  note([, occurredAt, , content]: Claim, { version, ours }: { version: bigint; ours: boolean }): void {
    this.noteDay(occurredAt);
    if (!ours && (!this.latest || version > this.latest.version)) this.latest = { version, occurredAt, content };
  }

  /**
   * A feedback sent again without a moment keeps the one it has. Returns true when the moment changed, once at most: two
   * writers that take over each other's moment would otherwise never end.
   */
  keepMoment(): boolean {
    if (!this.momentUnknown || !this.latest) return false;
    this.momentUnknown = false;
    if (this.entry.occurredAt === this.latest.occurredAt) return false;
    // The day that was claimed so far must be hidden like any other.
    if (this.version !== '') this.noteDay(this.entry.occurredAt);
    this.entry.occurredAt = this.latest.occurredAt;
    return true;
  }

  /** A moment on each other day, where older rows must be hidden. */
  otherDays(): number[] {
    if (!this.days) return [];
    const day = Math.floor(this.entry.occurredAt / DAY);
    return [...this.days].filter(([other]) => other !== day).map(([, occurredAt]) => occurredAt);
  }

  /** What became of the next entry, in their order: one call for each. */
  nextStatus(): CommitStatus {
    const before = this.answered === 0 ? this.latest?.content : this.contents?.[this.answered - 1];
    const content = this.contents ? this.contents[this.answered] : this.entry.content;
    this.answered++;
    if (before === undefined) return 'accepted';
    return before === content ? 'duplicate' : 'corrected';
  }

  private noteDay(occurredAt: number): void {
    (this.days ??= new Map()).set(Math.floor(occurredAt / DAY), occurredAt);
  }
}
