import { createRequire } from 'node:module';
import { Worker } from 'node:worker_threads';
import { HeedError } from '@heed/domain';
import type { Answers, FromThread, Question, Telling, ToThread } from './messages.ts';

/** Threads that read comments, so that whoever answers people never does. */
export interface Threads {
  readonly size: number;
  /** Tells every thread, also those that are started later. What is asked after it is answered with it. */
  tell(telling: Telling): void;
  /** Asks the thread that has least to do. Rejects with UNAVAILABLE when the thread dies or is closed before it answers. */
  ask<Q extends Question>(question: Q): Promise<Answers[Q['ask']]>;
  close(): Promise<void>;
}

/** Path of the thread's file, which Node runs as it is and which is never bundled: so it is found from the source tree and from a build alike. */
const threadFile = (): string => createRequire(import.meta.url).resolve('@heed/themes/reading-thread');

interface Waiting {
  resolve: (answer: never) => void;
  reject: (error: unknown) => void;
}

interface Thread {
  worker: Worker;
  waiting: Map<number, Waiting>;
}

/** Starts threads when they are first needed; one that dies is replaced. */
export function createThreads({ size, onError }: { size: number; onError: (error: unknown) => void }): Threads {
  const threads: (Thread | undefined)[] = Array.from({ length: size });
  let told: Telling[] = [];
  let number = 0;
  let closed = false;

  function start(place: number): Thread {
    const worker = new Worker(threadFile(), { execArgv: [] });
    const thread: Thread = { worker, waiting: new Map() };
    worker.on('message', (message: FromThread) => {
      const waiting = thread.waiting.get(message.id);
      thread.waiting.delete(message.id);
      if (thread.waiting.size === 0) worker.unref();
      if ('answer' in message) waiting?.resolve(message.answer as never);
      else waiting?.reject(new Error(`a comment could not be read: ${message.failed}`));
    });
    worker.on('error', onError);
    worker.on('exit', () => {
      if (threads[place] === thread) threads[place] = undefined;
      for (const { reject } of thread.waiting.values()) reject(gone());
    });
    // Whoever waits for an answer keeps the process; a thread that rests does not.
    worker.unref();
    for (const telling of told) worker.postMessage(telling satisfies ToThread);
    threads[place] = thread;
    return thread;
  }

  function leastBusy(): Thread {
    let best = 0;
    for (let place = 1; place < size; place++) {
      if ((threads[place]?.waiting.size ?? 0) < (threads[best]?.waiting.size ?? 0)) best = place;
    }
    return threads[best] ?? start(best);
  }

  return {
    size,
    tell(telling) {
      // What it replaces need not be told to a thread that is started later.
      told = [...told.filter((before) => !replaces(telling, before)), telling];
      for (const thread of threads) thread?.worker.postMessage(telling satisfies ToThread);
    },
    ask(question) {
      if (closed) return Promise.reject(gone());
      const thread = leastBusy();
      const id = ++number;
      return new Promise((resolve, reject) => {
        thread.waiting.set(id, { resolve, reject });
        thread.worker.ref();
        thread.worker.postMessage({ ...question, id } satisfies ToThread);
      });
    },
    async close() {
      closed = true;
      await Promise.all(threads.flatMap((thread) => (thread ? [thread.worker.terminate()] : [])));
    },
  };
}

function replaces(telling: Telling, before: Telling): boolean {
  if (telling.tell !== before.tell || telling.tell === 'lessons') return false;
  return telling.tell === 'known' || telling.kind === (before as typeof telling).kind;
}

const gone = (): HeedError => new HeedError('UNAVAILABLE', 'Comments cannot be read right now; try again in a moment.', { retryAfterSeconds: 2 });
