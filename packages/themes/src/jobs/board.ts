import { HeedError } from '@heed/domain';
import type { Decision, Journal, StoreReader } from '@heed/store';
import { jobAt, jobsOf, type Job, type JobKind, type JobResult, type JobStep } from './job.ts';
import { readRecentEvents } from './recent-events.query.ts';

/** The journal's stream of jobs: what everybody sees of them, and what keeps two processes from doing one each at the same time. */
const STREAM = 'theme_jobs';
/** So many events tell of the last dozens of jobs. */
const LOOKED_AT = 400;

export interface Board {
  /** The last jobs, oldest first, as they look now. */
  jobs(): Promise<Job[]>;
  /** Begins a job. Throws HeedError CONFLICT with `details.kind` while another is under way, also in another process. */
  begin(kind: JobKind, options: { by: string; process: string }): Promise<Job>;
  progressed(id: number, progress: { step: JobStep; done: number; of: number }): Promise<void>;
  /** Asks for the end of the job that is under way; false when there is none. */
  cancel(by: string): Promise<boolean>;
  ended(id: number, end: { state: 'done' | 'cancelled' | 'failed'; result: JobResult | null; refusal: string | null }): Promise<void>;
}

/** Somebody else's event came in between so often only where something is wrong. */
const MOST_ATTEMPTS = 20;

export function createBoard({ store, journal, now }: { store: StoreReader; journal: Pick<Journal, 'append'>; now: () => number }): Board {
  async function look(): Promise<{ jobs: Job[]; version: number }> {
    const events = await readRecentEvents(store, { stream: STREAM, limit: LOOKED_AT });
    return { jobs: jobsOf(events).map((job) => jobAt(job, now())), version: events.at(-1)?.version ?? 0 };
  }

  /** Appends what `decide` makes of the jobs as they are; null for nothing. */
  async function append(decide: (jobs: readonly Job[]) => Omit<Decision, 'at'> | null): Promise<number | null> {
    for (let attempt = 1; ; attempt++) {
      const { jobs, version } = await look();
      const decision = decide(jobs);
      if (!decision) return null;
      try {
        return (await journal.append(STREAM, { ...decision, at: now(), expected: version })).version;
      } catch (error) {
        if (!(error instanceof HeedError) || error.code !== 'CONFLICT' || attempt === MOST_ATTEMPTS) throw error;
      }
    }
  }
  const running = (jobs: readonly Job[]): Job | undefined => jobs.find(({ state }) => state === 'running');
  const isRunning = (jobs: readonly Job[], id: number): boolean => running(jobs)?.id === id;

  return {
    jobs: async () => (await look()).jobs,
    async begin(kind, { by, process }) {
      const id = await append((jobs) => {
        const other = running(jobs);
        if (other) throw new HeedError('CONFLICT', 'Another job on themes is under way; wait until it is done, or cancel it.', { kind: other.kind, id: other.id });
        return { type: 'started', actor: by, payload: { kind, by, process } };
      });
      const job = (await look()).jobs.find((one) => one.id === id);
      if (!job) throw new HeedError('UNAVAILABLE', 'The job could not begin; try again in a moment.');
      return job;
    },
    async progressed(id, progress) {
      await append((jobs) => (isRunning(jobs, id) ? { type: 'progressed', actor: 'system', payload: { job: id, ...progress } } : null));
    },
    async cancel(by) {
      const id = await append((jobs) => {
        const job = running(jobs);
        return job && !job.cancelAsked ? { type: 'cancelled', actor: by, payload: { job: job.id } } : null;
      });
      return id !== null;
    },
    async ended(id, end) {
      await append((jobs) => (isRunning(jobs, id) ? { type: 'ended', actor: 'system', payload: { job: id, ...end } } : null));
    },
  };
}
