import { Kind, subscribe, type DocumentNode, type ExecutionResult } from 'graphql';
import type { Caller } from '../access/caller.ts';
import type { Entrance, Operation } from '../graphql/operation.ts';

/** One who watches. `deliver` is called with each new payload, `end` once, when nothing comes any more. */
export interface Watcher {
  /** Which payload it was given last; kept by the broadcast. */
  seen: number;
  deliver(): void;
  end(): void;
}

/** Everybody who asks the same and may see the same is given the same bytes. */
export interface Broadcast {
  /** The newest payload, `{"data":…}` in UTF-8 with one more `}` behind it, as messages need that; undefined before the first. */
  readonly last: Buffer | undefined;
  readonly operation: Omit<Operation, 'context'>;
  /** Gives the newest payload to one who does not have it: called once after joining, so that who comes late waits for nothing. */
  give(watcher: Watcher): void;
  leave(watcher: Watcher): void;
}

export interface Broadcasts {
  /** Joins those who ask the same, or begins. */
  join(operation: Operation, watcher: Watcher): Broadcast;
  counts(): { subscribers: number; broadcasts: number };
  close(): void;
}

/** So many are given a payload in one go; between, others have their turn. */
const IN_ONE_GO = 500;

/** Who may see the same: all that a caller's answers can depend on, but which token it is and where it may connect from. */
export function scopeOf(caller: Caller | null): string {
  return JSON.stringify(caller && { ...caller, id: undefined, expiresAt: undefined, networks: undefined });
}

/** Live fields that say what a reader has seen, or may take back: those are shared by nobody else. */
const PERSONAL: ReadonlySet<string> = new Set(['alerts', 'loop', 'loops']);

/** Whether an operation asks for such a field; one that hides what it asks for in fragments may. */
const isPersonal = (document: DocumentNode): boolean =>
  document.definitions.some((one) => one.kind === Kind.OPERATION_DEFINITION && one.selectionSet.selections.some((selection) => selection.kind !== Kind.FIELD || PERSONAL.has(selection.name.value)));

/** The same text for the same values, whatever the order of their names. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    inner !== null && typeof inner === 'object' && !Array.isArray(inner) ? Object.fromEntries(Object.entries(inner).sort(([left], [right]) => (left < right ? -1 : 1))) : inner,
  );
}

class Shared implements Broadcast {
  last: Buffer | undefined;
  readonly operation: Operation;
  readonly watchers = new Set<Watcher>();
  readonly #entrance: Entrance;
  readonly #onEmpty: () => void;
  #source: AsyncIterableIterator<ExecutionResult> | undefined;
  #sequence = 0;
  #delivering = false;
  #again = false;
  #ended = false;

  constructor(operation: Operation, { entrance, onEmpty }: { entrance: Entrance; onEmpty: () => void }) {
    this.operation = operation;
    this.#entrance = entrance;
    this.#onEmpty = onEmpty;
  }

  /** Executes the operation once for all. What cannot be answered is told, and ends it. */
  async run(): Promise<void> {
    const { document, operationName, variables, context } = this.operation;
    try {
      const result = await subscribe({ schema: this.#entrance.schema, document, operationName, variableValues: variables, contextValue: context });
      if (Symbol.asyncIterator in result) {
        this.#source = result as AsyncIterableIterator<ExecutionResult>;
        // Everybody left while it was being computed.
        if (this.#ended) return void this.#source.return?.();
        for await (const event of this.#source) this.#publish(event);
      } else {
        this.#publish(result);
      }
    } catch (error) {
      this.#publish({ data: null }, this.#entrance.errorsOf(error));
    }
    this.#finish();
  }

  #publish({ data = null, errors }: ExecutionResult, formatted = errors && this.#entrance.format(errors)): void {
    if (this.#ended) return;
    const next = Buffer.from(`${JSON.stringify(formatted ? { data, errors: formatted } : { data })}}`);
    // What changed was nothing that these asked for.
    if (this.last?.equals(next)) return;
    this.last = next;
    this.#sequence++;
    if (this.#delivering) this.#again = true;
    else this.#deliver(this.watchers.values());
  }

  #deliver(left: SetIterator<Watcher>): void {
    this.#delivering = true;
    let given = 0;
    for (let next = left.next(); !next.done; next = left.next()) {
      this.give(next.value);
      if (++given < IN_ONE_GO) continue;
      setImmediate(() => this.#deliver(left));
      return;
    }
    this.#delivering = false;
    if (!this.#again) return;
    // Something newer came meanwhile; whoever had their turn before gets it now.
    this.#again = false;
    this.#deliver(this.watchers.values());
  }

  give(watcher: Watcher): void {
    if (!this.last || watcher.seen === this.#sequence) return;
    watcher.seen = this.#sequence;
    watcher.deliver();
  }

  #finish(): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#onEmpty();
    for (const watcher of this.watchers) {
      this.give(watcher);
      watcher.end();
    }
    this.watchers.clear();
  }

  leave(watcher: Watcher): void {
    if (!this.watchers.delete(watcher) || this.watchers.size > 0) return;
    this.stop();
  }

  stop(): void {
    this.#ended = true;
    this.#onEmpty();
    void this.#source?.return?.();
  }
}

export function createBroadcasts(entrance: Entrance): Broadcasts {
  const running = new Map<string, Shared>();
  /** Documents are the same object for the same text. */
  const names = new WeakMap<object, string>();
  let named = 0;
  const nameOf = (document: object): string => {
    const name = names.get(document) ?? String(++named);
    names.set(document, name);
    return name;
  };

  function forget(key: string, shared: Shared): void {
    if (running.get(key) === shared) running.delete(key);
  }

  return {
    join(operation, watcher) {
      const { document, operationName = '', variables, context } = operation;
      const reader = isPersonal(document) ? (context.caller?.id ?? '') : '';
      const key = `${nameOf(document)} ${operationName} ${scopeOf(context.caller)} ${reader} ${canonical(variables)}`;
      let shared = running.get(key);
      const isNew = !shared;
      if (!shared) {
        const made: Shared = new Shared(operation, { entrance, onEmpty: () => forget(key, made) });
        shared = made;
        running.set(key, shared);
      }
      watcher.seen = 0;
      shared.watchers.add(watcher);
      if (isNew) void shared.run();
      return shared;
    },
    counts() {
      let subscribers = 0;
      for (const { watchers } of running.values()) subscribers += watchers.size;
      return { subscribers, broadcasts: running.size };
    },
    close() {
      for (const shared of [...running.values()]) shared.stop();
    },
  };
}
