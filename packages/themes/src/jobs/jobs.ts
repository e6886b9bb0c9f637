import { randomUUID } from 'node:crypto';
import { HeedError } from '@heed/domain';
import type { Board } from './board.ts';
import type { Job, JobKind, JobResult, JobStep } from './job.ts';

/** What a job is given to work with. */
export interface JobContext {
  /** Aborted when somebody cancels it, when Heed stops, or when another process took it for gone. */
  signal: AbortSignal;
  tell(progress: { step: JobStep; done: number; of: number }): void;
  /** Throws unless the job is still the one that is under way: to be asked before anything takes effect. */
  stillMine(): Promise<void>;
}

export interface Jobs {
  /** Begins a job and returns at once; `ended` resolves with what came of it and never rejects. Throws CONFLICT while another is under way. */
  begin(kind: JobKind, options: { by: string; work: (context: JobContext) => Promise<JobResult> }): Promise<{ job: Job; ended: Promise<Job> }>;
  /** Asks for the end of what is under way, wherever; false when nothing is. */
  cancel(by: string): Promise<boolean>;
  /** The last jobs, oldest first; the one under way here as it is this moment. */
  list(): Promise<Job[]>;
  /** Ends what is under way here. */
  close(): Promise<void>;
}

/** How often a job here says that it lives, and looks whether it should end. */
const HEARTBEAT_MS = 10_000;
/** How often it is looked whether somebody in another process cancelled it. */
const LOOK_MS = 1_000;

interface Options {
  board: Board;
  /** Epoch milliseconds. */
  now: () => number;
  /** Told of every change of the job that is under way here. */
  onChange: (job: Job) => void;
  onError: (error: unknown) => void;
}

/** Why a job ended that nobody asked to end. */
class Taken extends Error {}

export function createJobs({ board, now, onChange, onError }: Options): Jobs {
  const process = randomUUID();
  let here: { job: Job; abort: AbortController; ended: Promise<Job> } | undefined;

  function run(started: Job, work: (context: JobContext) => Promise<JobResult>): { job: Job; abort: AbortController; ended: Promise<Job> } {
    const abort = new AbortController();
    const current = { job: started, abort, ended: Promise.resolve(started) };
    const change = (changed: Partial<Job>): void => {
      current.job = { ...current.job, ...changed };
      onChange(current.job);
    };
    const look = async (): Promise<Job | undefined> => (await board.jobs()).find(({ id }) => id === started.id);
    let toldAt = performance.now();
    let looking: Promise<unknown> = Promise.resolve();
    const beat = async (): Promise<void> => {
      const seen = await look();
      if (!seen || seen.state !== 'running') abort.abort(new Taken('another process does it'));
      else if (seen.cancelAsked) abort.abort();
      if (performance.now() - toldAt < HEARTBEAT_MS) return;
      toldAt = performance.now();
      const { step, done, of } = current.job;
      await board.progressed(started.id, { step, done, of });
    };
    let isLooking = false;
    const timer = setInterval(() => {
      if (isLooking) return;
      isLooking = true;
      looking = beat().catch(onError).finally(() => (isLooking = false));
    }, LOOK_MS);
    const context: JobContext = {
      signal: abort.signal,
      tell: (progress) => change(progress),
      async stillMine() {
        const seen = await look();
        if (seen?.state !== 'running') abort.abort(new Taken('another process does it'));
        else if (seen.cancelAsked) abort.abort();
        abort.signal.throwIfAborted();
      },
    };
    const finish = async (end: { state: 'done' | 'cancelled' | 'failed'; result: JobResult | null; refusal: string | null }): Promise<Job> => {
      clearInterval(timer);
      await looking;
      await board.ended(started.id, end).catch(onError);
      change({ ...end, endedAt: now() });
      here = undefined;
      return current.job;
    };
    current.ended = work(context).then(
      (result) => finish({ state: 'done', result, refusal: null }),
      (error: unknown) => {
        if (abort.signal.aborted) return finish({ state: 'cancelled', result: null, refusal: null });
        // What a person can do something about is said; the rest goes to whoever operates Heed.
        if (!(error instanceof HeedError)) onError(error);
        return finish({ state: 'failed', result: null, refusal: error instanceof HeedError ? error.message : 'It failed for a reason that stands in the log.' });
      },
    );
    return current;
  }

  return {
    async begin(kind, { by, work }) {
      const job = await board.begin(kind, { by, process });
      here = run(job, work);
      onChange(job);
      return { job, ended: here.ended };
    },
    async cancel(by) {
      const asked = await board.cancel(by);
      if (asked) here?.abort.abort();
      return asked;
    },
    async list() {
      const jobs = await board.jobs();
      return jobs.map((job) => (here && here.job.id === job.id && job.state === 'running' ? here.job : job));
    },
    async close() {
      here?.abort.abort();
      await here?.ended;
    },
  };
}
