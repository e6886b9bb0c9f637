import type { JournalEvent } from '@heed/store';
import * as z from 'zod';

/**
 * What is done off the request path, one at a time: finding themes (the first time; later it only proposes), the warm refit that keeps their identity,
 * showing how one theme would split, looking for what is new, and learning sentiment anew.
 */
export const JOB_KINDS = ['discover', 'refit', 'split', 'emerging', 'sentiment'] as const;
export type JobKind = (typeof JOB_KINDS)[number];

/** A stage of a job: fetching comments, then what `discover` and `refine` say, then counting, naming and storing. */
export const JOB_STEPS = ['fetching', 'reading', 'grouping', 'refining', 'naming', 'storing'] as const;
export type JobStep = (typeof JOB_STEPS)[number];

/** Figures of what came of a job, by name, such as themes or proposals. */
export type JobResult = Readonly<Record<string, number>>;

export interface Job {
  /** Grows with each job. */
  id: number;
  kind: JobKind;
  /** Key of the person or actor who asked for it; `system` for the schedule. */
  by: string;
  /** Which process does it. */
  process: string;
  state: 'running' | 'done' | 'cancelled' | 'failed';
  step: JobStep;
  done: number;
  of: number;
  /** Epoch milliseconds. */
  startedAt: number;
  /** When it was last heard of. */
  heardAt: number;
  endedAt: number | null;
  /** Somebody asked for its end. */
  cancelAsked: boolean;
  result: JobResult | null;
  /** Why it came to nothing, in one sentence. */
  refusal: string | null;
}

const progressed = z.strictObject({ job: z.number().int(), step: z.enum(JOB_STEPS), done: z.number(), of: z.number() });
const ended = z.strictObject({ job: z.number().int(), state: z.enum(['done', 'cancelled', 'failed']), result: z.record(z.string(), z.number()).nullable(), refusal: z.string().nullable() });

/** What the journal says of jobs. */
const jobEvents = {
  started: z.strictObject({ kind: z.enum(JOB_KINDS), by: z.string(), process: z.string() }),
  progressed,
  cancelled: z.strictObject({ job: z.number().int() }),
  ended,
} as const;

/** After so long without a sign of life the process that did a job is gone. */
const SILENT_MS = 60_000;

/** Jobs out of their events, oldest first; of a job whose beginning is not among them nothing is said. */
export function jobsOf(events: readonly JournalEvent[]): Job[] {
  const jobs = new Map<number, Job>();
  for (const { type, version, at, payload } of events) {
    if (type === 'started') {
      const { kind, by, process } = jobEvents.started.parse(payload);
      jobs.set(version, { id: version, kind, by, process, state: 'running', step: 'fetching', done: 0, of: 0, startedAt: at, heardAt: at, endedAt: null, cancelAsked: false, result: null, refusal: null });
    } else if (type === 'progressed') {
      const { job, ...rest } = progressed.parse(payload);
      update(jobs, job, { ...rest, heardAt: at });
    } else if (type === 'cancelled') update(jobs, jobEvents.cancelled.parse(payload).job, { cancelAsked: true });
    else if (type === 'ended') {
      const { job, ...rest } = ended.parse(payload);
      update(jobs, job, { ...rest, heardAt: at, endedAt: at });
    }
  }
  // One at a time: whoever began another found that the one before was gone.
  const all = [...jobs.values()];
  return all.map((job, index) => (job.state === 'running' && index < all.length - 1 ? lost(job) : job));
}

function update(jobs: Map<number, Job>, id: number, change: Partial<Job>): void {
  const job = jobs.get(id);
  if (job && job.state === 'running') jobs.set(id, { ...job, ...change });
}

/** A job as it looks at a moment: one that has been silent for too long has failed. */
export function jobAt(job: Job, now: number): Job {
  return job.state === 'running' && now - job.heardAt > SILENT_MS ? lost(job) : job;
}

const lost = (job: Job): Job => ({ ...job, state: 'failed', endedAt: job.heardAt, refusal: 'Heed stopped while it was under way.' });
