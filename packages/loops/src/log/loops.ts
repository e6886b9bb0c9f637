import type { Actor, LoopCommand } from '../loop/command.ts';
import type { LoopEvent, LoopHappening } from '../loop/event.ts';
import type { LoopHistory, LoopState } from '../loop/state.ts';

/** An event to be appended: what happened, who did it, and when if not now (epoch milliseconds). */
export type Draft = LoopHappening & { actor: string; by: string; at?: number | undefined };

/** What a transaction sees, and what it may do about it. */
export interface Transaction {
  /** The present moment of this attempt, epoch milliseconds. */
  now: number;
  /** The loops that were asked for, as they stood before the transaction; a missing one does not exist. */
  loops: ReadonlyMap<string, LoopState>;
  /** One of them, or one that was opened here, with everything that happened to it: what was appended here included. */
  history(loopId: string): LoopHistory | undefined;
  /** Adds events to a loop of the transaction, or to a new one under a fresh id (see `newLoopId`). */
  append(loopId: string, drafts: readonly Draft[]): void;
  /** Notes something of the log's own beside the events, such as how far the rules have come (see `Loops.mark`). */
  mark(name: string, value: unknown): void;
}

/** The loops of an organisation: read for acting, and changed. Everything that changes loops goes through here. */
export interface Loops {
  /**
   * Runs `decide` on the present state of some loops and appends what it decided, all or nothing. Transactions that wait at the
   * same time share one append; where another process was faster, `decide` runs again on the new state, so it must have no
   * effects of its own. Resolves when everything is durable and can be read. Rejects with what `decide` throws, and with
   * UNAVAILABLE when the database does not answer (the outcome is then unknown; deciding again is safe).
   * `prepare`, when given, reads what else the decision needs from the store, anew for each attempt: it sees the rows of everything
   * that was appended before, and nothing can be appended between it and `decide`. All others wait meanwhile, so it must be quick.
   * One transaction may have at most 100,000 events; one of more than some thousands is better split.
   */
  transact<T, Prepared = undefined>(work: {
    loops: readonly string[];
    prepare?: (() => Promise<Prepared>) | undefined;
    decide: (transaction: Transaction, prepared: Prepared) => T;
  }): Promise<T>;
  /**
   * Carries a command out. Throws NOT_FOUND for an unknown loop; CONFLICT with `details: { version, state }` when `expected` is not the
   * loop's version; BAD_USER_INPUT or CONFLICT with what is possible now (`details.possible`) for a transition that cannot be.
   */
  command(loopId: string, request: { command: LoopCommand; actor: Actor; expected?: number | undefined }): Promise<LoopState>;
  /** A loop and everything that happened to it, or null. */
  history(loopId: string): Promise<LoopHistory | null>;
  /** What a transaction marked last under a name, or undefined; whoever reads it parses it. */
  mark(name: string): Promise<unknown>;
  /** How far the log has been written, as far as this process knows. */
  position(): number;
  /** Turns new work away with UNAVAILABLE, and returns when what was taken is answered. */
  close(): Promise<void>;
}

/** What was appended, for whoever shows loops or acts on them. */
export interface Appended {
  position: number;
  loops: readonly { before: LoopState | null; after: LoopState; events: readonly LoopEvent[] }[];
}
