import type { LoopHappening, OpenedBy, Origin } from '../loop/event.ts';
import type { Priority, Targets } from '../settings/settings.ts';

type Unpromised<Happening> = Happening extends { targets: Targets } ? Omit<Happening, 'targets'> : Happening;

/** What can have happened to a loop elsewhere. What a department promised by it is filled in when it is brought. */
export type HistoricHappening = Unpromised<Exclude<LoopHappening, { type: 'opened' }>>;

/** Something that happened, at its own moment (epoch milliseconds); `by` is the key of a person, or empty. */
export type HistoricStep = HistoricHappening & {
  at: number;
  by: string;
  /** True for a fact whose moment the source does not know, such as the present owner: then only a new fact is news, and a new moment is not. */
  undated?: boolean | undefined;
};

/** A loop that began elsewhere or earlier, finished or still running. */
export interface HistoricLoop {
  /** Tells it from all others of its source: the external id of what comes from another system. */
  identity: string;
  /** Empty where it comes from no other system. */
  externalId: string;
  openedAt: number;
  openedBy: OpenedBy;
  rule: string;
  feedbackId: string | null;
  customerId: string | null;
  /** That had it first. */
  department: string;
  priority: Priority;
  /** `source` says where the loop comes from. */
  origin: Origin;
  /** What happened after the opening, oldest first. */
  steps: readonly HistoricStep[];
}
