import type { Caller } from '../access/caller.ts';
import type { Broadcast, Broadcasts, Watcher } from '../live/broadcast.ts';
import type { CostReport } from './account.ts';
import type { Entrance, Operation } from './operation.ts';

/** The connection of an operation, as it sees it. */
export interface Line {
  readonly caller: Caller | null;
  /** There is a newer payload to take. */
  offer(operation: LiveOperation): void;
  /** Nothing more comes after the payload that may be waiting. */
  finish(id: string): void;
  refuse(id: string, error: unknown): void;
}

interface Parts {
  connection: Line;
  entrance: Entrance;
  broadcasts: Broadcasts;
}

/** The end of a payload and of the message around it, as a broadcast keeps it. */
const ENDS = 2;

/** The newest payload with what the operation cost, for its first message; as bytes with the end of a message behind them. */
function withCost(last: Buffer, cost: CostReport | undefined): Buffer {
  return cost ? Buffer.concat([last.subarray(0, -ENDS), Buffer.from(`,"extensions":{"cost":${JSON.stringify(cost)}}}}`)]) : last;
}

/** A subscription of one connection: a name, and a place in a broadcast. */
export class LiveOperation implements Watcher {
  seen = 0;
  readonly #id: string;
  readonly #parts: Parts;
  #broadcast: Broadcast | undefined;
  /** Until the first message, which tells it. */
  #account: Operation['context']['account'] | undefined;

  constructor(id: string, parts: Parts) {
    this.#id = id;
    this.#parts = parts;
  }

  /** How each of its messages begins. */
  get beginning(): string {
    return `{"id":${JSON.stringify(this.#id)},"type":"next","payload":`;
  }

  join(operation: Operation): void {
    this.#account = operation.context.account;
    this.#broadcast = this.#parts.broadcasts.join(operation, this);
    this.#broadcast.give(this);
  }

  /** Asks the same again, for a caller who may see something else by now. */
  joinAgain(): void {
    const { connection, entrance } = this.#parts;
    const operation = this.#broadcast?.operation;
    if (!operation) return;
    this.leave();
    try {
      this.join(entrance.reopen(operation, connection.caller));
    } catch (error) {
      connection.refuse(this.#id, error);
    }
  }

  leave(): void {
    this.#broadcast?.leave(this);
    this.#broadcast = undefined;
  }

  /** The rest of its next message. */
  take(): Buffer | undefined {
    const last = this.#broadcast?.last;
    const account = this.#account;
    this.#account = undefined;
    return last && account ? withCost(last, account.report()) : last;
  }

  deliver(): void {
    this.#parts.connection.offer(this);
  }

  end(): void {
    this.#parts.connection.finish(this.#id);
  }
}
